"""A block of rows column by column: most rows of a file are plain, and none of them needs an object of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.rows import SheetRow

Doubts = tuple[tuple[int, str], ...]  # the column and the code of each


class Columns:
    """The `numbers` of the rows and their `atoms`, column by column, with the `doubts` of each row.

    `others`: by place in the block the rows about which there is more to say (a fault, a decision, two cells that do
    not fit): what stands in the columns for those counts for nothing. `marks`: see SheetRow; "" at first.
    """

    def __init__(self, numbers: Sequence[int], atoms: list[Sequence[Atom]]) -> None:
        self.numbers, self.atoms = numbers, atoms
        self.doubts: Sequence[Doubts] = [()] * len(numbers)
        self.others: dict[int, SheetRow] = {}
        self.marks: list[str] = [""] * len(numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def rows(self) -> list[SheetRow]:
        return list(map(SheetRow.load, self.dump()))

    @property
    def doubted(self) -> Counter[str]:
        """How many rows have each doubt, by its code."""
        found = Counter(row_code for row in self.others.values() for _column, row_code in row.doubts)
        for doubts, count in Counter(self.plain(self.doubts)).items():
            for _column, code in doubts:
                found[code] += count
        return found

    def plain(self, some: Sequence) -> Iterable:
        """Of what is said of each row that which is said of the plain ones."""
        return compress(some, self.chosen) if self.others else some

    @property
    def chosen(self) -> Iterator[bool]:
        return (place not in self.others for place in range(len(self)))

    def row(self, place: int) -> SheetRow:
        return SheetRow(self.numbers[place], [column[place] for column in self.atoms])

    def mark(self, marks: Iterable[str]) -> None:
        """Notes the marks of the plain rows."""
        places = self.plain(range(len(self)))
        for place, mark in zip(places, marks, strict=True):
            self.marks[place] = mark

    def dump(self) -> list[tuple]:
        """As SheetRow.dump, of all rows."""
        atoms = map(list, zip(*self.atoms, strict=True))
        dumped = list(zip(self.numbers, atoms, self.marks, self.doubts, strict=True))
        for place, row in self.others.items():
            dumped[place] = row.dump()
        return dumped
