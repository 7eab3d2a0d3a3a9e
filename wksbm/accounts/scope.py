"""Where: which rows a user reaches. The area comes from duties, a leader's groups from the groups floor.

Every queryset a user can reach starts with `.visible_to(user)`. No duty and no group means no rows.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from wksbm.regions.codes import within

NOTHING = Q(pk__in=[])
_reach: dict[str, Callable] = {}
_led: list[Callable] = []


def reached_by_leaders(label: str) -> Callable:
    """Decorator for upper floors: how rows of the model `label` hang on groups; gets group ids, returns a Q."""

    def register(function: Callable[[list[int]], Q]) -> Callable:
        _reach[label] = function
        return function

    return register


class Led(NamedTuple):
    """A group that somebody leads (`leader`) or accompanies (`companion`) today."""

    role: str
    name: str
    village: str


def knows_led_groups(function: Callable) -> Callable:
    """Decorator for the groups floor: the groups led or accompanied by a user today, as {group id: Led}."""
    _led[:] = [function]
    return function


def led_groups(user) -> dict[int, Led]:
    return _led[0](user) if _led else {}


def area(user, record: str, path: str) -> Q | None:
    """The union of the ranges of the duties whose role may list `record`; None without such a duty.

    An empty Q is the whole country, so it must never be joined with | to another: that would narrow it.
    """
    codes = user.area_codes(record)
    return within(path, codes) if codes else None


def visible(user, model, record: str, path: str) -> Q:
    """The rows of `model` that `user` reaches by his duties and by the groups he leads or accompanies."""
    if not user.is_active or not user.is_authenticated:
        return NOTHING
    own = area(user, record, path)
    if own == Q():
        return own
    parts = [] if own is None else [own]
    if user.led_groups and model._meta.label in _reach:
        groups = [pk for pk, led in user.led_groups.items() if user.opens(led.role, record)]
        if groups:
            parts.append(_reach[model._meta.label](groups))
    return reduce(or_, parts) if parts else NOTHING


class ScopedQuerySet(QuerySet):
    """`record` names the row of the access table, `area_path` the key that leads to the region."""

    record = ""
    area_path = "village"

    def visible_to(self, user) -> QuerySet:
        """Only the rows inside the user's area or reach. Nothing for someone without a duty alive today."""
        return self.filter(visible(user, self.model, self.record, self.area_path))
