"""Blank forms and filled-in sheets as PDF, and the code on them that opens the screen for keying in."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from groups.twins import draw_inventory, draw_person
from groups.views.group import GroupMixin
from wksbm.paper import F4, SIZES
from wksbm.paper.answer import as_pdf
from wksbm.paper.codes import INVENTORY, NEW_GROUP, NEW_PERSON, code_of, opened_by
from wksbm.paper.twin import Sheet

LAYOUT = "1"  # raised when a sheet changes so that an old one cannot be keyed in line by line any more


class SheetMixin:
    """`sheet` opens a PDF in the size asked for (?kertas=a4), `answer` sends it."""

    def sheet(self, title: str, about: str, code: str, foot: str = "") -> Sheet:
        size = self.request.GET.get("kertas", F4)
        address = f"{reverse('groups:open-code')}?kode={code}"
        layout = _("Sheet %(code)s, layout %(version)s") % {"code": code, "version": LAYOUT}
        return Sheet(
            title=title,
            about=about,
            code=code,
            address=self.request.build_absolute_uri(address),
            foot=f"{layout}. {foot}".strip(),
            size=size if size in SIZES else F4,
        )

    def printed(self) -> str:
        """Who printed it and when: the foot of what holds data."""
        when = date_format(timezone.localtime(), "DATETIME_FORMAT")
        return _("Printed by %(who)s on %(when)s.") % {"who": self.request.user.full_name, "when": when}

    def answer(self, sheet: Sheet) -> HttpResponse:
        return as_pdf(sheet.file(), sheet.title)


class BlankFormsView(TemplateView):
    template_name = "groups/twins.html"


class BlankFormView(SheetMixin, View):
    def get(self, request, which):
        if which == "inventaris":
            sheet = self.sheet(_("Inventory of a group"), _("Local group, WKSBM, KUBE or KPS"), code_of(NEW_GROUP))
            draw_inventory(sheet, user=request.user)
        elif which == "warga":
            sheet = self.sheet(
                _("A person"),
                _("Search first: nobody needs a second sheet."),
                code_of(NEW_PERSON),
            )
            draw_person(sheet, user=request.user)
        else:
            raise Http404
        return self.answer(sheet)


class InventorySheetView(GroupMixin, SheetMixin, View):
    """The inventory of a group with everything that is known of it; what is missing is written beside it."""

    action = "export"

    def get(self, request, pk):
        village = self.group.village
        about = f"{self.group} · {village}, {village.parent.name}"
        sheet = self.sheet(_("Inventory of a group"), about, code_of(INVENTORY, self.group.pk), self.printed())
        draw_inventory(sheet, user=request.user, group=self.group)
        return self.answer(sheet)


class OpenCodeView(TemplateView):
    """Where a sheet's code leads; a mistyped one comes back with what to look at."""

    template_name = "groups/twins_code.html"
    problem = ""

    def get(self, request, *args, **kwargs):
        self.typed = request.GET.get("kode", "")[:40]
        try:
            return redirect(opened_by(self.typed))
        except ValidationError as error:
            self.problem = error.message if self.typed else ""
            return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"typed": self.typed, "problem": self.problem}
