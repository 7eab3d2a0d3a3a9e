"""What the page of a checked file shows: counts that add up, causes with their fixes, rows page by page.

Everything comes from the staged file; only the rows of one page are opened.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wksbm.spreadsheets.batches import sheet_for
from wksbm.spreadsheets.causes import CauseView, fix_key
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.rows import (
    CHANGED,
    DIFFERS,
    KINDS,
    NEW,
    ROW_FAULT,
    SAME,
    SIMILAR,
    SKIPPED,
    UNKNOWN,
    WRONG,
    Index,
    SheetRow,
    rows_at,
)
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.places import RegionCell, is_one, told_apart
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

ALL = ""
ROWS_A_PAGE, CELLS_OF_A_ROW, CAUSES_SHOWN, MENDED_SHOWN = 25, 5, 10, 50
# In addresses; in the order of the page.
KIND_OF = {
    "baru": NEW, "berubah": CHANGED, "sama": SAME, "mirip": SIMILAR, "tak-dikenal": UNKNOWN,
    "salah": WRONG, "dilewati": SKIPPED, "beda": DIFFERS, "semua": ALL,
}  # fmt: skip
ADDRESS_OF = {kind: address for address, kind in KIND_OF.items()}
WORDS = {
    NEW: pgettext_lazy("rows", "New"),
    CHANGED: pgettext_lazy("rows", "Changed"),
    SAME: pgettext_lazy("rows", "Same"),
    SIMILAR: pgettext_lazy("rows", "Similar"),
    WRONG: pgettext_lazy("rows", "Wrong"),
    SKIPPED: pgettext_lazy("rows", "Left out"),
    UNKNOWN: pgettext_lazy("rows", "Unknown"),
    DIFFERS: pgettext_lazy("rows", "Differ from the registry"),
    ALL: pgettext_lazy("rows", "All"),
}
SUMMANDS = {
    NEW: gettext_lazy("%(count)s new"),
    CHANGED: gettext_lazy("%(count)s changed"),
    SAME: gettext_lazy("%(count)s same"),
    SIMILAR: gettext_lazy("%(count)s similar"),
    WRONG: gettext_lazy("%(count)s wrong"),
    SKIPPED: gettext_lazy("%(count)s left out"),
    UNKNOWN: gettext_lazy("%(count)s unknown"),
}
FIRST = (WRONG, SIMILAR, CHANGED, NEW, SAME, UNKNOWN, SKIPPED)  # what is shown when nobody has asked for a kind


class CountFilter(NamedTuple):
    address: str
    word: str
    count: int
    current: bool


class CellView(NamedTuple):
    """A cell: the column's header, what was there, what the file says."""

    column: str
    old: str
    new: str


class MendedView(NamedTuple):
    """A fix: what was written ("" for blank cells) and what it became; in `rows` rows alone, 0 for all of them."""

    key: str
    column: str
    written: str
    value: str
    rows: int


class FaultView(NamedTuple):
    """What is wrong with a row; `name` is its column, "" where no cell can be mended."""

    name: str
    column: str
    written: str
    text: str


class RowView(NamedTuple):
    number: int
    title: str
    kind: str
    word: str
    cells: list[CellView]
    faults: list[FaultView]
    doubts: list[str]
    near: list[tuple[int, str, str]]


def sum_line(counts: dict, words: dict[str, str] | None = None) -> str:
    """438 read = 380 new + 22 changed + …; `words` of a sheet take the place of the usual ones."""
    words = {kind: "%(count)s " + str(word)[:1].lower() + str(word)[1:] for kind, word in (words or {}).items()}
    parts = [(SUMMANDS | words)[kind] % {"count": told(counts[kind])} for kind in KINDS if counts.get(kind)]
    return _("%(count)s read") % {"count": told(counts.get("read", 0))} + " = " + (" + ".join(parts) or "0")


def told(count: int) -> str:
    return number_format(count, use_l10n=True, force_grouping=True)


class Review:
    """`kind`: the rows asked for; where there are none, or for None, the most urgent ones. `page`: of them."""

    def __init__(self, batch: ImportBatch, kind: str | None = None, page: str | None = None) -> None:
        self.batch, self.asked_page = batch, page
        self.store = Store(batch.token)
        self.index = Index.of(self.store)
        self.counts = self.index.counts
        urgent = next((one for one in FIRST if self.counts[one]), NEW)
        self.kind = urgent if kind is None or not self.index.places(kind) else kind

    @cached_property
    def sheet(self) -> SheetImport:
        return sheet_for(self.batch)

    @property
    def filters(self) -> list[CountFilter]:
        counts = self.counts | {ALL: self.counts["read"], DIFFERS: len(self.index.differing)}
        return [
            CountFilter(address, self.word(kind), counts[kind], kind == self.kind) for address, kind in KIND_OF.items()
        ]

    def word(self, kind: str) -> str:
        return str(self.sheet.kind_words.get(kind) or WORDS[kind])

    @property
    def sum_line(self) -> str:
        return sum_line(self.counts, self.sheet.kind_words)

    @property
    def ready(self) -> int:
        """How many rows would be brought in."""
        return self.counts[NEW] + self.counts[CHANGED]

    @property
    def afterwards(self) -> str:
        return self.sheet.afterwards(self.batch)[0]

    @property
    def waiting(self) -> int:
        return self.counts[WRONG] + self.counts[SIMILAR]

    @cached_property
    def causes(self) -> list[CauseView]:
        causes = list(self.index.causes.values())[:CAUSES_SHOWN]
        return [CauseView(self.batch, self.sheet, cause) for cause in causes]

    @property
    def more_causes(self) -> int:
        return len(self.index.causes) - len(self.causes)

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """The words that are offered while typing, once a column."""
        return {cause.name: cause.offered for cause in self.causes if cause.offered}

    @cached_property
    def fixes(self) -> Fixes:
        return Fixes.of(self.store)

    @property
    def mended(self) -> list[MendedView]:
        """What was mended: for all equal cells, or in the same way in some rows."""
        alike = Counter(fix._replace(number=bool(fix.number)) for fix in self.fixes.cells)
        return [
            MendedView(
                fix_key(self.batch, fix), self.header(fix.column), self.sheet.written_told(fix.column, fix.written),
                self.value_told(fix.column, fix.value), count if fix.number else 0,
            ) for fix, count in alike.most_common(MENDED_SHOWN) if fix.column in self.sheet.columns
        ]  # fmt: skip

    def value_told(self, name: str, value: str) -> str:
        """What was filled in, as its column reads it: the place of a code, the day, the word."""
        atom = self.atom_of(name, value)
        return self.chosen_places.get(atom) or self.sheet.written_told(
            name, self.sheet.told(name, atom) if atom else value
        )

    def atom_of(self, name: str, value: str) -> Atom:
        try:
            return self.sheet.columns[name].widget.read(value)[0]
        except ValidationError:
            return None

    @cached_property
    def chosen_places(self) -> dict[Atom, str]:
        """The places that were filled in, by code, as they were offered: with the one above each."""
        filled_in = {(fix.column, fix.value) for fix in self.fixes.cells if fix.column in self.sheet.columns}
        places = [pair for pair in filled_in if isinstance(self.sheet.columns[pair[0]].widget, RegionCell)]
        found = {
            atom: self.sheet.told(name, atom) for name, value in places if is_one(atom := self.atom_of(name, value))
        }
        return dict(told_apart(list(found), found.get))

    @property
    def doubts(self) -> list[tuple[str, int]]:
        """What looks odd and may be right: the words and how often."""
        return [(self.sheet.doubt_words(code), count) for code, count in self.index.doubts.most_common()]

    @cached_property
    def page(self) -> Page:
        return Paginator(self.index.places(self.kind), ROWS_A_PAGE).get_page(self.asked_page)

    @cached_property
    def staged(self) -> list[SheetRow]:
        return rows_at(self.store, list(self.page.object_list))

    @cached_property
    def rows(self) -> list[RowView]:
        self.sheet.prepare(self.staged)
        return [self.view_of(row) for row in self.staged]

    @property
    def has_meant(self) -> bool:
        """Whether rows of this page can only mean one record."""
        return bool(self.sheet.meant([row for row in self.staged if row.kind == SIMILAR]))

    def view_of(self, row: SheetRow) -> RowView:
        sheet, kind = self.sheet, row.kind
        faults = [self.fault_view(fault) for fault in row.faults]
        doubts = [sheet.doubt_words(code) for _column, code in row.doubts]
        near = sheet.near_told(row) if kind == SIMILAR else []
        return RowView(row.number, sheet.row_title(row), kind, self.word(kind), self.cells(row), faults, doubts, near)

    def fault_view(self, fault) -> FaultView:
        if fault.column == ROW_FAULT:
            return FaultView("", "", "", fault.text)
        name = self.names[fault.column]
        return FaultView(name, self.header(name), self.sheet.written_told(name, fault.written), fault.text)

    def cells(self, row: SheetRow) -> list[CellView]:
        """Of a changed row what changes, of another one its first cells that the title does not tell."""
        sheet, names = self.sheet, self.names
        if self.kind == DIFFERS:
            pairs = sorted(row.differs.items())
            return [
                CellView(self.told_as(names[at]), sheet.told(names[at], ours), sheet.told(names[at], row.atoms[at]))
                for at, ours in pairs
            ]
        if row.kind == CHANGED:
            return [
                CellView(
                    self.told_as(names[at]), sheet.current_told(row, names[at]), sheet.told(names[at], row.atoms[at])
                )
                for at in row.changes
            ]
        title, passed_over = sheet.row_title(row), {*sheet.titled, *sheet.untold}
        held = ((name, atom) for name, atom in zip(names, row.atoms, strict=True) if atom is not None)
        told = ((name, sheet.told(name, atom)) for name, atom in held if name not in passed_over)
        return [CellView(self.told_as(name), "", words) for name, words in told if words != title][:CELLS_OF_A_ROW]

    @cached_property
    def names(self) -> Sequence[str]:
        return list(self.sheet.columns)

    def header(self, name: str) -> str:
        return str(self.sheet.columns[name].column_name)

    def told_as(self, name: str) -> str:
        return self.header(self.sheet.told_as.get(name, name))
