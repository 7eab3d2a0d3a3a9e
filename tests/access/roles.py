"""Nine kinds of users, five positions of a target, and what the tables say a user of each kind gets there.

The letters and levels are read from the text of the tables here, not by the functions of the product.
"""

from wksbm.accounts.access import ACTIONS, COLUMNS, FIELD_TABLE, RECORD_TABLE, VIEWER

# Where the target lies, seen from the people of the tests: the group that the leader leads, another group of the same
# village, the next village of the same sub-district, another sub-district of the regency, another regency.
POSITIONS = ("own", "neighbour", "village", "district", "regency")

_REGENCY = set(POSITIONS[:4])
INSIDE = {
    "leader": {"own"},
    "companion": {"own"},
    "village": {"own", "neighbour"},
    "tksk": {"own", "neighbour", "village"},
    "tksk_c": {"own", "neighbour", "village"},
    "dinas": _REGENCY,
    "dinas_c": _REGENCY,
    "viewer": {"own", "neighbour", "village"},
    "admin": set(POSITIONS),
}
ROLES = tuple(INSIDE)
BY_GROUP = {"leader", "companion"}  # their area is the groups they lead or accompany
ON_REGIONS = {"tally", "region", "access_log"}  # records that hang on a place and on no group

COLUMN_OF = {role: role for role in COLUMNS} | {"companion": "tksk"}


def _read(table: str) -> dict[str, dict[str, str]]:
    rows = [line.split() for line in table.strip().splitlines()]
    return {name: dict(zip(COLUMNS, cells, strict=True)) for name, *cells in rows}


LETTERS = _read(RECORD_TABLE)
LEVELS = _read(FIELD_TABLE)


def letter(role: str, record: str, action: str) -> str:
    if role == "viewer":
        return VIEWER[record][ACTIONS.index(action)] if record in VIEWER else "N"
    return LETTERS[record][COLUMN_OF[role]][ACTIONS.index(action)]


def level(role: str, field: str) -> str:
    return "absent" if role == "viewer" else LEVELS[field][COLUMN_OF[role]]


def is_inside(role: str, record: str, position: str) -> bool:
    """Whether a target of this record lies inside the area of the role; a place is in nobody's group."""
    return position in INSIDE[role] and not (role in BY_GROUP and record in ON_REGIONS)


def answer(role: str, record: str, action: str, position: str) -> str:
    """A, M or C inside the area; F and N everywhere; N where the target lies outside."""
    cell = letter(role, record, action)
    return cell if cell in "FN" or is_inside(role, record, position) else "N"
