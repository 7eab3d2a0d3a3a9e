"""A list as a file: the rows of the screen in their order, all pages of them."""

import secrets
from functools import cached_property
from tempfile import TemporaryFile
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wksbm.accounts import access
from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.accounts.scope import any_of, by_role
from wksbm.spreadsheets.about import filter_words, hide, hide_numbers
from wksbm.spreadsheets.columns import may_take_full_nik
from wksbm.spreadsheets.forms import FULL, XLSX, ExportForm, FullExportForm
from wksbm.spreadsheets.writer import write_csv, write_xlsx

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def takeable(queryset: QuerySet, user) -> QuerySet:
    """Without the rows that none of his roles over them lets out: of several, one may list more than it may export."""
    asked = (user, queryset.model, queryset.record, queryset.area_path)
    lists, exports = by_role(*asked), by_role(*asked, "export")
    if set(lists) == set(exports):
        return queryset
    return queryset.filter(any_of(exports.values()))


class ExportView(HouseFormView):
    """Subclasses name the list on the screen (`list_view`), the sheet, its title and its row of the access table.

    Whether the user may export at all is the gate's question. GET asks for the format and, of the Dinas, whether NIKs
    go out in full. POST answers the file and logs it.
    """

    template_name = "spreadsheets/export.html"
    list_view = None
    resource_class = None
    sheet_title = ""
    record = ""

    def dispatch(self, request, *args, **kwargs):
        if request.POST.get("nik") == FULL and not self.full_offered:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def full_offered(self) -> bool:
        user = self.request.user
        holds_nik = "nik" in self.resource_class._meta.fields
        return holds_nik and access.best_letter(user.roles, self.record, "export") == "A" and may_take_full_nik(user)

    @cached_property
    def filters(self):
        view = self.list_view()
        view.setup(self.request)
        return view.filtered()

    @cached_property
    def queryset(self) -> QuerySet:
        return takeable(self.filters.qs, self.request.user)

    @cached_property
    def count(self) -> int:
        return self.queryset.count()

    def today(self):
        return super().today() or timezone.localdate()

    @cached_property
    def on(self):
        """The day the list is about."""
        return getattr(self.filters, "day", None) or self.today()

    def get_form_class(self):
        return FullExportForm if self.full_offered else ExportForm

    def get_form_kwargs(self):
        asked = {"request": self.request} if self.full_offered else {}
        return super().get_form_kwargs() | {"rows": self.count} | asked

    def form_valid(self, form):
        choice = form.cleaned_data | {"id": secrets.token_hex(6)}
        stream = TemporaryFile()  # noqa: SIM115 the response closes it
        rows = self.write(stream, choice)
        self.log(choice, rows)
        stream.seek(0)
        name = f"{slugify(self.sheet_title)}-{self.today():%Y-%m-%d}.{choice['format']}"
        kind = CONTENT_TYPES[choice["format"]]
        headers = {"Cache-Control": "no-store"}
        return FileResponse(stream, as_attachment=True, filename=name, content_type=kind, headers=headers)

    def write(self, stream: BinaryIO, choice: dict) -> int:
        sheet = self.resource_class(user=self.request.user, on=self.on, full_nik=choice["nik"] == FULL)
        headers, rows = sheet.get_export_headers(), sheet.rows(self.queryset)
        if choice["format"] == XLSX:
            return write_xlsx(stream, str(self.sheet_title), headers, rows, about=self.about(choice))
        return write_csv(stream, headers, rows)

    def about(self, choice: dict) -> list[tuple[str, str]]:
        user = self.request.user
        full = choice["nik"] == FULL
        return [
            (_("Sheet"), str(self.sheet_title)),
            (_("Taken out by"), f"{user.full_name} ({user.username})"),
            (_("When"), f"{date_format(timezone.localtime(), 'DATETIME_FORMAT')} {timezone.localtime():%Z}"),
            (_("As on"), date_format(self.on, "DATE_FORMAT")),
            (_("Filter"), filter_words(self.filters, typed=hide_numbers)),
            (_("NIK"), _("in full") if full else _("first four digits")),
            (_("What for"), choice["reason"] or "–"),
            (_("Number of this file"), choice["id"]),
            (_("Please mind"), _("Personal data (UU 27/2022): keep it safe, pass it to nobody, delete it after use.")),
        ]

    def log(self, choice: dict, rows: int) -> None:
        facts = {
            "rows": rows,
            "nik": choice["nik"],
            "format": choice["format"],
            "id": choice["id"],
            "filter": filter_words(self.filters, typed=hide),
        }
        target = self.queryset.model._meta.label
        note(self.request.user, AccessLog.Kind.EXPORT, target=target, reason=choice["reason"], **facts)

    def get_context_data(self, **kwargs):
        back = reverse(f"{self.request.resolver_match.namespace}:list")
        query = self.request.GET.urlencode()
        return super().get_context_data(**kwargs) | {
            "heading": self.sheet_title,
            "count": self.count,
            "full_offered": self.full_offered,
            "verb": _("Download"),
            "filter_words": filter_words(self.filters, typed=str),
            "cancel": f"{back}?{query}" if query else back,
        }
