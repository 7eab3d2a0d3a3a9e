"""The story of a group, and putting back one of its facts."""

from django.http import Http404

from groups.inventory_forms import FORMS
from groups.models import SocialGroup
from groups.views.group import GroupMixin
from groups.views.inventory import GroupUpdateView
from wksbm.accounts.views.history import HistoryView
from wksbm.accounts.views.restoring import RestoreMixin


class GroupHistoryView(GroupMixin, HistoryView):
    record = "group"
    action = "history"
    restore_route = "groups:restore"
    restorable = tuple(field for form in FORMS.values() for field in form._meta.fields)

    def get_object(self) -> SocialGroup:
        return self.group

    def called(self) -> str:
        return self.group.name

    def zone(self):
        return self.group.village.time_zone

    def may_restore(self) -> bool:
        return self.group.is_open and self.request.user.may("update", "group", self.group)


class GroupRestoreView(RestoreMixin, GroupUpdateView):
    """Through the part of the inventory that holds the field."""

    history_route = "groups:history"

    def get_form_class(self):
        asked = self.request.GET.get("isian", "")
        form = next((form for form in FORMS.values() if asked in form._meta.fields), None)
        if form is None:
            raise Http404
        return form
