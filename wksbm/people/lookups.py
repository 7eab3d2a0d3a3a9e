"""Searching people. A search by NIK is a look-up: it leaves an entry in the access log, and an hour holds so many."""

from wksbm.accounts.limits import spend
from wksbm.accounts.models import AccessLog, User
from wksbm.name_search import Hits, search
from wksbm.people.models import PersonQuerySet
from wksbm.people.numbers import looks_like_number


def searched(people: PersonQuerySet, text: str, *, by: User) -> PersonQuerySet:
    """Those of `people` (that `by` sees) whose NIK or name is `text`; see PersonQuerySet.matching.

    A number is never logged, only whether somebody was found. Raises LimitReached.
    """
    found = people.matching(text)
    if looks_like_number(text):
        spend(by, AccessLog.Kind.LOOK_UP, hit=found.exists())
    return found


def sought(people: PersonQuerySet, text: str, *, by: User, most: int, guess: bool = False) -> Hits:
    """At most `most` of `people` for the search box: a NIK exactly, a name the best first, with guesses.

    Raises LimitReached.
    """
    if not looks_like_number(text):
        return search(people, text, most=most, guess=guess)
    found = list(searched(people, text, by=by)[: most + 1])
    return Hits(found[:most], len(found) > most, [])


def count_refused_nik(form, *, by: User) -> None:
    """A NIK that was refused because `by` sees who has it has been looked up like any other. Raises LimitReached."""
    if form.has_error("nik", "taken"):
        spend(by, AccessLog.Kind.LOOK_UP, hit=True)
