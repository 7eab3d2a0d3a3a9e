"""Lists in the form that a Dinas knows, as data: their columns, or what is counted by sub-district.

The floor that owns the columns registers its formats (people/formats.py and so on).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from import_export.fields import Field

from wksbm.spreadsheets.resource import SheetResource
from wksbm.spreadsheets.writing import Cell

Teller = Callable[[SheetResource, object], Cell]
_formats: dict[str, list["ListFormat | RecapFormat"]] = {}


def as_it_is(sheet: SheetResource, rows: QuerySet) -> QuerySet:
    return rows


@dataclass(frozen=True)
class ListFormat:
    """A row for every row of the list, numbered from 1.

    `columns`: heading → the name of a column of the sheet, a function of (sheet, row), or None where the Dinas fills
    in by hand. What a function tells has to pass the field table. `prepared` adds to the rows what the functions need.
    """

    code: str
    title: str
    columns: Sequence[tuple[str, str | Teller | None]]
    prepared: Callable[[SheetResource, QuerySet], QuerySet] = as_it_is


@dataclass(frozen=True)
class RecapFormat:
    """How many of the rows each sub-district has of each kind.

    `kind`: the column that is counted by; `words`: kind → word, in the order of the columns. `village`: the column with
    the village's code. `different`: a column and its heading: how many different values stand behind the rows.
    """

    code: str
    title: str
    kind: str
    words: Callable[[], Mapping[object, str]]
    village: str = "village_id"
    different: tuple[str, str] | None = None


class Told(Field):
    """A column of a format that no sheet has."""

    def __init__(self, tell: Callable[[object], Cell]) -> None:
        super().__init__(None, "")
        self.tell = tell

    def export(self, instance, **kwargs) -> Cell:
        return self.tell(instance)


def register(sheet: str, formats: Iterable[ListFormat | RecapFormat]) -> None:
    """Offers the formats in the export of the sheet with this code."""
    kept = _formats.setdefault(sheet, [])
    kept += [one for one in formats if one.code not in {other.code for other in kept}]


def formats_of(sheet: str) -> list[ListFormat | RecapFormat]:
    return list(_formats.get(sheet, ()))
