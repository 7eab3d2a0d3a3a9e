"""Which cells of the record table were tested in this run, and which are still to come; printed at its end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.access.roles import LETTERS, POSITIONS
from tests.access.to_come import CELLS, FIELDS, RECORDS, VERBS
from wksbm.accounts.access import ACTIONS, COLUMNS

Cell = tuple[str, str, str]  # record, action, role
_tested: set[Cell] = set()
_fields: set[tuple[str, str]] = set()


def tested(role: str, cells: Iterable[tuple[str, str]]) -> None:
    """To be called where the cells (record, action) of a role were found true."""
    _tested.update((record, action, role) for record, action in cells)


def fields_tested(role: str, fields: Iterable[str]) -> None:
    _fields.update((field, role) for field in fields)


def all_cells() -> set[Cell]:
    return {(record, action, role) for record in LETTERS for action in ACTIONS for role in COLUMNS}


def to_come() -> dict[Cell, str]:
    """Every cell that nobody can try yet, with the reason."""
    reasons = {cell: RECORDS.get(cell[0]) or VERBS.get(cell[:2]) or CELLS.get(cell) for cell in all_cells()}
    return {cell: reason for cell, reason in reasons.items() if reason}


def closed_to_all() -> set[Cell]:
    """F or N for everybody, so no screen may be there."""
    return {
        cell for cell in all_cells() if all(LETTERS[cell[0]][role][ACTIONS.index(cell[1])] in "FN" for role in COLUMNS)
    }


def summary() -> Iterator[str]:
    """What the end of the run says; nothing where no cell was asked for."""
    yield from _records() if _tested else ()
    if _fields:
        done = {cell for cell in _fields if cell[1] in COLUMNS}
        yield (
            f"field cells tested: {len(done)} × {len(POSITIONS)} positions = {len(done) * len(POSITIONS)}; "
            f"still to come: {len(FIELDS) * len(COLUMNS)} ({', '.join(FIELDS)})"
        )


def _records() -> Iterator[str]:
    waiting, done = to_come(), {cell for cell in _tested if cell[2] in COLUMNS}
    further = len(_tested) - len(done)
    yield (
        f"cells tested: {len(done)} × {len(POSITIONS)} positions = {len(done) * len(POSITIONS)} "
        f"(and {further} of companions and viewers at the border of their area); cells still to come: {len(waiting)}; "
        f"of the table's {len(all_cells())}"
    )
    yield "  to come, every cell: " + ", ".join(RECORDS)
    names: dict[str, list[str]] = defaultdict(list)
    for (record, action), reason in VERBS.items():
        names[reason].append(f"{record} {action}")
    for (record, action, role), reason in CELLS.items():
        names[reason].append(f"{record} {action} by {role}")
    for reason, cells in names.items():
        yield f"  to come: {', '.join(cells)} ({reason})"
