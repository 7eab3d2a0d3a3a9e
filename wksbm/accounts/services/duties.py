"""Verbs over duties: giving, extending, ending, handing over."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts.models import Duty, User
from wksbm.accounts.services.grants import check_grant, may_give, may_keep
from wksbm.records import lock

ONE_DAY = timedelta(days=1)


@transaction.atomic
def give_duty(
    user: User, *, role: str, region, starts_on: date, ends_on: date | None, by: User, reason: str = ""
) -> Duty:
    """A duty from `starts_on` until `ends_on` (inclusive; None: open).

    Raises ValidationError as check_grant, for oneself, and for who has the same duty in these days already.
    """
    if user.pk == by.pk:
        raise ValidationError(_("Nobody gives himself a duty."))
    check_grant(role, region, by=by)
    lock_account(user)
    same = user.duties.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), role=role, region=region)
    if (same.filter(starts_on__lte=ends_on) if ends_on else same).exists():
        raise ValidationError(_("This account has the same duty in these days already."))
    duty = Duty(user=user, role=role, region=region, starts_on=starts_on, ends_on=ends_on)
    duty.full_clean()
    duty._change_reason = reason
    duty.save()
    return duty


def lock_account(user: User) -> None:
    """Of two who give the same account something, the second sees what the first gave."""
    # Not its key: the history rows of both transactions point at accounts, and would wait for each other.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def may_change(duty: Duty, by: User) -> bool:
    """Whether `by` may end, extend or hand over this duty: one that he may give, not his own, not ended."""
    given = duty.user_id != by.pk and may_give(by, duty.role, duty.region_id or "")
    return given and (duty.ends_on is None or duty.ends_on >= timezone.localdate())


def successor_of(duty: Duty) -> Duty | None:
    """The duty of somebody else that takes this one's place the day after its last."""
    return _beside(duty).filter(starts_on=duty.ends_on + ONE_DAY).first() if duty.ends_on else None


def predecessor_of(duty: Duty) -> Duty | None:
    """The duty of somebody else whose place this one took."""
    return _beside(duty).filter(ends_on=duty.starts_on - ONE_DAY).first()


def _beside(duty: Duty):
    others = Duty.objects.exclude(user=duty.user_id).select_related("user", "region")
    return others.filter(role=duty.role, region=duty.region_id)


def _hold(duty: Duty, by: User) -> None:
    """Locks the duty. Raises ValidationError when it has ended, is one's own, or is not for `by` to give."""
    lock(duty)
    if duty.ends_on and duty.ends_on < timezone.localdate():
        raise ValidationError(_("This duty has ended already."))
    if duty.user_id == by.pk:
        raise ValidationError(_("Nobody changes his own duty."))
    check_grant(duty.role, duty.region, by=by)


def _not_handed_over(duty: Duty) -> None:
    following = successor_of(duty)
    if following is not None:
        facts = {"name": following.user.full_name, "day": f"{following.starts_on:%d/%m/%Y}"}
        raise ValidationError(_("This duty goes over to %(name)s on %(day)s already.") % facts)


def _save(duty: Duty, reason: str) -> None:
    duty.full_clean()
    duty._change_reason = reason
    duty.save()


@transaction.atomic
def end_duty(duty: Duty, *, on: date, by: User, reason: str = "") -> None:
    """The duty ends with the day `on`. Raises ValidationError for one's own duty or one that `by` may not give."""
    _hold(duty, by)
    duty.ends_on = max(on, duty.starts_on)
    _save(duty, reason)


@transaction.atomic
def extend_duty(duty: Duty, *, until: date, by: User, reason: str = "") -> None:
    """The duty lasts until the day `until` instead. Raises ValidationError as end_duty, and for a day not later."""
    _hold(duty, by)
    _not_handed_over(duty)
    if duty.ends_on is None or until <= duty.ends_on:
        raise ValidationError({"until": _("Write a day after the present last day.")})
    duty.ends_on = until
    _save(duty, reason)


@transaction.atomic
def hand_over(duty: Duty, *, to: User, on: date, until: date | None, version: int, by: User, reason: str) -> Duty:
    """On the day `on` the duty goes over to another account, until `until`; its holder's ends the day before.

    `version` is that of the duty when it was decided upon: of two who hand it over at once the first wins. A clearance
    for sealed data does not go over with it. Raises ValidationError as end_duty and give_duty.
    """
    _hold(duty, by)
    _not_handed_over(duty)
    if duty.version != version:
        raise ValidationError(_("Somebody changed this duty meanwhile. Look at it again."))
    if to.pk == duty.user_id or not may_keep(to, by) or not to.is_active:
        raise ValidationError({"username": _("This account cannot take the duty over.")})
    latest = duty.ends_on + ONE_DAY if duty.ends_on else date.max
    if not duty.starts_on < on <= latest:
        raise ValidationError({"on": _("Write a day within the duty, at the latest the one after its last.")})
    duty.ends_on = on - ONE_DAY
    _save(duty, reason)
    facts = {"role": duty.role, "region": duty.region, "starts_on": on, "ends_on": until}
    return give_duty(to, by=by, reason=reason, **facts)
