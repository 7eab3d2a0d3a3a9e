"""What accounts hold by groups. The groups floor tells it (groups/reach.py), the pages of accounts show it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q


class Held(NamedTuple):
    """A group that an account leads or accompanies, led or will lead; `url` is the page where it ends."""

    user: int
    role: str
    role_name: str
    name: str
    village: str
    group_url: str
    url: str
    starts_on: date
    ends_on: date | None

    def lasts(self, on: date) -> bool:
        """Whether it is alive on the day `on`, or still to begin."""
        return self.ends_on is None or self.ends_on >= on


_held: list[Callable[[Iterable[int]], list[Held]]] = []
_holders: list[Callable[..., Q]] = []


def tells_what_is_held(function: Callable[[Iterable[int]], list[Held]]) -> Callable:
    """Decorator for the groups floor: everything that accounts of these numbers hold or held, the newest first."""
    _held[:] = [function]
    return function


def tells_who_holds(function: Callable[..., Q]) -> Callable:
    """Decorator for the groups floor: (on, codes, role) -> the accounts that hold a group there on that day, as Q."""
    _holders[:] = [function]
    return function


def held_by(users: Iterable[int], viewer=None) -> list[Held]:
    """What these accounts hold or held: told to `viewer` where he may list accounts, and what is his own."""
    rows = _held[0](list(users)) if _held else []
    if viewer is None:
        return rows
    duties = viewer.duties_opening("account")
    return [row for row in rows if row.user == viewer.pk or any(duty.covers(row.village) for duty in duties)]


def holders(on: date, codes: list[str], role: str = "") -> Q:
    """The accounts that lead or accompany (or only `role`) a group under one of the codes on the day `on`."""
    return _holders[0](on, codes, role) if _holders else Q(pk__in=[])
