"""The life of a group, by acts with a reason and a day: it begins its work, ends, goes over into another, is revived.

Silence is no act: a group without activity is dormant by itself (SocialGroup.state).
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from groups.models import Component, SocialGroup
from wksbm.accounts.models import User
from wksbm.dates import Precision
from wksbm.records import Record, lock

Status = SocialGroup.Status


@transaction.atomic
def activate(group: SocialGroup, *, by: User, reason: str = "") -> None:
    """What was in preparation begins its work.

    Raises ValidationError when `by` may not update the group, or when it is not being prepared.
    """
    _allow(by, "update", group)
    lock(group)
    if group.status != Status.PREPARING:
        raise ValidationError(_("This group is not in preparation any more."))
    _become(group, Status.ACTIVE, reason=reason)


@transaction.atomic
def dissolve(group: SocialGroup, *, on: date, by: User, reason: str) -> None:
    """The group ends on the day `on`: nothing is logged for it and nobody joins it; its records stay.

    Its leaders' accounts, its components and its links end the same day.
    Raises ValidationError when `by` may not close groups, when it is closed already, when the day is still to come or
    lies before the founding.
    """
    _allow(by, "delete", group)
    lock(group)
    _end(group, Status.DISSOLVED, on, reason)


@transaction.atomic
def merge(group: SocialGroup, *, into: SocialGroup, on: date, by: User, reason: str) -> None:
    """The group goes over into another on the day `on`, and ends as by `dissolve`; its members are not moved.

    Raises ValidationError as `dissolve`, and when the other one is the group itself, is closed, or lies outside the
    area of `by`.
    """
    _allow(by, "delete", group)
    for row in sorted((group, into), key=lambda one: one.pk):  # of two merges into each other the second sees the first
        lock(row)
    if into.pk == group.pk:
        raise ValidationError(_("A group cannot go over into itself."))
    if not into.is_open or not SocialGroup.objects.visible_to(by).filter(pk=into.pk).exists():
        raise ValidationError(_("Choose a group of your area that is not closed."))
    group.merged_into = into
    _end(group, Status.MERGED, on, reason)


@transaction.atomic
def revive(group: SocialGroup, *, by: User, reason: str) -> None:
    """A dissolved or merged group is active again. What ended with it stays ended: it is given anew.

    Raises ValidationError when `by` may not close groups, or when it is not closed.
    """
    _allow(by, "delete", group)
    lock(group)
    if group.is_open:
        raise ValidationError(_("This group is not closed."))
    group.ended_on, group.merged_into = None, None
    _become(group, Status.ACTIVE, reason=reason)


def _allow(by: User, action: str, group: SocialGroup) -> None:
    if not by.may(action, "group", group):
        raise ValidationError(_("This is not yours to decide."))


def _become(group: SocialGroup, status: str, *, reason: str) -> None:
    group.status = status
    group._change_reason = reason
    group.save()


def _end(group: SocialGroup, status: str, on: date, reason: str) -> None:
    if not group.is_open:
        raise ValidationError(_("This group is closed already."))
    if on > group.village.today():
        raise ValidationError({"on": _("This day is still to come.")})
    if _lies_before(on, group.founded_on, group.founded_on_precision):
        raise ValidationError({"on": _("The group was founded: %(day)s.") % {"day": group.founded_words}})
    group.ended_on = on
    _become(group, status, reason=reason)
    _end_ties(group, on, reason)


def _lies_before(on: date, founded: date | None, precision: str) -> bool:
    if founded is None:
        return False
    return on < founded if precision == Precision.DAY else on.year < founded.year


def _end_ties(group: SocialGroup, on: date, reason: str) -> None:
    for row in _lasting(group.leaderships, "ends_on", on):
        _last_day(row, "ends_on", max(on, row.starts_on), reason)
    parts = Component.objects.filter(Q(umbrella=group) | Q(part=group))
    for rows in (parts, group.links, group.linked_by):
        for row in _lasting(rows, "until", on):
            _last_day(row, "until", max(on, row.since or on), reason)


def _lasting(rows, column: str, on: date) -> QuerySet:
    """What has no last day, or one after `on`."""
    return rows.filter(Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gt": on})).order_by("pk")


def _last_day(row: Record, column: str, day: date, reason: str) -> None:
    setattr(row, column, day)
    row._change_reason = reason
    row.save()


def why_ended(group: SocialGroup) -> str:
    """The reason given when the group was closed; "" of one that is open, or that ended without one."""
    if group.is_open:
        return ""
    open_before = group.history.exclude(status=group.status).order_by("-history_id").first()
    since = open_before.history_id if open_before is not None else 0
    act = group.history.filter(history_id__gt=since).order_by("history_id").first()
    return (act.history_change_reason or "") if act is not None else ""


def course(group: SocialGroup, by: User) -> dict:
    """For the page of a group: why it ended, and the groups it went over into or took in, as far as `by` sees them."""
    seen = SocialGroup.objects.visible_to(by)
    return {
        "why_ended": why_ended(group),
        "went_over_into": seen.filter(pk=group.merged_into_id).first() if group.merged_into_id else None,
        "took_in": seen.filter(merged_into=group),
    }
