"""The screens about people; floors above take the search and the person form from here."""

from wksbm.people.views.finding import FindPersonView
from wksbm.people.views.history import PersonHistoryView, PersonRestoreView
from wksbm.people.views.likeness import PairsView, SimilarView
from wksbm.people.views.privacy import EraseView, RetentionView, SubjectReportView
from wksbm.people.views.records import (
    NewPersonMixin,
    PersonCreateView,
    PersonDetailView,
    PersonListView,
    PersonUpdateView,
    VisiblePersonMixin,
)
from wksbm.people.views.reveals import MatchView, RevealView
from wksbm.people.views.seen import SeenView

__all__ = [
    "EraseView",
    "FindPersonView",
    "MatchView",
    "NewPersonMixin",
    "PairsView",
    "PersonCreateView",
    "PersonDetailView",
    "PersonHistoryView",
    "PersonListView",
    "PersonRestoreView",
    "PersonUpdateView",
    "RetentionView",
    "RevealView",
    "SeenView",
    "SimilarView",
    "SubjectReportView",
    "VisiblePersonMixin",
]
