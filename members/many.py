"""Many at once: pasted names are looked up among the people whom the officer sees; he says who is meant."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.identity_forms import TypedName
from members.models import Membership
from members.services import enrol
from wksbm.accounts.models import User
from wksbm.dates import PartialDate
from wksbm.name_search import search
from wksbm.people.faces import shown
from wksbm.people.models import Person
from wksbm.text import name_key

MOST_MEANT = 5
YEARS_APART = 2  # of a typed year of birth and the registered one: further apart it is somebody else


class Line(NamedTuple):
    """A pasted name and who may be meant, the likeliest first; `sure` when there is no doubt about it."""

    typed: TypedName
    people: list[Person]
    sure: Person | None
    on_roster: bool  # somebody of that name is a member already, and nobody else has it


def look_up(names: list[TypedName], group: SocialGroup, user: User) -> list[Line]:
    return [_look_up(typed, group, user) for typed in names]


def people_to_enrol(group: SocialGroup, user: User):
    """The people of the area who live and are no members now."""
    members = Membership.objects.visible_to(user).in_group(group).filter(left_on=None, void=False, person__isnull=False)
    people = Person.objects.visible_to(user).exclude(pk__in=members.values("person"))
    return people.exclude(living=Person.Living.DECEASED).select_related("village")


def _look_up(typed: TypedName, group: SocialGroup, user: User) -> Line:
    hits = search(people_to_enrol(group, user), typed.name, most=MOST_MEANT)
    people = sorted(hits.rows or hits.guesses, key=lambda person: not _fits(person, typed))
    called_so = [person for person in people if person.name_key == name_key(typed.name)]
    fitting = [person for person in called_so if _fits(person, typed)]
    member = not called_so and _is_member(typed, group, user)
    return Line(typed, people, fitting[0] if len(fitting) == 1 and not hits.more else None, member)


def _fits(person: Person, typed: TypedName) -> bool:
    """Whether nothing that was typed speaks against this person."""
    years = (person.birth_date.year, typed.birth.day.year) if person.birth_date and typed.birth else (0, 0)
    near = abs(years[0] - years[1]) < YEARS_APART
    same = [not typed.rt or not person.rt or typed.rt == person.rt, not typed.sex or typed.sex == person.sex]
    return near and all(same)


def _is_member(typed: TypedName, group: SocialGroup, user: User) -> bool:
    rows = Membership.objects.visible_to(user).in_group(group).filter(left_on=None, void=False)
    return rows.filter(person__name_key=name_key(typed.name)).exists()


def described(person: Person, user: User) -> str:
    """Enough to tell two of one name apart: Yuliana Tefa · 1990 · RT 003 · Penfui Timur."""
    parts = [shown(user, person, name) for name in ("full_name", "birth_words", "rt_rw")]
    return " · ".join(filter(None, [*parts, person.village.name]))


def as_line(typed: TypedName) -> str:
    """As it may be typed again."""
    place = "/".join(filter(None, [typed.rt and f"RT {typed.rt}", typed.rw and f"RW {typed.rw}"]))
    birth = typed.birth.typed() if typed.birth else ""
    return ", ".join(filter(None, [typed.name, typed.sex, birth, place, typed.hint]))


@transaction.atomic
def enrol_many(
    people: list[Person], group: SocialGroup, *, by: User, joined: PartialDate | None, **facts
) -> list[Membership]:
    """All of them, in this order, or nobody. Raises ValidationError naming whom it stopped at."""
    rows = []
    for person in people:
        try:
            rows.append(enrol(person, group, by=by, joined=joined, **facts))
        except ValidationError as error:
            text = _("%(name)s: %(error)s Nobody was enrolled.") % {
                "name": shown(by, person, "full_name"), "error": " ".join(error.messages),
            }  # fmt: skip
            raise ValidationError(text, "stopped") from error
    return rows
