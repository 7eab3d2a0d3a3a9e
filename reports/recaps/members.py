"""Members by age and by education, of one group or of a whole region, on any day."""

from datetime import date
from functools import cached_property

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.models import Membership
from reports.recaps import links
from reports.recaps.bands import Band, five_years_each, trimmed
from reports.recaps.reach import counted, may_list
from reports.recaps.table import Cell, Row, Table
from wksbm.dates import Precision
from wksbm.people.models import Person
from wksbm.regions.codes import under
from wksbm.regions.models import Region
from wksbm.templatetags.rukun import day as in_words
from wksbm.templatetags.rukun import number

UNKNOWN, YOUNGER, OLDER = -3, -2, -1  # the rows that are no band; a band goes by its place
SHORT = {Person.Education.SD: "SD", Person.Education.SMP: "SMP", Person.Education.SMA: "SMA"}


class Roster:
    """The memberships alive on the day `on` in `group`, or in all groups of `region`, as far as `user` may count."""

    def __init__(self, user, on: date, *, group: SocialGroup | None = None, region: Region | None = None) -> None:
        self.on, self.group, self.region = on, group, region
        rows = counted(Membership, user).current(on)
        self.rows: QuerySet[Membership] = (
            rows.in_group(group) if group else rows.filter(under("group__village", region.code))
        )
        self.opens = user.may("list", "member", group) if group else may_list(user, "member", region.code)

    def row(self, label: str, count: int, **narrower) -> Row:
        return Row(label, (), self.cell(count, **narrower))

    def cell(self, count: int, **narrower) -> Cell:
        place = {"group": self.group.pk} if self.group else {"area": self.region.code}
        return Cell(count, links.members(self.on, **place, **narrower) if count and self.opens else "")

    def table(self, title: str, head: str, rows: list[Row]) -> Table:
        total = sum(row.total.value for row in rows)
        return Table(
            title=title, head=head, columns=(), rows=tuple(rows), totals=self.row(_("total"), total), shares=True,
            source=_("register, members on %(day)s") % {"day": in_words(self.on)}, notes=tuple(self.notes(total)),
        )  # fmt: skip

    @cached_property
    def people(self) -> int:
        """Each once, and whoever is known by name only as somebody else."""
        names = Count("identity", distinct=True, filter=Q(person=None))
        return sum(self.rows.aggregate(known=Count("person", distinct=True), waiting=names).values())

    def notes(self, memberships: int) -> list[str]:
        if self.people == memberships:
            return []
        return [
            _("%(memberships)s memberships of %(people)s people: some are members of several groups.")
            % {"memberships": number(memberships), "people": number(self.people)}
        ]


def age(roster: Roster, bands: list[Band] | None = None) -> Table:
    """Members by age on the day. Without `bands`: five years each, from the first to the last band with a member.

    Who is outside given bands stands in a row of his own, and so does who has no birth date (or one after the day).
    """
    shown = bands or five_years_each()
    counts = dict(
        roster.rows.annotate(band=band_of(shown, roster.on)).order_by().values_list("band").annotate(Count("pk"))
    )
    places = range(len(shown)) if bands else trimmed(counts, len(shown))
    rows = [
        roster.row(shown[place].label, counts.get(place, 0), age_from=shown[place].low, age_to=shown[place].high)
        for place in places
    ]
    if YOUNGER in counts:
        rows.insert(0, roster.row(_("younger"), counts[YOUNGER], age_from=0, age_to=shown[0].low - 1))
    if OLDER in counts:
        rows.append(roster.row(_("older"), counts[OLDER], age_from=shown[-1].high + 1))
    if UNKNOWN in counts:
        rows.append(Row(_("unknown"), (), Cell(counts[UNKNOWN])))
    return roster.table(_("members by age"), _("Age"), rows)


def band_of(bands: list[Band], on: date) -> Case:
    """The band of a membership's person by cut-off dates, computed once; of a birth year alone the years since."""
    born = "person__birth_date"
    whens = [When(Q(**{f"{born}__isnull": True}) | Q(**{f"{born}__gt": on}), then=Value(UNKNOWN))]
    if bands[0].low:
        whens.append(When(at_most(bands[0].low - 1, on), then=Value(YOUNGER)))
    whens += [When(at_most(band.high, on), then=Value(place)) for place, band in enumerate(bands)]
    return Case(*whens, default=Value(OLDER), output_field=IntegerField())


def at_most(years: int, on: date) -> Q:
    """Who has completed no more than `years` on the day `on`."""
    exact = Q(person__birth_date_precision=Precision.DAY)
    by_day = exact & Q(person__birth_date__gt=years_before(on, years + 1))
    return by_day | ~exact & Q(person__birth_date__gte=date(on.year - years, 1, 1))


def years_before(on: date, years: int) -> date:
    """The last day of birth with which one is that old; of 29 February in a common year the 28th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def education(roster: Roster) -> Table:
    """Members by education, in the order of the schools; levels that nobody has are left out."""
    level = Coalesce("person__education", Value(""))
    counts = dict(roster.rows.order_by().values_list(level).annotate(Count("pk")))
    rows = [
        roster.row(SHORT.get(level, level.label), counts[level], education=level.value)
        for level in Person.Education if counts.get(level)
    ]  # fmt: skip
    if counts.get(""):
        rows.append(roster.row(_("unknown"), counts[""], education="unknown"))
    return roster.table(_("members by education"), _("Education"), rows)
