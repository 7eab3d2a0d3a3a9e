"""The forms of an import: the file, what its columns mean, what is mended."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.confirming import ConfirmingMixin
from wksbm.forms import HouseForm
from wksbm.spreadsheets.engine.rows import OTHER, SKIP
from wksbm.spreadsheets.reading import FileRefused

ENDINGS = ".xlsx,.xls,.ods,.csv,.txt"
ACTIONS = (
    "put", "blank", "blank-all", "skip", "skip-all", "suggest", "cell", "decide", "all-other", "all-meant", "check",
    "anyway", "clear", "forget",
)  # fmt: skip


class BringInForm(ConfirmingMixin, HouseForm):
    """The password, for a sheet that asks it; `rows` is what the page promised."""

    rows = forms.CharField(required=False, widget=forms.HiddenInput)


class UploadForm(HouseForm):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        max_length=250,
        error_messages={
            "required": _("Choose the file first."),
            "empty": _("This file is empty. Save your table again and upload that file."),
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        megabytes = settings.IMPORT_MAX_BYTES // 2**20
        self.fields["file"].help_text = _(
            "A table as .xlsx, .xls, .ods or .csv, at most %(size)s MB. Nothing is brought in before you confirm."
        ) % {"size": megabytes}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError(str(FileRefused("too_big", {"most": settings.IMPORT_MAX_BYTES})), "too_big")
        return file


class SheetForm(HouseForm):
    """Which of several sheets of the file; `found` are (index, name) of those that fit."""

    sheet = forms.TypedChoiceField(label=_("Sheet of the file"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, found, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = found


LEAVE_OUT, REST = "-", "rest"
FEW = 3  # columns that are answered one by one before all others may be left out together


class ColumnsForm(HouseForm):
    """One question a column: `asked` is [(place, header, samples)], `columns` what may be answered. Official lists have
    dozens of columns that nobody needs here: the rest may go at once."""

    def __init__(self, *args, asked, columns, **kwargs) -> None:
        self.base_fields = {}
        super().__init__(*args, **kwargs)
        self.asked = asked
        if len(asked) > FEW:
            self.fields[REST] = forms.BooleanField(label=_("Leave out all columns without an answer"), required=False)
        for place, header, samples in asked:
            text = _("For example: %(samples)s") % {"samples": " · ".join(samples)} if samples else ""
            choices = [("", "–"), (LEAVE_OUT, _("Leave this column out")), *columns]
            missing = _("Choose what this column means, or leave it out.")
            self.fields[str(place)] = forms.ChoiceField(
                label=header, choices=choices, help_text=text, error_messages={"required": missing},
                required=REST not in self.data,
            )  # fmt: skip
        self.helper.layout = None

    def clean(self):
        cleaned = super().clean()
        cleaned.pop(REST, None)
        taken = list(cleaned.values())
        for place, name in list(cleaned.items()):
            if name not in ("", LEAVE_OUT) and taken.count(name) > 1:
                self.add_error(place, _("Two columns cannot mean the same. Leave one of them out."))
        return cleaned

    @property
    def said(self) -> dict[int, str]:
        return {int(place): "" if name == LEAVE_OUT else name for place, name in self.cleaned_data.items()}


class MendForm(HouseForm):
    """One thing to mend; which fields it needs depends on `do` (see views/mending.py)."""

    do = forms.ChoiceField(choices=[(action, action) for action in ACTIONS])
    cause = forms.CharField(max_length=80, required=False)
    written = forms.CharField(max_length=16, required=False)
    value = forms.CharField(max_length=300, required=False, strip=False)
    number = forms.IntegerField(min_value=1, max_value=2_000_000, required=False)
    column = forms.CharField(max_length=40, required=False)
    said = forms.RegexField(rf"^({SKIP}|{OTHER}|[1-9][0-9]{{0,18}})?\Z", required=False)
