"""PMKS by kind and area: what sources printed without names, and what the register knows by name. Never summed."""

from collections import Counter
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from beneficiaries.models import Classification, PmksCategory
from reports.recaps import guarded, links, printed
from reports.recaps.areas import areas_below, by_area, still_needed
from reports.recaps.reach import counted, day_of, kinds_counted, shows_names
from reports.recaps.table import Cell, Column, Row, Table, mixture
from wksbm.regions.codes import under
from wksbm.regions.models import Region, Subject
from wksbm.templatetags.rukun import day as in_words
from wksbm.templatetags.rukun import number

VERIFIED, ALL = "verified", "all"
STATUSES = (VERIFIED, ALL)


def tables(user, region: Region, year: int, status: str = VERIFIED) -> list[Table]:
    """A table of each source that counted without names in the year, then the named records.

    The table of the named ones is last, and the only one when it is empty and no source counted. `region` must lie in
    the area of `user`; `status` is "verified", or "all" which adds what was still proposed on that day.
    """
    found = printed.tables(user, region, Subject.PMKS, year)
    named = Named(user, region, day_of(region, year), status).table()
    return found if found and named.is_empty else [*found, named]


class Named:
    """The classifications alive on a day, counted by kind and area in the database."""

    def __init__(self, user, region: Region, on: date, status: str) -> None:
        self.user, self.region, self.on, self.status = user, region, on, status
        self.kinds = list(kinds_counted(user, region.code))
        self.listed = {kind.pk for kind in self.kinds if shows_names(user, kind.sensitivity, region.code)}
        self.rows = self.alive(user)
        cases = by_area(self.rows, region).order_by().values_list("category", "area").annotate(Count("pk"))
        self.cases = Counter({(kind, area): count for kind, area, count in cases})
        self.areas = still_needed(areas_below(region), {area for _kind, area in self.cases})

    def alive(self, user) -> QuerySet[Classification]:
        inside = counted(Classification, user).filter(under("village", self.region.code))
        rows = inside.filter(category__in=[kind.pk for kind in self.kinds]).alive(self.on)
        return rows.filter(verified_on__lte=self.on) if self.status == VERIFIED else rows

    def table(self) -> Table:
        rows = tuple(self.row(kind) for kind in self.kinds if not kind.retired or self.of_kind(kind))
        total = self.cases.total()
        totals = Row(_("total"), tuple(self.sum_of(area) for area in self.areas), self.cell(total, self.region.code))
        notes, subjects = mixture(rows, total), self.subjects(total)
        if subjects:
            notes.append(self.several_kinds(subjects.total.value, total))
        return Table(
            title=_("PMKS by name"), head=_("Kind"), columns=tuple(Column(area.name) for area in self.areas),
            rows=rows, totals=totals, source=self.source(), notes=tuple(notes), subjects=subjects,
            closed=guarded.closed(self.user, self.region),
            guarded=guarded.tables(self.user, self.region, self.on.year, self.areas),
        )  # fmt: skip

    def row(self, kind: PmksCategory) -> Row:
        cells = (self.cell(self.cases[kind.pk, area.code], area.code, kind) for area in self.areas)
        total = self.cell(self.of_kind(kind), self.region.code, kind)
        return Row(str(kind), tuple(cells), total, str(kind.get_unit_display()), kind.abbreviation)

    def cell(self, value: int, code: str, kind: PmksCategory | None = None) -> Cell:
        opens = kind.pk in self.listed if kind else bool(self.listed)
        if not value or not opens:
            return Cell(value)
        return Cell(value, links.classifications(code, self.on, self.status, kind.pk if kind else None))

    def of_kind(self, kind: PmksCategory) -> int:
        return sum(self.cases[kind.pk, area.code] for area in self.areas)

    def sum_of(self, area: Region) -> Cell:
        return self.cell(sum(self.cases[kind.pk, area.code] for kind in self.kinds), area.code)

    def subjects(self, cases: int) -> Row | None:
        """How many different subjects stand behind the cases, where they are fewer: who is of two kinds counts once."""
        everywhere = self.rows.aggregate(count=Count("beneficiary", distinct=True))["count"]
        if everywhere == cases:
            return None
        rows = by_area(self.rows, self.region).order_by()
        here = dict(rows.values_list("area").annotate(Count("beneficiary", distinct=True)))
        return Row(_("different persons"), tuple(Cell(here.get(area.code, 0)) for area in self.areas), Cell(everywhere))

    def several_kinds(self, subjects: int, cases: int) -> str:
        return _("%(cases)s cases of %(subjects)s persons, households or communities: some are of several kinds.") % {
            "cases": number(cases), "subjects": number(subjects)
        }  # fmt: skip

    def source(self) -> str:
        if self.status == VERIFIED:
            return _("register by name, verified and alive on %(day)s") % {"day": in_words(self.on)}
        return _("register by name, alive on %(day)s, proposals among them") % {"day": in_words(self.on)}
