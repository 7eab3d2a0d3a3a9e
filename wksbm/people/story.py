"""The story of a person's own facts; how people and households are called in any story, how their values are masked."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.accounts.models import User
from wksbm.accounts.story.registry import calls, masks, names, tells
from wksbm.accounts.story.telling import own_story
from wksbm.people.faces import dots, shown
from wksbm.people.models import Household, Person
from wksbm.people.numbers import mask, mask_phone

calls("people.Person.household", gettext_lazy("KK number"))
calls("people.Person.living_since", gettext_lazy("died or moved on"))


@tells("people.Person")
def own_facts(person: Person, reader):
    return own_story(person, reader, entered=_("entered this person"), skip={"notice_version"})


@names("people.Person")
def names_of_people(user: User, keys: Iterable[int]) -> dict[int, str]:
    """Each by his own area: a former member who has moved away is nobody any more to the leader of his group."""
    people = Person._base_manager.filter(pk__in=list(keys)).only("full_name", "village")  # no number is opened
    return {person.pk: shown(user, person, "full_name") for person in people}


@names("people.Household")
def numbers_of_households(user: User, keys: Iterable[int]) -> dict[int, str]:
    """A household is known by its KK number, which no story tells in full."""
    households = Household._base_manager.filter(pk__in=list(keys))
    return {home.pk: mask(home.kk_number) or _("without a number") for home in households if inside(user, home)}


def inside(user: User, home: Household) -> bool:
    return user.field_level("nik", home) != "absent"


@masks("nik")
def mask_number(_field: str, value: str) -> str:
    return mask(value)


@masks("name")
def mask_name(_field: str, value: str) -> str:
    return dots(value)


@masks("phone")
def mask_phone_number(_field: str, value: str) -> str:
    return mask_phone(value)


@masks("birth_date")
def only_the_year(field: str, value) -> str:
    return f"{value:%Y}" if field == "birth_date" else ""
