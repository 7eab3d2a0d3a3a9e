"""The list of group types, from data/group_types.csv: the sections of the papers, with which of them are groups."""

from pathlib import Path

from groups.models import GroupType
from wksbm.accounts.system import Counts, keep_in_step, rows_of

FILE = Path(__file__).parent / "data" / "group_types.csv"
MOST_MEMBERS = {"PRS-21": 10}  # Dasawisma: ten households, as its name says (note in the file)


def load_group_types() -> Counts:
    """Brings GroupType in step with the file; the order of its lines is the order of the list."""
    return keep_in_step(GroupType, (_values(place, row) for place, row in enumerate(rows_of(FILE), 1)))


def _values(place: int, row: dict[str, str]) -> dict:
    return {
        "code": row["code"],
        "name": row["name_id"],
        "section": row["section"],
        "is_group": row["membership_group"] == "yes",
        "max_members": MOST_MEMBERS.get(row["code"]),
        "position": place,
    }
