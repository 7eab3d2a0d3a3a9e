"""What waits for the user, told in the head of every page. Upper floors say what, in AppConfig.ready()."""

from collections.abc import Callable
from typing import NamedTuple


class Badge(NamedTuple):
    """`words` says what waits; `count` may be 0 while something is still being done."""

    url: str
    icon: str
    count: int
    words: str


_badges: list[Callable] = []


def badge(function: Callable) -> Callable:
    """Decorator: gets a user and returns the Badge of what waits for him, or None."""
    _badges.append(function)
    return function


def badges_of(user) -> list[Badge]:
    return [found for function in _badges if (found := function(user))]
