"""A cause with its fix: what is written there and how often, which value would be right, what can be done."""

from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wksbm.spreadsheets.engine.fixes import Fix
from wksbm.spreadsheets.engine.rows import ROW_FAULT, Cause, Index
from wksbm.spreadsheets.mending import key_of_written
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.places import AMBIGUOUS
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.text import place_key

NUMBERS_SHOWN, VALUES_SHOWN, SUGGESTED, SELECTABLE, OFFERED = 6, 8, 60, 40, 600


class Written(NamedTuple):
    """A value as it stands in the file, shown (`told`), how many rows have it, and what was probably meant."""

    key: str
    value: str
    told: str
    count: int
    suggestion: str


def anchor_of(cause: str) -> str:
    """The place of a cause on its page."""
    return "sebab-" + cause.replace(".", "-").replace("_", "-")


class CauseView:
    def __init__(self, batch: ImportBatch, sheet: SheetImport, cause: Cause) -> None:
        self.batch, self.sheet, self.cause = batch, sheet, cause
        self.code, self.count = cause.code, cause.count
        self.name = "" if cause.column == ROW_FAULT else list(sheet.columns)[cause.column]
        self.column = str(sheet.columns[self.name].column_name) if self.name else ""
        self.id = f"{cause.column}.{cause.code}"
        self.typed, self.error = None, ""  # what was refused just now

    @staticmethod
    def key(batch: ImportBatch, column: str, written: str) -> str:
        return key_of_written(batch, f"{column} {written}")

    @cached_property
    def text(self) -> str:
        """What is wrong with the value that is mended first; the cause keeps only what its first row was told."""
        if self.code == "twice":
            return _("The same stands in a row further up already. Leave one of the two out.")
        if self.now and self.now.value in self.cause.sound:
            return self.cause.sound[self.now.value]
        if self.name and self.now:
            try:
                self.sheet.columns[self.name].widget.read(self.now.value)
            except ValidationError as error:
                if error.error_list[0].code == self.code:  # of a long cell only its beginning is kept
                    return " ".join(error.messages)
        return self.cause.text

    @property
    def anchor(self) -> str:
        return anchor_of(self.id)

    @property
    def numbers(self) -> str:
        """12, 40, 41 …"""
        shown = ", ".join(map(str, self.cause.numbers[:NUMBERS_SHOWN]))
        return f"{shown} …" if self.count > NUMBERS_SHOWN else shown

    @cached_property
    def written(self) -> list[Written]:
        """The most frequent first."""
        found = []
        for place, (value, count) in enumerate(self.cause.written.most_common()):
            asked = self.name and value and place < SUGGESTED and self.code != AMBIGUOUS
            suggestion = self.sheet.suggestion(self.name, value) if asked else ""
            if place_key(suggestion) == place_key(value):
                suggestion = ""  # it would be refused again
            told = self.sheet.written_told(self.name, value) if self.name else value
            found.append(Written(self.key(self.batch, self.name, value), value, told, count, suggestion))
        return found

    @property
    def shown(self) -> list[Written]:
        return [one for one in self.written if one.value][:VALUES_SHOWN]

    @property
    def is_one_word(self) -> bool:
        """Whether one and the same word is wrong everywhere: then one answer mends all rows."""
        return bool(self.name) and len(self.written) == len(self.shown) == 1 and not self.each_its_own

    @property
    def each_its_own(self) -> bool:
        """Whether the rows need different answers: NIKs without their last digits, or such as are shown alike."""
        if not self.name or not self.now or self.count == 1:
            return False
        if self.code in self.sheet.columns[self.name].widget.lost:
            return True
        return [one.told for one in self.written].count(self.now.told) > 1

    @property
    def hidden(self) -> int:
        """How many further values there are."""
        return max(0, len([one for one in self.written if one.value]) - VALUES_SHOWN)

    @cached_property
    def now(self) -> Written | None:
        """The value that is mended first."""
        return self.written[0] if self.written else None

    @property
    def next(self) -> Written | None:
        return self.written[1] if len(self.written) > 1 else None

    @cached_property
    def suggested(self) -> list[Written]:
        return [one for one in self.written if one.suggestion]

    @property
    def suggested_rows(self) -> int:
        return sum(one.count for one in self.suggested)

    @cached_property
    def fixes(self) -> list[tuple[str, str]]:
        return self.sheet.fixes_for(self.name, self.code, self.now.value if self.now else "") if self.name else []

    @property
    def select(self) -> list[tuple[str, str]]:
        """Few permitted values: one of them is chosen."""
        return self.fixes if len(self.fixes) <= SELECTABLE else []

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Many: they are offered while one types."""
        return self.fixes[:OFFERED] if len(self.fixes) > SELECTABLE else []

    @property
    def value(self) -> str:
        """What stands in the field: what was refused, else what was probably meant."""
        if self.typed is not None:
            return self.typed
        return self.now.suggestion if self.now else ""

    @property
    def can_be_blank(self) -> bool:
        """Whether the value that is mended first may go: something stands there, and no row needs it."""
        return bool(self.name and self.now and self.now.value) and self.now.value not in self.cause.needed

    @property
    def all_can_be_blank(self) -> bool:
        return self.can_be_blank and not self.cause.needed


def cause_in(index: Index, cause_id: str) -> Cause | None:
    """The cause that a form names; None when there is none (any more)."""
    return next((cause for (column, code), cause in index.causes.items() if f"{column}.{code}" == cause_id), None)


def value_in(batch: ImportBatch, name: str, cause: Cause, key: str) -> str | None:
    """The written value that a form names by its key; None when there is none (any more)."""
    return next((value for value in cause.written if CauseView.key(batch, name, value) == key), None)


def fix_key(batch: ImportBatch, fix: Fix) -> str:
    """Names a fix in a form: that of all equal cells, or all those that do the same row by row."""
    if fix.number:
        return CauseView.key(batch, f"{fix.column} of rows {fix.value}", fix.written)
    return CauseView.key(batch, fix.column, fix.written)
