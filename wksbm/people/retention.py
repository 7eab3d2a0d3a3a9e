"""How long what is kept: rules as data, a dry run for everybody who may decide, and carrying out in portions.

Nothing goes by itself. Years come from the settings (RETENTION); 0 switches a rule off. Floors above add their rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import DateTimeField, F, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.append_only import erasing
from wksbm.accounts.models import AccessLog, Erasure, Submission, User
from wksbm.accounts.sealing import unsalt
from wksbm.people.erasing import erase_person
from wksbm.people.holdings import objections
from wksbm.people.models import Person

HOUSE_RULE = _("house rule")


@dataclass(frozen=True)
class Rule:
    """Whose data go, after how long, what happens, and where the rule comes from.

    `due` answers the rows of a cut-off day, each with `since`; `carry_out` lets a portion of them go, inside one
    transaction, and says how many. `area` says whether rows belong to an area and may be seen on the screen; `route`
    (given the row's number) decides one of them there, and `told` names its person and what it is.
    """

    code: str
    who: str
    then: str
    source: str
    due: Callable[[date], QuerySet]
    carry_out: Callable[[list[Model], User, str], int]
    unit: str = "years"
    route: str = ""
    told: Callable[[Model], tuple[Person | None, str]] = lambda row: (row, "")
    related: tuple[str, ...] = ()
    area: bool = True
    portion: int = 20

    @property
    def length(self) -> int:
        return settings.RETENTION[self.code]

    def cut_off(self, today: date) -> date:
        if self.unit == "days":
            return today - timedelta(days=self.length)
        leap_day = (today.month, today.day) == (2, 29)
        return today.replace(year=today.year - self.length, day=28 if leap_day else today.day)

    def rows(self, today: date) -> QuerySet:
        """What is due today; nothing while the rule is switched off."""
        due = self.due(self.cut_off(today))
        return due if self.length else due.none()


class Due(NamedTuple):
    """A rule and what the dry run found: how many rows, the oldest since when, the rows themselves."""

    rule: Rule
    count: int
    oldest: date | None
    rows: QuerySet


RULES: list[Rule] = []
TIES: list[Callable[[], Q]] = []


def rule(**facts) -> Rule:
    made = Rule(**facts)
    RULES.append(made)
    return made


def ties(function: Callable[[], Q]) -> Callable[[], Q]:
    """Decorator for upper floors: which people still have something open (a group, an office, a PMKS record)."""
    TIES.append(function)
    return function


def dry_run(today: date, *, user: User | None = None) -> list[Due]:
    """What each rule would let go; with `user` only rules and rows of his own area. Nothing is written."""
    return [_look(one, today, user) for one in RULES if user is None or (one.area and _listed(one, today, user))]


def _listed(one: Rule, today: date, user: User) -> bool:
    """Whether the access table lets him know of such rows at all: of sealed cases only the cleared."""
    return user.may("list", one.rows(today).record)


def _look(one: Rule, today: date, user: User | None) -> Due:
    rows = one.rows(today) if user is None else one.rows(today).visible_to(user)
    return Due(one, rows.count(), rows.aggregate(oldest=Min("since"))["oldest"], rows.order_by("since", "pk"))


def carry_out(one: Rule, rows: QuerySet, *, by: User, reason: str):
    """Lets the rows go, portion by portion, each in a transaction of its own; yields how many went each time."""
    numbers = list(rows.values_list("pk", flat=True))
    for start in range(0, len(numbers), one.portion):
        some = list(rows.model._base_manager.filter(pk__in=numbers[start : start + one.portion]))
        with transaction.atomic():
            gone = one.carry_out(some, by, reason)
        yield gone


def gone_people(cut_off: date) -> QuerySet:
    """Deceased or moved away before the day, as dated or else as last written, and in nothing open any more."""
    written = Person.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
    since = Coalesce(F("living_since"), TruncDate(Subquery(written, output_field=DateTimeField())))
    gone = Person.objects.filter(living__in=[Person.Living.DECEASED, Person.Living.MOVED], erased_on=None)
    for tied in TIES:
        gone = gone.exclude(tied())
    return gone.annotate(since=since).filter(since__lt=cut_off)


def erase_people(people: list[Person], by: User, reason: str) -> int:
    """Whoever something speaks against (open money) stays."""
    free = [person for person in people if not objections(person)]
    for person in free:
        erase_person(person, by=by, reason=reason)
    return len(free)


def before(rows: QuerySet, name: str, cut_off: date) -> QuerySet:
    """Rows whose moment `name` lies before the day."""
    midnight = timezone.make_aware(datetime.combine(cut_off, time.min))
    return rows.annotate(since=TruncDate(name)).filter(**{f"{name}__lt": midnight})


def delete_rows(rows: list[Model], by: User, reason: str) -> int:
    for row in rows:
        row.delete()
    return len(rows)


def delete_log(rows: list[AccessLog], by: User, reason: str) -> int:
    """Log rows go by permit, and their seals lose the salt; the Erasure (of nobody: number 0) says how many."""
    numbers = [row.pk for row in rows]
    with erasing():
        erasure = Erasure(by=by, person=0, reason=reason, counts={"rows": len(numbers)})
        erasure.save()
        AccessLog.objects.filter(pk__in=numbers).delete()
        unsalt(AccessLog._meta.db_table, numbers, erasure)
    return len(numbers)


rule(
    code="people",
    who=_("People who died or moved away, in no group and no open PMKS record"),
    then=_("everything that says who they were is erased"),
    source=HOUSE_RULE,
    due=gone_people,
    carry_out=erase_people,
    route="people:erase",
)
rule(
    code="log",
    who=_("Entries of the access log"),
    then=_("deleted"),
    source=HOUSE_RULE,
    due=lambda cut_off: before(AccessLog.objects.all(), "at", cut_off),
    carry_out=delete_log,
    area=False,
    portion=1000,
)
rule(
    code="submissions",
    who=_("Keys of forms that were sent (so that nothing is saved twice)"),
    then=_("deleted"),
    source=HOUSE_RULE,
    due=lambda cut_off: before(Submission.objects.all(), "at", cut_off),
    carry_out=delete_rows,
    unit="days",
    area=False,
    portion=1000,
)
rule(
    code="sessions",
    who=_("Sessions that have run out"),
    then=_("deleted"),
    source=HOUSE_RULE,
    due=lambda cut_off: before(Session.objects.all(), "expire_date", cut_off),
    carry_out=delete_rows,
    unit="days",
    area=False,
    portion=1000,
)
