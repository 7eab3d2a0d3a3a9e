"""Verbs over leaders and companions: an account leads or accompanies a group from a day until a day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from groups.models import Leadership, SocialGroup
from wksbm.accounts.models import User
from wksbm.accounts.services import (
    COMPANION,
    FIRST_WORDS,
    LEADER,
    create_account,
    lock_account,
    may_give,
    may_keep,
    propose_username,
)
from wksbm.records import lock


def proposed_name(group: SocialGroup, role: str) -> str:
    """The user name that a new leader or companion of the group would get."""
    return propose_username(FIRST_WORDS[role], group.name)


def on_the_page(group: SocialGroup, by: User) -> dict:
    """For the page of a group: who leads and accompanies it or will, who did, and what `by` may do about it."""
    today = group.village.today()
    rows = list(group.leaderships.select_related("user", "group"))
    return {
        "leaders": [(row, may_end(row, by)) for row in rows if row.lasts(today)],
        "former_leaders": [row for row in rows if not row.lasts(today)],
        "may_give_leader": group.is_open and may_give(by, LEADER, group.village_id),
        "may_give_companion": group.is_open and may_give(by, COMPANION, group.village_id),
    }


def may_end(row: Leadership, by: User) -> bool:
    return row.user_id != by.pk and may_give(by, row.role, row.group.village_id)


@transaction.atomic
def appoint(
    group: SocialGroup, user: User, *, role: str, starts_on: date, ends_on: date | None, by: User, reason: str = ""
) -> Leadership:
    """The account leads or accompanies (`role`) the group from `starts_on` until `ends_on` (inclusive; None: open).

    Raises ValidationError when it is not for `by` to give, for oneself, for an account that `by` does not keep, for a
    closed group, and for who does so in these days already.
    """
    if not may_give(by, role, group.village_id) or not group.is_open:
        raise ValidationError(_("This group is not yours to give."))
    if not may_keep(user, by) or not user.is_active:
        raise ValidationError({"username": _("This account cannot take the group over.")})
    lock_account(user)
    row = Leadership(group=group, user=user, role=role, starts_on=starts_on, ends_on=ends_on)
    if _in_these_days(row).exists():
        raise ValidationError(_("This account has this group in these days already."))
    row.full_clean()
    row._change_reason = reason
    row.save()
    return row


def _in_these_days(row: Leadership) -> QuerySet:
    same = Leadership.objects.filter(group=row.group, user=row.user, role=row.role)
    same = same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=row.starts_on))
    return same.filter(starts_on__lte=row.ends_on) if row.ends_on else same


@transaction.atomic
def give_leader_account(
    group: SocialGroup,
    *,
    full_name: str,
    phone: str,
    starts_on: date,
    by: User,
    username: str = "",
    ends_on: date | None = None,
    role: str = Leadership.Role.LEADER,
) -> tuple[Leadership, str]:
    """A new account that leads or accompanies the group; returns it with the temporary password, shown once.

    Raises ValidationError as create_account and appoint.
    """
    person = {"username": username, "full_name": full_name, "phone": phone}
    user, password = create_account(**person, named_after=(FIRST_WORDS[role], group.name), by=by)
    return appoint(group, user, role=role, starts_on=starts_on, ends_on=ends_on, by=by), password


@transaction.atomic
def end_leadership(row: Leadership, *, on: date, by: User, reason: str) -> None:
    """The last day is `on`. Raises ValidationError for one's own, for what is not for `by` to give, for what ended."""
    lock(row)
    if not may_end(row, by):
        raise ValidationError(_("This is not yours to end."))
    if not row.lasts(row.group.village.today()):
        raise ValidationError(_("This has ended already."))
    row.ends_on = max(on, row.starts_on)
    row.full_clean()
    row._change_reason = reason
    row.save()
