"""Who gives what, where: the one place that says it. Nobody gives to himself what he has."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts.leading import held_by
from wksbm.accounts.models import Duty, Role, User
from wksbm.accounts.system import SYSTEM

LEADER, COMPANION = "leader", "companion"  # held by group, not by a duty (groups.Leadership)
GRANTED_BY = {
    Role.ADMIN: {*Role.values, LEADER, COMPANION},
    Role.DINAS: {Role.VILLAGE, Role.TKSK, Role.VIEWER, LEADER, COMPANION},
    Role.VILLAGE: {LEADER},
}


def grantable_roles(user: User) -> set[str]:
    """The roles of a duty that `user` may give: the administrator all, the Dinas those below itself."""
    return set().union(*(GRANTED_BY.get(duty.role, set()) for duty in user.duties_now)) & set(Role.values)


def giving_areas(user: User) -> list[str]:
    """The codes of the areas in which `user` may give duties; "" is the whole country."""
    return [duty.region_id or "" for duty in user.duties_now if GRANTED_BY.get(duty.role, set()) & set(Role.values)]


def may_give(by: User, role: str, code: str) -> bool:
    """Whether one and the same duty of `by` may give `role` and holds the place `code` ("" is the whole country).

    One and the same: a Dinas that is also a village officer elsewhere gives nothing there.
    """
    return any(role in GRANTED_BY.get(duty.role, ()) and duty.covers(code) for duty in by.duties_now)


def may_keep(account: User, by: User) -> bool:
    """Whether `by` may edit the account and set its password: a password one may set is an account one may use.

    So everything it opens, today or later, must be his to give and lie inside his own area; of an account that opens
    nothing any more, everything that it opened. Nobody keeps himself, nobody the system.
    """
    return account.pk in keepable([account], by)


def keepable(accounts: Iterable[User], by: User) -> set[int]:
    """The numbers of those of the accounts that `by` may keep, as may_keep; two queries, however many they are."""
    asked = [account.pk for account in accounts if account.pk != by.pk and account.username != SYSTEM]
    opened = _opened(asked)
    return {pk for pk in asked if all(may_give(by, role, code) for role, code in opened.get(pk, ()))}


def _opened(accounts: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Role and place of what each account opens today or later; without any, of what it once opened."""
    duties = Duty.objects.filter(user__in=accounts).order_by().values_list("user", "role", "region", "ends_on")
    posts = [*duties, *((held.user, held.role, held.village, held.ends_on) for held in held_by(accounts))]
    today = timezone.localdate()
    lasting, all_of_them = defaultdict(list), defaultdict(list)
    for user, role, region, ends_on in posts:
        all_of_them[user].append((role, region or ""))
        if ends_on is None or ends_on >= today:
            lasting[user].append((role, region or ""))
    return all_of_them | lasting


def check_grant(role: str, region, *, by: User) -> None:
    """Raises ValidationError unless `by` may give `role` in `region` (None: the whole country)."""
    if role not in grantable_roles(by):
        raise ValidationError({"role": _("You may not give this role.")})
    if not may_give(by, role, region.pk if region else ""):
        raise ValidationError({"region": _("Choose a place inside your area.")})
