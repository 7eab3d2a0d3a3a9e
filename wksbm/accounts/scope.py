"""Where: which rows a user reaches. The area comes from duties, a leader's groups from the groups floor.

Every queryset a user can reach starts with `.visible_to(user)`. No duty and no group means no rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from wksbm.accounts import access
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


def led_roles_over(user, row) -> set[str]:
    """The roles that `user` has over `row` by the groups on which it hangs."""
    led = user.led_groups
    if not led or row.pk is None:
        return {led[row.group_id].role} if led and getattr(row, "group_id", None) in led else set()
    if row._meta.label == "groups.SocialGroup":
        return {led[row.pk].role} if row.pk in led else set()
    if getattr(row, "group_id", None) is not None:
        return {led[row.group_id].role} if row.group_id in led else set()
    return {role for role in {one.role for one in led.values()} if row.pk in _reached(user, role, type(row))}


def _reached(user, role: str, model) -> set[int]:
    """The numbers of the rows of `model` that hang on the groups in which the user has `role`; asked once a request."""
    known = user.__dict__.setdefault("_reached_rows", {})
    key = (role, model._meta.label)
    if key not in known:
        groups = [pk for pk, one in user.led_groups.items() if one.role == role]
        reach = _reach.get(model._meta.label)
        known[key] = set(model._base_manager.filter(reach(groups)).values_list("pk", flat=True)) if reach else set()
    return known[key]


def area(user, record: str, path: str) -> Q | None:
    """The union of the ranges of the duties whose role may list `record`; None without such a duty.

    An empty Q is the whole country, so it must never be joined with | to another: that would narrow it.
    """
    codes = user.area_codes(record)
    return within(path, codes) if codes else None


def by_role(user, model, record: str, path: str, action: str = "list") -> dict[str, Q]:
    """The rows of `model` that `user` reaches, by the role in which he does; only roles that may do `action`."""
    if not user.is_active or not user.is_authenticated:
        return {}
    codes = defaultdict(list)
    for duty in user.duties_opening(record, action):
        codes[duty.column].append(duty.region_id or "")
    found = {role: within(path, areas) for role, areas in codes.items()}
    for role in user.led_roles if model._meta.label in _reach else ():
        if access.letter(role, record, action) not in "NF":
            groups = [pk for pk, led in user.led_groups.items() if led.role == role]
            found[role] = _reach[model._meta.label](groups)
    return found


def visible(user, model, record: str, path: str) -> Q:
    """The rows of `model` that `user` reaches by his duties and by the groups he leads or accompanies."""
    return any_of(by_role(user, model, record, path).values())


def any_of(parts: Iterable[Q]) -> Q:
    """The rows of any of them, of none nothing. An empty Q is the whole country: joined by | it would get lost."""
    parts = list(parts)
    if Q() in parts:
        return Q()
    return reduce(or_, parts) if parts else NOTHING


class ScopedQuerySet(QuerySet):
    """`record` names the row of the access table, `area_path` the key that leads to the region.

    `place_tells`: whoever has a duty over the place of a row sees it; `visible_to` narrows no further.
    """

    record = ""
    area_path = "village"
    place_tells = False

    def visible_to(self, user) -> QuerySet:
        """Only the rows inside the user's area or reach. Nothing for someone without a duty alive today."""
        return self.filter(visible(user, self.model, self.record, self.area_path))


def place_tells(user, row) -> bool:
    """Whether the place of `row` alone says that it is visible to the user; else the database has to be asked."""
    rows = type(row).objects.all()
    duties = user.duties_opening(rows.record) if getattr(rows, "place_tells", False) else ()
    return any(duty.covers(row.area_code) for duty in duties)
