"""Clearance for sealed data: given to a duty by name, until a day, with a reason; never to oneself."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts.log import note
from wksbm.accounts.models import CLEARABLE, AccessLog, Duty, Role, User
from wksbm.records import lock

LONGEST = 366  # days ahead


def may_clear(duty: Duty, by: User) -> bool:
    """Whether `by` gives and takes back this duty's clearance: the administrator, or a cleared Dinas for its TKSK."""
    if duty.user_id == by.pk or duty.role not in CLEARABLE:
        return False
    if any(own.role == Role.ADMIN for own in by.duties_now):
        return True
    cleared = [own for own in by.duties_now if own.role == Role.DINAS and own.is_cleared]
    return duty.role == Role.TKSK and any(own.covers(duty.region_id) for own in cleared)


@transaction.atomic
def give_clearance(duty: Duty, *, until: date, by: User, reason: str) -> None:
    """The duty opens sealed data until the day `until`, then no more.

    Raises ValidationError when it is not for `by` to give, when the duty does not last until then, and for a day in
    the past or more than 366 days ahead. Leaves a row in the history and one in the access log.
    """
    _hold(duty, by)
    today = timezone.localdate()
    if not today <= until <= today + timedelta(days=LONGEST):
        raise ValidationError({"until": _("A clearance lasts at most a year. Write a day within it.")})
    if duty.ends_on and until > duty.ends_on:
        raise ValidationError({"until": _("The duty itself ends before this day.")})
    _save(duty, until, by, reason)


@transaction.atomic
def take_clearance_back(duty: Duty, *, by: User, reason: str) -> None:
    """From the next request on the duty opens nothing sealed. Raises ValidationError when it is not for `by`."""
    _hold(duty, by)
    _save(duty, None, by, reason)


def _hold(duty: Duty, by: User) -> None:
    lock(duty)
    if not may_clear(duty, by):
        raise ValidationError(_("This clearance is not yours to give or take."))
    if duty.ends_on and duty.ends_on < timezone.localdate():
        raise ValidationError(_("This duty has ended already."))


def _save(duty: Duty, until: date | None, by: User, reason: str) -> None:
    duty.cleared_until = until
    duty.full_clean()
    duty._change_reason = reason
    duty.save()
    facts = {"until": until.isoformat() if until else ""}
    note(by, AccessLog.Kind.CLEARANCE, duty, region=duty.region_id, reason=reason, **facts)
