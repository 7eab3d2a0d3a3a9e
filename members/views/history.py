"""The story of a membership, and putting back one of its facts."""

from django.shortcuts import get_object_or_404

from members.faces import name_of
from members.forms import MembershipForm
from members.models import Membership
from members.views.changes import MembershipUpdateView
from wksbm.accounts.views.history import HistoryView
from wksbm.accounts.views.restoring import RestoreMixin
from wksbm.people.models import Person


class MembershipHistoryView(HistoryView):
    record = "member"
    restore_route = "members:restore"
    restorable = tuple(MembershipForm._meta.fields)

    def get_object(self) -> Membership:
        rows = Membership.objects.visible_to(self.request.user).select_related("group__village", "person", "identity")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def called(self) -> str:
        name = name_of(self.request.user, self.object)
        return f"{name} · {self.object.group}" if name else str(self.object.group)

    def zone(self):
        return self.object.group.village.time_zone

    def person(self) -> Person | None:
        return self.object.person

    def may_restore(self) -> bool:
        return self.object.group.is_open and self.request.user.may("update", "member", self.object)


class MembershipRestoreView(RestoreMixin, MembershipUpdateView):
    history_route = "members:history"

    def get_form_class(self):
        return MembershipForm
