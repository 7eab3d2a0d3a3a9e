"""Searching rows by name: every word contained, the best first; what was misspelt is guessed.

Works on any queryset of a model with `name_key` that `name_index` keeps: people and groups.
"""

from typing import NamedTuple

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from wksbm.name_index import SHORTEST, Similarity, holding
from wksbm.text import name_key

GUESSES = 5
LEAST_LIKE = 0.15  # of a guess: one of two or three words, misspelt


class Hits(NamedTuple):
    """`rows` hold every word, `more` says that there are others; `guesses` are called nearly so."""

    rows: list
    more: bool
    guesses: list


def containing(model, text: str) -> Q | None:
    """The rows whose name holds every word of `text`, old spellings included; None when it has no word."""
    words = name_key(text).split()
    return holding(model, [[word] for word in words]) if words else None


def search(rows: QuerySet, text: str, *, most: int, guess: bool = False) -> Hits:
    """At most `most` of `rows` by name. Guesses are made when nothing holds the words, or when asked for."""
    query = containing(rows.model, text)
    if query is None:
        return Hits([], False, [])
    found = list(best_first(rows.filter(query), name_key(text))[: most + 1])
    guesses = list(alike(rows.exclude(query), text)[:GUESSES]) if guess or not found else []
    return Hits(found[:most], len(found) > most, guesses)


def best_first(rows: QuerySet, key: str) -> QuerySet:
    """Who is called exactly so, begins so, has a word that begins so; then the rest by name."""
    spaced = Concat(Value(" "), F("name_key"), output_field=CharField())
    rank = Case(
        When(name_key=key, then=Value(0)),
        When(name_key__startswith=key, then=Value(1)),
        When(spaced_key__contains=f" {key.split()[0]}", then=Value(2)),
        default=Value(3),
    )
    return rows.alias(spaced_key=spaced, rank=rank).order_by("rank", "name_key", "pk")


def alike(rows: QuerySet, text: str) -> QuerySet:
    """Those called nearly so, the most alike first: of each word one half must stand in the name as it was typed."""
    key = name_key(text)
    words = key.split()
    telling = [word for word in words if len(word) > SHORTEST] or words  # of "Sti Aminah" the second one
    nearly = holding(rows.model, [halves(word) for word in telling])
    like = Similarity(key)
    return rows.filter(nearly).alias(like=like).filter(like__gte=LEAST_LIKE).order_by("-like", "name_key", "pk")


def halves(word: str) -> list[str]:
    """A word with one wrong letter still has its beginning or its end."""
    half = max(SHORTEST, len(word) // 2)
    return [word] if len(word) <= SHORTEST else [word[:half], word[-half:]]
