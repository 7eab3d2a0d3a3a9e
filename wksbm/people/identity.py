"""By what one person is known anywhere: today's and former names, numbers, phones, places. Cuts them out of texts."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from wksbm import keyring
from wksbm.people.models import Household, Person
from wksbm.text import name_key

ERASED = "(dihapus)"  # stands where the name was, in every language
CUT = "[dihapus]"  # what stands where a name or number was, in every language
BETWEEN = "[ .-]*"  # how people group digits
SHORTEST = 8  # digits; a shorter number says nobody
COUNTRY = r"(?:(?:\+|00)?62|0)?"


@dataclass(frozen=True)
class Identity:
    """A person as the register ever knew him or her.

    `numbers` are those under which the history knows the person: today's, and those of entries that were taken out of
    the registry again. `areas` are the codes of the places whose texts may say the name; `homes` the households, past
    ones included, in which nobody else lives.
    """

    pk: int
    numbers: frozenset[int]
    names: frozenset[str]
    niks: frozenset[str]
    phones: frozenset[str]
    villages: frozenset[str]
    areas: frozenset[str]
    homes: frozenset[int]
    kk_numbers: frozenset[str]

    @cached_property
    def name_keys(self) -> set[str]:
        return {name_key(name) for name in self.names}

    @cached_property
    def longest_words(self) -> set[str]:
        """Of each name the word by which a database finds the texts to be read."""
        return {max(name.split(), key=len) for name in self.names}

    @cached_property
    def digits(self) -> str:
        """A pattern that a database understands, for texts that may hold one of the numbers; "" without any."""
        known = [*self.niks, *self.kk_numbers, *(_national(phone) for phone in self.phones)]
        return "|".join(_spaced(number) for number in sorted(known) if len(number) >= SHORTEST)

    def cut(self, text: str, *, names: bool = True) -> str:
        """The text without this person: whole names, and numbers however they are grouped."""
        for pattern in (*self._number_patterns, *(self._name_patterns if names else ())):
            text = pattern.sub(CUT, text)
        return text

    @cached_property
    def _number_patterns(self) -> list[re.Pattern]:
        phones = [f"{COUNTRY}{BETWEEN}{_spaced(_national(phone))}" for phone in self.phones if len(phone) >= SHORTEST]
        numbers = [_spaced(number) for number in self.niks | self.kk_numbers]
        return [re.compile(rf"(?<![0-9]){number}(?![0-9])") for number in sorted([*numbers, *phones])]

    @cached_property
    def _name_patterns(self) -> list[re.Pattern]:
        # The longest first: "Lina Tefa" goes before "Lina", should somebody have been called both.
        return [_name_pattern(name) for name in sorted(self.names, key=len, reverse=True)]


def _name_pattern(name: str) -> re.Pattern:
    """A whole name; one that is a single word only with its capital letters, or it would take common words along."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    if len(name.split()) == 1:
        words = "|".join(sorted({words, re.escape(name.upper()), re.escape(name.title())}))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _spaced(digits: str) -> str:
    return BETWEEN.join(digits)


def _national(phone: str) -> str:
    """The digits that stay the same whether it is written +62 812…, 0812… or 812…."""
    return re.sub(r"\A(?:\+62|0062|62)?0?|\D", "", phone)


def identity_of(person: Person, *, areas: set[str] = frozenset()) -> Identity:
    """Everything by which the register ever knew the person, read from the row and its history.

    `areas` are places beyond the villages where he or she lived.
    """
    rows = [person, *Person.history.model.objects.filter(id=person.pk)]
    villages = {row.village_id for row in rows}
    gone = _taken_out(rows)
    homes = _alone({row.household_id for row in [*rows, *gone] if row.household_id}, person.pk)
    return Identity(
        pk=person.pk,
        numbers=frozenset({person.pk, *(row.id for row in gone)}),
        names=_known(rows, "full_name"),
        niks=_known(rows, "nik"),
        phones=_known(rows, "phone"),
        villages=frozenset(villages),
        areas=frozenset(villages | areas),
        homes=frozenset(homes),
        kk_numbers=_known(_ever(homes), "kk_number"),
    )


def _taken_out(rows: list) -> list:
    """The history of entries about the same person that are gone (an import that was undone): by a NIK, or by name,
    birthday and village where one of the two has no NIK."""
    niks = {index for nik in _known(rows, "nik") for index in keyring.blind_indexes(nik, "person.nik")}
    who = Q(nik_index__in=niks)
    for name, birth, village in {(row.name_key, row.birth_date, row.village_id) for row in rows}:
        named = Q(name_key=name, birth_date=birth, village=village)
        who |= named & Q(nik_index="") if niks else named
    return list(Person.history.model.objects.filter(who, ~Exists(Person._base_manager.filter(pk=OuterRef("id")))))


def _known(rows: list, name: str) -> frozenset[str]:
    return frozenset(getattr(row, name) for row in rows if getattr(row, name))


def _alone(homes: set[int], person: int) -> set[int]:
    """Of these households the ones in which nobody else of the registry lives."""
    others = Person._base_manager.filter(household__in=homes, erased_on__isnull=True).exclude(pk=person)
    return homes - set(others.values_list("household", flat=True))


def _ever(homes: set[int]) -> list:
    return [*Household._base_manager.filter(pk__in=homes), *Household.history.model.objects.filter(id__in=homes)]
