"""What is asked before a list leaves the registry as a file."""

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.confirming import WRONG, PasswordNowField, confirm
from wksbm.formfields import LineFormField
from wksbm.forms import HouseForm
from wksbm.spreadsheets.layouts import EDIT, READ
from wksbm.spreadsheets.writing import MOST_ROWS

XLSX, CSV = "xlsx", "csv"
MASKED, FULL = "masked", "full"
SHORTEST_REASON = 10
FOLDED = '<details class="rk-more mb-3"><summary>{}</summary>'
FOLD = HTML(format_lazy(FOLDED, _("Choose the columns")))
COLUMNS = (FOLD, Field("columns", template="spreadsheets/ticks.html"), HTML("</details>"))


class ExportForm(HouseForm):
    """Without an answer: a workbook to read, with all columns and masked NIKs.

    `rows` is how many there are; `layouts` are the forms in which the list may go out (layouts.py), `columns` its
    columns by name.
    """

    shape = forms.ChoiceField(label=_("What the file is for"), initial=READ, required=False, widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any tick all of them. A form of the Dinas has its own columns."),
    )
    format = forms.ChoiceField(
        label=_("File"),
        choices=[(XLSX, _("Excel (xlsx)")), (CSV, _("CSV"))],
        initial=XLSX,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("CSV is for other programs: Excel would spoil long numbers in it."),
    )
    reason = LineFormField(
        label=_("What for"), required=False, max_length=200, help_text=_("Stands in the file and in the access log.")
    )

    layout = Layout("shape", *COLUMNS, "format", "reason")

    def __init__(self, *args, rows: int, layouts: list, columns: list[tuple[str, str]], **kwargs) -> None:
        self.rows, self.layouts = rows, {one.code: one for one in layouts}
        super().__init__(*args, **kwargs)
        self.fields["shape"].choices = [(one.code, one.title) for one in layouts]
        self.fields["columns"].choices = columns
        if EDIT in self.layouts:
            text = _(
                "To edit and send back: the number in the first column says which record it is. Change nothing in it."
            )
            self.fields["shape"].help_text = text

    def clean(self):
        cleaned = super().clean()
        cleaned["shape"] = cleaned.get("shape") or READ
        cleaned["format"] = cleaned.get("format") or XLSX
        cleaned["nik"] = cleaned.get("nik") or MASKED
        if cleaned["format"] not in self.layouts[cleaned["shape"]].formats:
            self.add_error("format", _("A form of the Dinas goes out as Excel (xlsx) only."))
        elif cleaned["format"] == XLSX and self.rows > MOST_ROWS:
            self.add_error("format", _("A worksheet holds at most 1,048,575 rows. Choose CSV, or filter the list."))
        return cleaned


class FullExportForm(ExportForm):
    """Also offers full NIKs, against a reason and the password once more."""

    nik = forms.ChoiceField(
        label=_("NIK"),
        choices=[(MASKED, _("first four digits")), (FULL, _("in full"))],
        initial=MASKED,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("In full only with a reason and your password."),
    )
    password = PasswordNowField(required=False, help_text=_("Only for full NIKs."))

    layout = Layout("shape", *COLUMNS, "format", "nik", "reason", Div("password", css_class="rk-for-full"))

    def __init__(self, *args, request, **kwargs) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        password = cleaned.pop("password", "")
        if cleaned["nik"] == FULL:
            self._check_full(cleaned, password)
        return cleaned

    def _check_full(self, cleaned: dict, password: str) -> None:
        if cleaned["format"] != XLSX:
            self.add_error("format", _("Full NIKs go out in xlsx only: its first sheet says to whom, and why."))
        if "reason" in cleaned and len(cleaned["reason"]) < SHORTEST_REASON:
            self.add_error("reason", _("Say in at least 10 characters what the full NIKs are for."))
        if not confirm(self.request, password):
            self.add_error("password", WRONG)
