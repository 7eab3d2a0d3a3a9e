"""Who in the registry a waiting name may be: by name, day or year of birth, RT."""

from collections import defaultdict
from difflib import SequenceMatcher
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from members.models import IdentityMatch, Membership
from wksbm.accounts.models import User
from wksbm.dates import Precision
from wksbm.people.models import Person

MOST_CARDS, MOST_COMPARED = 6, 300
LIKE = 0.72  # of two names this much is the same; below it only the day of birth makes them worth a look
SHORTEST_WORD, BEGINNING = 3, 4


class Likely(NamedTuple):
    person: Person
    agrees: list[str]  # in words: what is the same
    differs: list[str]
    here: bool  # lives in the village of the group


def likely_people(identity: IdentityMatch, user: User) -> list[Likely]:
    """The likeliest people whom `user` sees: those of the group's village first, then those of the rest of the area."""
    people = Person.objects.visible_to(user).select_related("village")
    here = people.filter(village=identity.group.village_id).filter(_alike(identity))[:MOST_COMPARED]
    elsewhere = people.exclude(village=identity.group.village_id).matching(identity.name)[:MOST_CARDS]
    found = [*_best(identity, here), *_best(identity, elsewhere)][:MOST_CARDS]
    return [compared(identity, person) for person in found]


def _words(identity: IdentityMatch) -> list[str]:
    return identity.name_key.split() or [""]


def _alike(identity: IdentityMatch) -> Q:
    """A word that begins like one of the name, or the same birthday."""
    long_words = [word for word in _words(identity) if len(word) >= SHORTEST_WORD] or _words(identity)
    words = reduce(or_, (Q(name_key__contains=word[:BEGINNING]) for word in long_words))
    exact = identity.birth_date and identity.birth_date_precision == Precision.DAY
    return words | Q(birth_date=identity.birth_date, birth_date_precision=Precision.DAY) if exact else words


def _best(identity: IdentityMatch, people) -> list[Person]:
    scored = [(_score(identity, person), person) for person in people]
    worth = [(score, person) for score, person in scored if score >= LIKE]
    return [person for _points, person in sorted(worth, key=lambda pair: (-pair[0], pair[1].pk))]


def _score(identity: IdentityMatch, person: Person) -> float:
    score = SequenceMatcher(None, identity.name_key, person.name_key).ratio()
    score += {True: 0.5, False: -0.2, None: 0}[same_birth(identity, person)]
    return score - 0.3 if identity.sex and identity.sex != person.sex else score


def same_birth(one: IdentityMatch, other: Person) -> bool | None:
    """The same day, or the same year where only that is known of one of them; None where nothing is known."""
    if not one.birth_date or not other.birth_date:
        return None
    if one.birth_date_precision == other.birth_date_precision == Precision.DAY:
        return one.birth_date == other.birth_date
    return one.birth_date.year == other.birth_date.year


def compared(identity: IdentityMatch, person: Person) -> Likely:
    """What agrees and what does not, in words, for the card."""
    facts = [
        (_("name"), identity.name_key == person.name_key),
        (_("birth"), same_birth(identity, person)),
        (_("sex"), identity.sex == person.sex if identity.sex else None),
        (_("RT"), identity.rt == person.rt if identity.rt and person.rt else None),
    ]
    agrees, differs = ([word for word, same in facts if same is wanted] for wanted in (True, False))
    return Likely(person, agrees, differs, person.village_id == identity.group.village_id)


def exact_matches(identities: list[IdentityMatch], user: User) -> list[tuple[IdentityMatch, Person]]:
    """Those of the names that are, letter by letter and by birth, exactly one living person of the group's village.

    Without a day or year of birth none is exact; nor is who is in the group already.
    """
    villages = {identity.group.village_id for identity in identities}
    keys = {identity.name_key for identity in identities}
    people = Person.objects.visible_to(user).filter(village__in=villages, name_key__in=keys).select_related("village")
    by_name = defaultdict(list)
    for person in people:
        by_name[person.village_id, person.name_key].append(person)
    pairs = [
        (identity, alike[0])
        for identity in identities
        if len(alike := _fitting(identity, by_name[identity.group.village_id, identity.name_key])) == 1
    ]
    return _outside_the_group(pairs)


def _fitting(identity: IdentityMatch, people: list[Person]) -> list[Person]:
    alive = (person for person in people if person.living == Person.Living.ALIVE)
    return [person for person in alive if same_birth(identity, person) and identity.sex in ("", person.sex)]


def _outside_the_group(pairs: list[tuple[IdentityMatch, Person]]) -> list[tuple[IdentityMatch, Person]]:
    """Without members of the group, and without two names that would be the same person."""
    rows = Membership.objects.filter(person__in=[person for _identity, person in pairs], void=False)
    taken = set(rows.filter(left_on=None).values_list("person", "group"))
    wanted = [(person.pk, identity.group_id) for identity, person in pairs]
    return [pair for pair, key in zip(pairs, wanted, strict=True) if key not in taken and wanted.count(key) == 1]
