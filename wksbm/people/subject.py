"""Everything held and done about one person, on paper: UU 27/2022, articles 6, 7 and 32. In full, NIK included.

Each floor tells its own sections (`tells`, in its privacy.py). Asked for by whoever may erase the person; who asked,
and why, stands in the access log.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wksbm.accounts.log import note
from wksbm.accounts.log_words import local, what
from wksbm.accounts.models import AccessLog, User
from wksbm.dates import in_words
from wksbm.people.changes import changes, entered, spoken, told_fields, word_for
from wksbm.people.holdings import HOLDINGS, history_of, person_paths
from wksbm.people.models import Household, Person


class Section(NamedTuple):
    """Facts under each other, or a table, under one heading; `empty` stands where there is neither."""

    title: str
    facts: list[tuple[str, str]] = []
    headers: list[str] = []
    rows: list[list[str]] = []
    empty: str = ""


Teller = Callable[[Person, User, str], Iterable[Section]]
_TELLERS: dict[int, Teller] = {}


def tells(position: int) -> Callable[[Teller], Teller]:
    """Decorator: a floor's sections, in the order of `position`; called with the person, the asker and his reason."""

    def register(teller: Teller) -> Teller:
        _TELLERS[position] = teller
        return teller

    return register


def report(person: Person, *, by: User, reason: str) -> list[Section]:
    """The sections for `by`, and a line in the access log. The number of queries does not grow with the rows."""
    sections = [section for _place, teller in sorted(_TELLERS.items()) for section in teller(person, by, reason)]
    note(by, AccessLog.Kind.REPORT, person, reason=reason)
    return sections


def facts_of(row, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What stands in a row, by the names of its fields; what only machines read stays out."""
    found = []
    for field in told_fields(type(row)):
        if field.name not in without:
            value = getattr(row, field.name) if field.is_relation else spoken(row, field)
            found.append((word_for(type(row), field), str(value or "–")))
    return found


@tells(10)
def the_person(person: Person, by: User, reason: str) -> list[Section]:
    first = entered(Person, [person.pk])
    facts = [*facts_of(person, without={"household", "erased_on"}), (_("Entered by"), first[person.pk] or "–")]
    return [Section(_("What is kept about this person"), facts=facts)]


@tells(20)
def the_household(person: Person, by: User, reason: str) -> list[Section]:
    title = capfirst(str(Household._meta.verbose_name))
    if person.household_id is None:
        return [Section(title, empty=_("No household is recorded."))]
    living = Person.objects.filter(household=person.household_id, erased_on=None).count()
    home = facts_of(person.household, without={"head"})
    role = _("yes") if person.household.head_id == person.pk else _("no")
    return [Section(title, facts=[*home, (_("Head of the family"), role), (_("People in it"), str(living))])]


@tells(80)
def what_was_changed(person: Person, by: User, reason: str) -> list[Section]:
    """The history of the person's own rows; those that only count (attendance) stand in sections of their own."""
    found = changes(Person.history.filter(id=person.pk))
    found += changes(Household.history.filter(id=person.household_id))
    for holding in HOLDINGS:
        if holding.path and holding.blank and holding.model is not Household:
            found += changes(history_of(holding.model).objects.filter(**{holding.path: person.pk}))
    rows = [
        [moment(one.at), one.who, one.record, one.said, one.why or "–"] for one in sorted(found, key=attrgetter("at"))
    ]
    headers = [_("When"), _("By"), _("Record"), _("What"), _("Reason")]
    return [Section(_("What was entered and changed, and by whom"), headers=headers, rows=rows)]


@tells(90)
def who_looked(person: Person, by: User, reason: str) -> list[Section]:
    """Looks at the person and at rows that lead to nobody else; of sheets only the filter is known, not the names."""
    words = _Words()
    rows = [
        [moment(local(entry)), str(entry.user), entry.user.username, words.of(entry), entry.reason or "–"]
        for entry in looks_at(person).select_related("user", "region").order_by("at", "pk")
    ]
    headers = [_("When"), _("Who"), _("Account"), _("What"), _("Reason")]
    title = _("Who has looked, and what was taken out")
    empty = _("Nobody has opened a page about this person since looks are recorded.")
    return [Section(title, headers=headers, rows=rows, empty=empty)]


def moment(at: datetime) -> str:
    """22 Nov 2026 14.05, kept on one line."""
    return f"{in_words(at.date(), short=True)} {at:%H.%M}".replace(" ", "\N{NO-BREAK SPACE}")


class _Words:
    """What happened, put into words once for entries that are alike: there may be thousands."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def of(self, entry: AccessLog) -> str:
        key = f"{entry.kind} {entry.target} {entry.field} {entry.facts}"
        if key not in self.known:
            self.known[key] = what(entry)
        return self.known[key]


def looks_at(person: Person):
    """The access log about the person and about every row that leads to him or her."""
    about = AccessLog.objects.about_person(person.pk)
    rows = Q(pk__in=[])
    for model, path in person_paths():
        if model is not Person:
            numbers = model._base_manager.filter(**{path: person.pk}).order_by().values("pk")
            rows |= Q(target=model._meta.label, number__in=numbers)
    return about | AccessLog.objects.filter(rows)
