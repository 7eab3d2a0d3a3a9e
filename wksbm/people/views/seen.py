"""Who has seen this person: every look, reveal and refused attempt about one person, the newest first."""

from django.http import Http404

from wksbm.accounts.log_filters import LogFilter
from wksbm.accounts.log_words import code_of, may_name
from wksbm.accounts.models.log import PERSON
from wksbm.accounts.views.log import LookListView
from wksbm.people.faces import shown
from wksbm.people.views.records import VisiblePersonMixin


class SeenFilter(LogFilter):
    number = None


class SeenView(VisiblePersonMixin, LookListView):
    """Codes or the name of the person as the access table says; whoever looked is always named."""

    template_name = "log/person.html"
    filterset_class = SeenFilter

    def get(self, request, *args, **kwargs):
        self.person = self.get_object()
        if not request.user.may("list", "access_log", self.person):
            raise Http404  # he holds a duty that sees logs, but not over this person
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().about_person(self.person.pk)

    def called(self) -> str:
        user = self.request.user
        return shown(user, self.person, "full_name") if may_name(user, self.person) else code_of(PERSON, self.person.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"person": self.person, "called": self.called()}
