"""Keying in a roster sheet: one row a member, in the order of the paper, then the new names; all in one save."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.views.group import GroupMixin
from members.keying import KeyInForm, keep_names, key_in
from members.models import Membership
from wksbm.accounts.editing import CreateOnceView

ROWS_AT_ONCE = 50
TICKED = re.compile(r"m([1-9][0-9]{0,17})-gone", re.ASCII)


class KeyInView(GroupMixin, CreateOnceView):
    template_name = "members/twins_key_in.html"
    form_class = KeyInForm
    action = "update"
    record = "member"
    changes = True

    def page(self):
        members = Membership.objects.visible_to(self.request.user).roster(self.group, self.today())
        return Paginator(members, ROWS_AT_ONCE).get_page(self.request.GET.get("halaman"))

    def members(self) -> list[Membership]:
        """The rows of the page, and whoever was ticked and is no member any more: that is said in the row."""
        rows = list(self.page())
        ticked = {int(match[1]) for match in map(TICKED.fullmatch, self.request.POST) if match}
        of_group = Membership.objects.visible_to(self.request.user).in_group(self.group)
        gone = of_group.filter(pk__in=ticked - {row.pk for row in rows})
        return rows + list(gone.select_related("person__village", "identity"))

    def get_form_kwargs(self):
        waits = self.request.user.may("create", "identity_match", self.group)
        rows = {"members": self.members(), "names_wait": waits}
        return super().get_form_kwargs() | {"group": self.group} | rows

    def create(self, form):
        key_in(form, by=self.request.user)
        count = len(form.gone)
        text = ngettext("%(count)s member has left.", "%(count)s members have left.", count)
        messages.success(self.request, _("The sheet is keyed in.") + (f" {text % {'count': count}}" if count else ""))
        if form.names_wait or not form.typed_names:
            return reverse("members:roster", args=[self.group.pk])
        keep_names(self.request, self.group, form.typed_names)
        return f"{reverse('members:enrol-many', args=[self.group.pk])}?lembar=1"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "cancel": reverse("members:roster", args=[self.group.pk]),
            "page": self.page(),
        }
