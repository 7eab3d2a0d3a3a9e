"""Groups by type and area: what sources printed without names, and the groups of the register. Never summed."""

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import GroupType, SocialGroup
from reports.recaps import links, printed
from reports.recaps.areas import areas_below, by_area, still_needed
from reports.recaps.reach import counted, day_of, may_list
from reports.recaps.table import Cell, Column, Row, Table
from wksbm.regions.codes import under
from wksbm.regions.models import Region, Subject
from wksbm.templatetags.rukun import day as in_words


def tables(user, region: Region, year: int) -> list[Table]:
    """A table of each source that counted groups in the year, then the register's own groups, as in `pmks.tables`."""
    found = printed.tables(user, region, Subject.GROUP_TYPE, year)
    named = Named(user, region, day_of(region, year)).table()
    return found if found and named.is_empty else [*found, named]


class Named:
    """The groups alive on a day, counted by type and area in the database."""

    def __init__(self, user, region: Region, on: date) -> None:
        self.region, self.on = region, on
        self.rows = counted(SocialGroup, user).filter(under("village", region.code)).alive(on)
        counts = by_area(self.rows, region).order_by().values_list("type", "area").annotate(Count("pk"))
        self.counts = Counter({(kind, area): count for kind, area, count in counts})
        self.areas = still_needed(areas_below(region), {area for _kind, area in self.counts})
        self.opens = may_list(user, "group", region.code)

    def table(self) -> Table:
        used = {kind for kind, _area in self.counts}
        rows = [self.row(kind.pk, kind.name) for kind in GroupType.objects.all() if kind.pk in used]
        if None in used:
            rows.append(self.row_without_type())
        sums = tuple(self.cell(sum(self.counts[kind, area.code] for kind in used), area.code) for area in self.areas)
        totals = Row(_("total"), sums, self.cell(self.counts.total(), self.region.code))
        return Table(
            title=_("groups in the register"), head=_("Type"), columns=tuple(Column(area.name) for area in self.areas),
            rows=tuple(rows), totals=totals, notes=tuple(self.notes()),
            source=_("register, groups alive on %(day)s") % {"day": in_words(self.on)},
        )  # fmt: skip

    def row(self, kind: int, label: str) -> Row:
        cells = (self.cell(self.counts[kind, area.code], area.code, kind) for area in self.areas)
        return Row(label, tuple(cells), self.cell(self.of_type(kind), self.region.code, kind), _("group"))

    def row_without_type(self) -> Row:
        """The list of groups has no filter for it, so its numbers lead nowhere."""
        cells = (Cell(self.counts[None, area.code]) for area in self.areas)
        return Row(_("no type recorded"), tuple(cells), Cell(self.of_type(None)), _("group"))

    def of_type(self, kind: int | None) -> int:
        return sum(self.counts[kind, area.code] for area in self.areas)

    def cell(self, value: int, code: str, kind: int | None = None) -> Cell:
        return Cell(value, links.groups(code, self.on, kind) if value and self.opens else "")

    def notes(self) -> list[str]:
        undated = self.rows.filter(founded_on__isnull=True).count()
        if not undated:
            return []
        sentence = ngettext(
            "%(count)s group has no date of founding: it counts in every year.",
            "%(count)s groups have no date of founding: they count in every year.",
            undated,
        )
        return [sentence % {"count": undated}]
