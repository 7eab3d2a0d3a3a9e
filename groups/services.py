"""Verbs over groups: registering, the stages of a KUBE. How a group ends stands in life.py."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groups.models import Coverage, Kube, SocialGroup, StageChange
from wksbm.accounts.editing import still_visible
from wksbm.accounts.models import User
from wksbm.records import lock


@transaction.atomic
def save_group(group: SocialGroup, *, coverage: list[tuple[str, str]] | None = None, by: User) -> SocialGroup:
    """Saves a group; a KUBE gets its programme row at T0; `coverage` (RW, RT) replaces the list when given.

    Raises ValidationError when the place lies outside the area of `by`.
    """
    is_new = group.pk is None
    group.save()
    if group.kind == SocialGroup.Kind.KUBE and (is_new or not Kube.objects.filter(group=group).exists()):
        kube = Kube(group=group)
        kube.save()
    if coverage is not None:
        _cover(group, coverage)
    still_visible(group, by)
    return group


def _cover(group: SocialGroup, coverage: list[tuple[str, str]]) -> None:
    known = {(row.rw, row.rt): row for row in group.coverage.all()}
    for place in coverage:
        if place not in known:
            Coverage(group=group, rw=place[0], rt=place[1]).save()
    for place, row in known.items():
        if place not in coverage:
            row.delete()


@transaction.atomic
def advance_stage(kube: Kube, to: str, *, by: User, on: date, note: str = "") -> StageChange:
    """The KUBE goes to the next stage on the day `on`; leaves a dated StageChange.

    Raises ValidationError when `to` is not the next stage, when `on` lies before the last change or in the future,
    and when `by` may not update the group.
    """
    if not by.may("update", "group", kube.group):
        raise ValidationError(_("You may not change the stage of this KUBE."))
    lock(kube)
    if to != kube.next_stage:
        raise ValidationError(
            {
                "to": _("The stages follow each other: after %(now)s comes %(next)s.")
                % {"now": kube.stage, "next": kube.next_stage or "–"}
            }
        )
    last = kube.stage_changes.order_by("on").last()
    if last is not None and on < last.on:
        raise ValidationError({"on": _("The last change was on %(day)s.") % {"day": f"{last.on:%d/%m/%Y}"}})
    if on > kube.group.village.today():
        raise ValidationError({"on": _("This day is still to come.")})
    change = StageChange(kube=kube, from_stage=kube.stage, to_stage=to, on=on, note=note)
    kube.stage = to
    kube.save()
    change.save()
    return change


def note_activity(group_id: int, latest: date | None) -> None:
    """Writes the derived `last_activity_on`; the activities floor calls it after every change of its rows."""
    # No history and no new version: it is derived, and an officer editing the group must not become stale by it.
    SocialGroup.objects.filter(pk=group_id).update(last_activity_on=latest)


def note_new_activity(group_id: int, on: date) -> None:
    """The same where an activity of the day `on` came along: no other has to be asked about."""
    earlier = Q(last_activity_on__isnull=True) | Q(last_activity_on__lt=on)
    SocialGroup.objects.filter(earlier, pk=group_id).update(last_activity_on=on)
