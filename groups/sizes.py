"""How many may belong to a group: by its kind (setting GROUP_SIZES) and by its type."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from groups.models import SocialGroup

_counts: list[Callable[[SocialGroup], int]] = []


def counts_members(function: Callable[[SocialGroup], int]) -> Callable:
    """Decorator for the members floor: how many belong to a group today."""
    _counts[:] = [function]
    return function


def members_now(group: SocialGroup) -> int:
    return _counts[0](group) if _counts else 0


def limits(group: SocialGroup) -> tuple[int | None, int | None]:
    """(least, most) members; None where nothing is said. A KUBE has 5 to 20: Permensos 2/2019, article 3(2)."""
    least, most = settings.GROUP_SIZES.get(group.kind, (None, None))
    of_type = group.type.max_members if group.type_id else None
    known = [limit for limit in (most, of_type) if limit is not None]
    return least, min(known, default=None)


def size_hint(group: SocialGroup) -> str:
    """What is said on the page of a group that has fewer members than its kind needs; "" where it has enough."""
    least, _most = limits(group)
    count = members_now(group) or group.declared_members or 0
    if least is None or count >= least or not group.is_open:
        return ""
    return _("%(kind)s needs at least %(least)s members; so far there are %(count)s.") % {
        "kind": group.get_kind_display(), "least": least, "count": count,
    }  # fmt: skip
