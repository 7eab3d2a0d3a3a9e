"""The file comes in; what cannot be known from it is asked once."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wksbm.accounts.editing import CreateOnceView, HouseFormView, add_errors
from wksbm.spreadsheets import batches
from wksbm.spreadsheets.cells import LONGEST, Raw
from wksbm.spreadsheets.engine.cleaning import written
from wksbm.spreadsheets.headers import numbers_columns
from wksbm.spreadsheets.import_forms import ColumnsForm, SheetForm, UploadForm
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.reading import FileRefused
from wksbm.spreadsheets.tasks import begin
from wksbm.spreadsheets.views.imports import template_url
from wksbm.spreadsheets.views.own import Job, OwnBatch, State, sheet_to_bring_in
from wksbm.text import hide_long_numbers

SAMPLES, SHOWN = 3, 40


class UploadView(CreateOnceView):
    template_name = "spreadsheets/upload.html"
    form_class = UploadForm
    made: ImportBatch | None = None

    @cached_property
    def sheet(self):
        return sheet_to_bring_in(self.request.user, self.kwargs["sheet"])

    def get(self, request, *args, **kwargs):
        self.sheet  # noqa: B018 raises where it may not be brought in
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.sheet  # noqa: B018 the same
        return super().post(request, *args, **kwargs)

    def create(self, form):
        self.made = self.arrived.enter()
        return self.made

    def form_valid(self, form):
        """The file is kept and looked into before anything is asked of the database, and the check begins when it is
        safe there: both take seconds, and on SQLite nobody else could write meanwhile."""
        batches.expire()
        file = form.cleaned_data["file"]
        try:
            with batches.arriving(self.request.user, self.sheet.code, file.name, file.chunks()) as self.arrived:
                response = super().form_valid(form)
        except FileRefused as refused:
            add_errors(form, ValidationError({"file": str(refused)}))
            return self.form_invalid(form)
        if self.made and self.made.pk and not batches.to_ask(self.made):
            begin(self.made, Job.CHECK, State.UPLOADED)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "heading": str(self.sheet.heading) or _("Import: %(title)s") % {"title": self.sheet.title},
            "explained": str(self.sheet.explained),
            "template_url": template_url(self.sheet.code),
            "cancel": reverse("spreadsheets:list"),
            "verb": _("Upload and check"),
        }


class ColumnsView(OwnBatch, HouseFormView):
    """Which sheet of the file, then what its unknown columns mean; when nothing is open the file is checked."""

    template_name = "spreadsheets/columns.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.batch.is_open or self.batch.job or not self.question:
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def question(self) -> str:
        return batches.to_ask(self.batch)

    def get_form_class(self):
        return SheetForm if self.question == "sheet" else ColumnsForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | (self.sheets() if self.question == "sheet" else self.columns())

    def sheets(self) -> dict:
        return {"found": [(at, name) for at, name, _row in self.batch.options["candidates"]]}

    def columns(self) -> dict:
        taken = self.batch.options["meanings"].values()
        columns = [(name, str(column.column_name)) for name, column in self.sheet.columns.items() if name not in taken]
        unknown = self.batch.options["unknown"]
        return {
            "asked": [(place, title, self.samples(int(place))) for place, title in unknown.items()],
            "columns": columns,
        }

    @cached_property
    def sheet(self):
        return batches.sheet_for(self.batch)

    @cached_property
    def first_rows(self) -> list[list[Raw]]:
        head = batches.look_into(self.batch).head[self.batch.options["index"]]
        rows = [cells for number, cells in head if number > self.batch.options["header"]]
        return rows[1:] if rows and numbers_columns(rows[0]) else rows

    def samples(self, place: int) -> list[str]:
        """Different values of the column, no long number among them."""
        cells = (written(cells[place])[:LONGEST] for cells in self.first_rows if place < len(cells))
        shown = (hide_long_numbers(cell)[:SHOWN] for cell in cells if cell.strip())
        return list(dict.fromkeys(shown))[:SAMPLES]

    def form_valid(self, form):
        if self.question == "sheet":
            batches.choose(self.batch, form.cleaned_data["sheet"])
        else:
            batches.say_meanings(self.batch, form.said)
        if batches.to_ask(self.batch):
            return HttpResponseRedirect(self.request.path)
        begin(self.batch, Job.CHECK, State.UPLOADED)
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "batch": self.batch,
            "question": self.question,
            "title": str(self.sheet_class.title),
            "verb": _("Go on"),
        }
