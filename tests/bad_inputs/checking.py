"""One row of a sheet, checked by the engine as the rows of a file are."""

from datetime import date

from wksbm.spreadsheets.engine.checking import check
from wksbm.spreadsheets.engine.rows import ROW_FAULT, SheetRow, read_rows
from wksbm.spreadsheets.models import new_token
from wksbm.spreadsheets.sheet import SheetImport, sheet_of
from wksbm.spreadsheets.store import Store

NUMBER = 7  # of the row in its file


def checked(user, code: str, cells: dict, today: date) -> tuple[SheetImport, SheetRow]:
    """The sheet, and the row of these raw cells by column."""
    sheet, store = sheet_of(code)(user, today), Store(new_token())
    try:
        check([[(NUMBER, list(cells.values()))]], sheet, dict(enumerate(cells)), store)
        (row,) = read_rows(store)
    finally:
        store.remove()
    return sheet, row


def faults(sheet: SheetImport, row: SheetRow) -> dict[str, str]:
    """The messages of a row by column, "" for what concerns all of it."""
    names = list(sheet.columns)
    return {"" if fault.column == ROW_FAULT else names[fault.column]: fault.text for fault in row.faults}


def doubts(row: SheetRow) -> list[str]:
    return [code for _column, code in row.doubts]
