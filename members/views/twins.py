"""Roster sheets as PDF: blank ones, and that of a group with its members."""

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import View

from groups.views.group import GroupMixin
from groups.views.twins import SheetMixin
from members.models import Membership
from members.papers.twins import draw_changes, draw_head, draw_roster
from members.views.papers import logged
from wksbm.paper.codes import ANY_GROUP, ROSTER, code_of


class BlankFormView(SheetMixin, View):
    def get(self, request, which):
        if which not in ("anggota", "perubahan"):
            raise Http404
        title = _("Roster sheet") if which == "anggota" else _("Joins and leaves")
        sheet = self.sheet(title, _("To key it in, choose the group, then its members."), code_of(ANY_GROUP))
        draw_head(sheet)
        if which == "anggota":
            draw_roster(sheet, user=request.user, members=[])
        else:
            draw_changes(sheet)
        return self.answer(sheet)


class RosterSheetView(GroupMixin, SheetMixin, View):
    """The members of today, to be corrected by hand. Logged like every list that leaves as a file."""

    action = "export"
    record = "member"

    def get(self, request, pk):
        members = list(Membership.objects.visible_to(request.user).roster(self.group, self.today()))
        foot = _("Personal data (UU 27/2022).") + " " + self.printed()
        about = f"{self.about()} · {date_format(self.today(), 'DATE_FORMAT')}"
        sheet = self.sheet(_("Roster sheet"), about, code_of(ROSTER, self.group.pk), foot)
        draw_roster(sheet, user=request.user, members=members)
        logged(request.user, self.group, len(members), "roster sheet")
        return self.answer(sheet)

    def about(self) -> str:
        return f"{self.group} · {self.group.village}, {self.group.village.parent.name}"
