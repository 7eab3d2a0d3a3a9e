"""The story of a person, and putting back one of his or her facts."""

from wksbm.accounts.views.history import HistoryView
from wksbm.accounts.views.restoring import RestoreMixin
from wksbm.people.faces import shown
from wksbm.people.forms import PersonForm
from wksbm.people.models import Person
from wksbm.people.views.records import PersonUpdateView, VisiblePersonMixin


class PersonHistoryView(VisiblePersonMixin, HistoryView):
    record = "person"
    restore_route = "people:restore"
    restorable = tuple(PersonForm._meta.fields)

    def called(self) -> str:
        return shown(self.request.user, self.object, "full_name")

    def zone(self):
        return self.object.village.time_zone

    def person(self) -> Person:
        return self.object

    def may_restore(self) -> bool:
        return self.request.user.may("update", "person", self.object)


class PersonRestoreView(RestoreMixin, PersonUpdateView):
    history_route = "people:history"
