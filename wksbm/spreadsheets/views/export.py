"""A list as a file: the rows of the screen in their order, all pages of them."""

import secrets
from functools import cached_property
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import redirect
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
from wksbm.spreadsheets import downloads
from wksbm.spreadsheets.about import filter_words, hide, hide_numbers
from wksbm.spreadsheets.columns import may_take_full_nik
from wksbm.spreadsheets.formats import formats_of
from wksbm.spreadsheets.forms import FULL, XLSX, ExportForm, FullExportForm
from wksbm.spreadsheets.layouts import READ, Editing, Printed, Reading, column_names
from wksbm.spreadsheets.letterheads import office_of
from wksbm.spreadsheets.resource import SheetResource
from wksbm.spreadsheets.sheet import sheets_for
from wksbm.spreadsheets.writing import write_csv, write_workbook

CONTENT_TYPES = downloads.CONTENT_TYPES
CHOSEN = "export_columns"  # the session's entry: the columns chosen last, by sheet


def takeable(queryset: QuerySet, user) -> QuerySet:
    """Without the rows that none of his roles over them lets out: of several, one may list more than it may export."""
    asked = (user, queryset.model, queryset.record, queryset.area_path)
    lists, exports = by_role(*asked), by_role(*asked, "export")
    if set(lists) == set(exports):
        return queryset
    return queryset.filter(any_of(exports.values()))


class ExportView(HouseFormView):
    """Subclasses name the list on the screen (`list_view`), the sheet, its title and its row of the access table.

    `code`: that of the sheet which is brought in, and under which formats are registered. Whether the user may export
    at all is the gate's question. GET asks for the form of the file and, of the Dinas, whether NIKs go out in full.
    POST answers the file and logs it; a large list is written in the background (downloads.py).
    """

    template_name = "spreadsheets/export.html"
    list_view = None
    resource_class = None
    sheet_title = ""
    record = ""
    code = ""

    def dispatch(self, request, *args, **kwargs):
        if request.POST.get("nik") == FULL and not self.full_offered:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def holds_nik(self) -> bool:
        return "nik" in self.resource_class._meta.fields

    @cached_property
    def full_offered(self) -> bool:
        user = self.request.user
        return (
            self.holds_nik and access.best_letter(user.roles, self.record, "export") == "A" and may_take_full_nik(user)
        )

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

    def sheet(self, choice: dict | None = None) -> SheetResource:
        full = bool(choice) and choice["nik"] == FULL
        return self.resource_class(user=self.request.user, on=self.on, full_nik=full)

    @cached_property
    def layouts(self) -> dict:
        """The forms in which this user may take the list out, by code."""
        user = self.request.user
        found = [Reading()]
        importer = next((one for one in sheets_for(user) if one.code == self.code and self.code), None)
        if importer and user.may("create", "import_batch"):
            editing = Editing(importer(user, self.today()))
            found += [editing] if editing.fits(self.sheet()) else []
        forms = formats_of(self.code)
        office = office_of(user) if forms else None
        found += [Printed(form, office, self.on, self.today()) for form in forms] if office else []
        return {layout.code: layout for layout in found}

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        sheet = self.sheet()
        return list(zip(column_names(sheet), sheet.get_export_headers(), strict=True))

    def get_form_class(self):
        return FullExportForm if self.full_offered else ExportForm

    def get_form_kwargs(self):
        asked = {"request": self.request} if self.full_offered else {}
        offered = {"rows": self.count, "layouts": list(self.layouts.values()), "columns": self.columns}
        return super().get_form_kwargs() | offered | asked

    def get_initial(self):
        known = [name for name, _title in self.columns]
        last = self.request.session.get(CHOSEN, {}).get(self.request.resolver_match.view_name, known)
        return {"columns": [name for name in last if name in known] or known}

    def form_valid(self, form):
        choice = form.cleaned_data | {"id": secrets.token_hex(6)}
        if choice["columns"]:
            kept = self.request.session.get(CHOSEN, {})
            self.request.session[CHOSEN] = kept | {self.request.resolver_match.view_name: choice["columns"]}
        if self.count > settings.SHEET_ROWS_AT_ONCE and self.request.user.may("create", "export"):
            return self.ask(choice)
        stream = self.stream(choice)
        kind = CONTENT_TYPES[choice["format"]]
        headers = {"Cache-Control": "no-store"}
        name = self.file_name(choice)
        return FileResponse(stream, as_attachment=True, filename=name, content_type=kind, headers=headers)

    def stream(self, choice: dict) -> BinaryIO:
        """The file, written and logged."""
        stream = TemporaryFile()  # noqa: SIM115 the response closes it
        try:
            self.log(choice, self.write(stream, choice))
        except BaseException:
            stream.close()
            raise
        stream.seek(0)
        return stream

    def ask(self, choice: dict):
        downloads.ask(self, choice)
        messages.success(self.request, _("This is a long list. It is being written; you may go on working meanwhile."))
        return redirect("downloads:list")

    def file_name(self, choice: dict) -> str:
        title = self.sheet_title if choice["shape"] == READ else f"{self.sheet_title} {self.shape(choice).title}"
        return f"{slugify(title)}-{self.today():%Y-%m-%d}.{choice['format']}"

    def shape(self, choice: dict):
        """The layout that was chosen. Raises PermissionDenied when the user may not have it (any more)."""
        if choice["shape"] not in self.layouts:
            raise PermissionDenied
        return self.layouts[choice["shape"]]

    def write(self, stream: BinaryIO, choice: dict, progress=None) -> int:
        """Writes the file and returns how many rows it holds. `progress` is called with the number done so far."""
        sheet = self.sheet(choice)
        table = self.shape(choice).table(sheet, self.queryset, str(self.sheet_title), choice["columns"])
        if progress:
            table.rows = downloads.counted(table.rows, progress)
        if choice["format"] == XLSX:
            return write_workbook(stream, [table], about=self.about(choice))[0]
        return write_csv(stream, table.headers, table.rows)

    def about(self, choice: dict) -> list[tuple[str, str]]:
        user = self.request.user
        full = choice["nik"] == FULL
        told = self.holds_nik and self.shape(choice).tells("nik", choice["columns"])
        return [
            (_("Sheet"), str(self.sheet_title)),
            (_("What the file is for"), self.shape(choice).title),
            (_("Taken out by"), f"{user.full_name} ({user.username})"),
            (_("When"), f"{date_format(timezone.localtime(), 'DATETIME_FORMAT')} {timezone.localtime():%Z}"),
            (_("As on"), date_format(self.on, "DATE_FORMAT")),
            (_("Filter"), filter_words(self.filters, typed=hide_numbers)),
            *([(_("NIK"), _("in full") if full else _("first four digits"))] if told else ()),
            (_("What for"), choice["reason"] or "–"),
            (_("Number of this file"), choice["id"]),
            (_("Please mind"), _("Personal data (UU 27/2022): keep it safe, pass it to nobody, delete it after use.")),
        ]

    def log(self, choice: dict, rows: int) -> None:
        facts = {
            "rows": rows,
            "nik": choice["nik"],
            "format": choice["format"],
            "shape": choice["shape"],
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
            "masked": self.holds_nik and not self.full_offered,
            "in_background": self.count > settings.SHEET_ROWS_AT_ONCE and self.request.user.may("create", "export"),
            "verb": _("Download"),
            "filter_words": filter_words(self.filters, typed=str),
            "cancel": f"{back}?{query}" if query else back,
        }
