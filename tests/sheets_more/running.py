"""A sheet as a page runs it, on rows given in the test: checked, looked at, brought in, undone."""

from datetime import date

from wksbm.actor import acting_as
from wksbm.spreadsheets.engine.checking import check
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.rows import SheetRow, read_rows
from wksbm.spreadsheets.engine.undoing import undo
from wksbm.spreadsheets.engine.writing import Writing, write
from wksbm.spreadsheets.headers import read_header
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.sheet import sheet_of
from wksbm.spreadsheets.store import Store


class Run:
    """One file of the sheet `code`: `header` and the rows below it, which are numbered from 2 on, as in the file.

    `row(2)` is a checked row, `kinds` what became of all of them, `faults(2)` the codes by column.
    """

    def __init__(self, user, code: str, header: list[str], *rows: list, decided: dict[int, str] | None = None) -> None:
        self.user, self.code = user, code
        self.sheet = sheet_of(code)(user, date.today())
        self.header = read_header(1, header, self.sheet, {})
        self.batch = ImportBatch(user=user, sheet=code, file_name="daftar.xlsx", state=ImportBatch.State.CHECKED)
        self.batch.save()
        self.lines = list(enumerate(rows, 2))
        self.check(decided)

    def check(self, decided: dict[int, str] | None = None) -> None:
        store, fixes = Store(self.batch.token), Fixes(rows=decided)
        self.sheet = sheet_of(self.code)(self.user, date.today())
        self.index = check(iter([self.lines]), self.sheet, self.header.meanings, store, fixes=fixes)
        self.rows: dict[int, SheetRow] = {row.number: row for row in read_rows(store)}
        self.batch.counts = self.index.counts
        self.batch.save()

    @property
    def kinds(self) -> list[str]:
        return [row.kind for row in self.rows.values()]

    @property
    def kind(self) -> str:
        (kind,) = self.kinds
        return kind

    def row(self, number: int = 2) -> SheetRow:
        return self.rows[number]

    def faults(self, number: int = 2) -> dict[str, str]:
        """Of a row the codes of its faults by column; "" for those of the whole row."""
        names = list(self.sheet.columns)
        faults = self.rows[number].faults
        return {names[fault.column] if fault.column >= 0 else "": fault.code for fault in faults}

    def texts(self, number: int = 2) -> str:
        return " ".join(fault.text for fault in self.rows[number].faults)

    def doubts(self, number: int = 2) -> dict[str, str]:
        names = list(self.sheet.columns)
        return {names[column]: code for column, code in self.rows[number].doubts}

    def changes(self, number: int = 2) -> dict[str, tuple]:
        """Old and new of the columns that a row would change."""
        row, names = self.rows[number], list(self.sheet.columns)
        return {names[place]: (row.current[place], row.atoms[place]) for place in row.changes}

    def write(self) -> Writing:
        """Brought in, in the name of its user."""
        with acting_as(self.user):
            return write(self.batch, sheet_of(self.code)(self.user, date.today()), self.user)

    def undo(self) -> dict[str, int]:
        with acting_as(self.user):
            outcomes = undo(self.batch, self.user)
        return {outcome: count for outcome, count in outcomes.items() if count}


def exported(resource, queryset, user) -> tuple[list[str], list[list]]:
    """Header and rows of a list as a file holds them, read back cell by cell."""
    sheet = resource(user=user)
    header = [str(field.column_name) for field in sheet.get_export_fields()]
    rows = [[as_read(cell) for cell in row] for row in sheet.rows(queryset)]
    return header, rows


def as_read(cell):
    """A cell that was written, as the reader gives it."""
    if isinstance(cell, date):
        return ("date", cell.isoformat())
    return None if cell in (None, "") else cell
