"""Sheets to fill in: the header that the import knows, lists of permitted words, a page that explains each column."""

from collections.abc import Iterable
from textwrap import fill
from typing import BinaryIO

from django.utils.translation import gettext as _

from wksbm.spreadsheets.answers import CodesCell
from wksbm.spreadsheets.cells import SHOWN_WORDS, CellWidget, FieldCell, LineCell, NumberCell, told_words
from wksbm.spreadsheets.day_cells import DayCell, PartialDayCell
from wksbm.spreadsheets.layouts import offered, permitted
from wksbm.spreadsheets.places import VillageCell
from wksbm.spreadsheets.sheet import Column, SheetImport
from wksbm.spreadsheets.writing import LANDSCAPE, Marked, Table, write_workbook

WIDTHS = (28, 17, 60, 24)  # of the explanation, in characters


def write_blank_sheet(stream: BinaryIO, sheet: SheetImport) -> None:
    """The empty sheet first, its explanation second. The example stands there, by column: it is never brought in."""
    asked = [column for name, column in sheet.columns.items() if sheet.in_blank(name)]
    blank = Table(str(sheet.title), [str(column.column_name) for column in asked], [], **offered(asked))
    write_workbook(stream, [blank, explanation(asked)])


def explanation(columns: Iterable[Column]) -> Table:
    headers = [_("In the column"), _("must it be filled in?"), _("what may be written"), _("for example")]
    told = [
        (str(column.column_name), must_be_filled(column), may_be_written(column), example(column)) for column in columns
    ]
    rows = [[Marked(fill(words, wide), "wrapped") for words, wide in zip(row, WIDTHS, strict=True)] for row in told]
    above = [[_("How to fill in the first sheet")], [_("Only the first sheet is brought in, this one explains it.")]]
    return Table(_("Explanation"), headers, rows, above=[*above, [""]], widths=WIDTHS, paper=LANDSCAPE)


def must_be_filled(column: Column) -> str:
    if column.required:
        return _("yes")
    return str(column.wanted or _("no"))


def may_be_written(column: Column) -> str:
    """The permitted words, or what the column takes."""
    words = permitted(column)
    if not words:
        return taken_by(column.widget)
    shown = told_words(words[:SHOWN_WORDS])
    if isinstance(column.widget, CodesCell):
        return _("%(words)s (several with ; between them)") % {"words": shown}
    return shown if len(words) <= SHOWN_WORDS else _("%(words)s … (the list in the cell has all)") % {"words": shown}


def taken_by(widget: CellWidget) -> str:
    if widget.takes:
        return str(widget.takes)
    if isinstance(widget, PartialDayCell):
        return _("a day (21/11/1990 or 21 November 1990); or the year alone (1990); or a guess (± 1990)")
    if isinstance(widget, DayCell):
        return _("a day: 21/11/2026 or 21 November 2026")
    if isinstance(widget, NumberCell):
        return _("a whole number")
    if isinstance(widget, VillageCell):
        return _("the code of the desa or kelurahan (73.08.21.1001), or its name")
    if isinstance(widget, LineCell) and not isinstance(widget, FieldCell):
        return _("text of at most %(most)s characters") % {"most": widget.longest}
    return _("text (format the cell as Text)")


def example(column: Column) -> str:
    """What the sheet itself gives as an example, else the first permitted word."""
    if column.example or isinstance(column.widget, VillageCell):
        return column.example or "73.08.21.1001"
    return next(iter(permitted(column)), "")
