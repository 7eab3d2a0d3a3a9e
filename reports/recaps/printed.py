"""Counts without names as their source printed them: its labels, its order, its totals, its contradictions.

A number that the source does not give is unknown, never zero. Totals are the printed ones where there are any (a count
on the region itself, the label "Jumlah" for the columns); only a source without printed totals is added up.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import PmksCategory
from reports.recaps import links
from reports.recaps.areas import areas_below
from reports.recaps.contradictions import disagreeing_totals, disagreement, quoted
from reports.recaps.reach import kinds_counted, may_list
from reports.recaps.table import Cell, Column, Row, Table, add, mixture
from wksbm.regions.codes import lies_under, under
from wksbm.regions.models import Region, RegionAlias, Subject, Tally
from wksbm.text import place_key

TOTAL_LABEL = "Jumlah"  # the label under which a source's printed column totals are stored
TITLES = {
    Subject.PMKS: gettext_lazy("PMKS, counted without names"),
    Subject.GROUP_TYPE: gettext_lazy("groups, counted without names"),
}


def tables(user, region: Region, subject: str, year: int) -> list[Table]:
    """One table for each source that counted `subject` at or under `region` in the year."""
    rows = Tally.objects.visible_to(user).filter(under("region", region.code), subject=subject, year=year)
    by_source: dict[str, list[Tally]] = defaultdict(list)
    for tally in without_closed_kinds(rows.order_by("source", "position", "pk"), user, region.code):
        by_source[tally.source].append(tally)
    if not by_source:
        return []
    areas, opens = headed(areas_below(region)), may_list(user, "tally", region.code)
    return [Printed(tallies, region, areas, opens=opens).table() for tallies in by_source.values()]


def without_closed_kinds(rows: Iterable[Tally], user, code: str) -> list[Tally]:
    """What was published stands as it was printed. Of the rest, kinds closed to `user` in the region go, and with
    them the printed totals of their source, so that no subtraction gives them back."""
    tallies = list(rows)
    open_kinds = kinds_counted(user, code).values("pk")
    closed = set(PmksCategory.objects.exclude(pk__in=open_kinds).values_list("code", flat=True))
    hidden = [tally for tally in tallies if is_closed(tally, closed)]
    sources = {tally.source for tally in hidden}
    gone = {tally.pk for tally in hidden}
    gone |= {tally.pk for tally in tallies if tally.source in sources and not tally.published and is_total(tally)}
    return [tally for tally in tallies if tally.pk not in gone]


def is_closed(tally: Tally, closed: set[str]) -> bool:
    if tally.published or tally.subject != Subject.PMKS:
        return False
    return not closed.isdisjoint(tally.code.split("|"))


def is_total(tally: Tally) -> bool:
    return tally.label_as_printed.casefold() == TOTAL_LABEL.casefold()


def headed(areas: list[Region]) -> list[tuple[Region, str]]:
    """Each area with its heading: the papers' fuller spelling where there is one (Ta', Walannae), else its name."""
    first: dict[str, str] = {}
    for alias in RegionAlias.objects.filter(region__in=areas).order_by("pk"):
        first.setdefault(alias.region_id, alias.name)
    return [(area, fuller(area.name, first.get(area.code, ""))) for area in areas]


def fuller(name: str, alias: str) -> str:
    """Of two spellings of the same sound the longer one; an alias of another sound is a misprint or another name."""
    return alias if place_key(alias) == place_key(name) and len(alias) > len(name) else name


class Printed:
    """One source's counts of one year and subject, as a table of the areas that it covers."""

    def __init__(self, tallies: list[Tally], region: Region, areas: list[tuple[Region, str]], *, opens: bool) -> None:
        self.code, self.opens, self.any = region.code, opens, tallies[0]
        self.labels: dict[str, dict[str, Tally]] = defaultdict(dict)
        self.sums: dict[str, Tally] = {}
        for tally in tallies:
            into = self.sums if is_total(tally) else self.labels[tally.label_as_printed]
            into[tally.region_id] = tally
        covered = {tally.region_id for tally in tallies}
        self.areas = [(area, heading) for area, heading in areas if any(lies_under(c, area.code) for c in covered)]

    def table(self) -> Table:
        rows = tuple(self.row(label, at) for label, at in self.labels.items())
        totals = self.totals(rows)
        return Table(
            title=str(TITLES.get(self.any.subject, self.any.get_subject_display())), head=_("Kind"),
            columns=tuple(Column(heading) for _area, heading in self.areas), rows=rows, totals=totals,
            source=self.any.source,
            notes=(*mixture(rows, totals.total.value), *self.contradictions(rows)),
        )  # fmt: skip

    def row(self, label: str, at: dict[str, Tally]) -> Row:
        cells = tuple(self.cell(at, area.code) for area, _heading in self.areas)
        total = self.cell(at, self.code)
        if self.code not in at:
            total = self.linked(add(cell.value for cell in cells), next(iter(at.values())), self.code)
        unit = next((tally.get_unit_display() for tally in at.values() if tally.unit), "")
        return Row(label, cells, total, str(unit))

    def cell(self, at: dict[str, Tally], code: str) -> Cell:
        """What is printed for the area, else the sum of what is printed right below it; unknown where a part is."""
        inside = uppermost(at, code)
        return self.linked(add(tally.count for tally in inside), inside[0], code) if inside else Cell(None)

    def count(self, at: dict[str, Tally], code: str) -> int | None:
        return at[code].count if code in at else None

    def linked(self, value: int | None, tally: Tally, code: str, *, all_labels: bool = False) -> Cell:
        if not self.opens or not value:
            return Cell(value)
        return Cell(value, links.tallies(tally.pk, code, all_labels=all_labels))

    def totals(self, rows: tuple[Row, ...]) -> Row:
        """The printed totals; where the source prints none, what its rows (or columns) add up to."""
        cells = tuple(
            self.cell(self.sums, area.code) if uppermost(self.sums, area.code)
            else self.linked(add(row.cells[place].value for row in rows), self.any, area.code, all_labels=True)
            for place, (area, _heading) in enumerate(self.areas)
        )  # fmt: skip
        if self.code in self.sums:
            return Row(_("total"), cells, self.cell(self.sums, self.code))
        parts = cells if self.sums else [row.total for row in rows]
        whole = add(cell.value for cell in parts)
        return Row(_("total"), cells, self.linked(whole, self.any, self.code, all_labels=True))

    def contradictions(self, rows: tuple[Row, ...]) -> list[str]:
        """Where the source disagrees with itself, computed where its cells allow, else in the words of its note."""
        printed = [self.labels[row.label].get(self.code) for row in rows]
        found = [
            disagreement(tally.label_as_printed, [cell.value for cell in row.cells], tally.count) or quoted(tally)
            for row, tally in zip(rows, printed, strict=True) if tally
        ]  # fmt: skip
        sums = [self.count(self.sums, area.code) for area, _heading in self.areas]
        for place, (_area, heading) in enumerate(self.areas):
            found.append(disagreement(heading, [row.cells[place].value for row in rows], sums[place]))
        by_rows = add(tally.count if tally else None for tally in printed)
        found.append(disagreeing_totals(by_rows, add(sums), self.count(self.sums, self.code)))
        return [note for note in found if note]


def uppermost(at: dict[str, Tally], code: str) -> list[Tally]:
    """The counts at or under `code` that lie under no other one of them."""
    inside = {place: tally for place, tally in at.items() if lies_under(place, code)}
    return [
        tally for place, tally in inside.items()
        if not any(place != other and lies_under(place, other) for other in inside)
    ]  # fmt: skip
