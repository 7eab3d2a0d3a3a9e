"""Verbs over activities: logging one with its roster, correcting it, withdrawing it."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from activities.models import Activity, Attendance, MotivationNote, OutreachFinding
from groups.services import note_activity, note_new_activity
from members.models import Membership
from wksbm.accounts.editing import still_visible
from wksbm.accounts.models import User
from wksbm.records import lock


class Found(NamedTuple):
    """Somebody found at an outreach."""

    name: str
    problem: str = ""
    rt: str = ""


@transaction.atomic
def log_activity(
    activity: Activity, *, marks: dict[int, str], found: list[Found] = (), private_note: str = "", by: User
) -> Activity:
    """Saves a new activity, a mark for everybody on the roster of its day, and what an outreach found.

    `marks` maps membership ids to present, absent or "" (not marked); who is missing in it stays not marked.
    Raises ValidationError for a closed group, or when the group is out of reach of `by`.
    """
    if not activity.group.is_open:
        raise ValidationError(_("This group is closed: nothing is logged for it any more."))
    activity.village, activity.recorded_by = activity.group.village, by
    activity.save()
    _mark_roster(activity, marks, {})
    for person in found:
        OutreachFinding(activity=activity, name=person.name, problem=person.problem, rt=person.rt).save()
    if private_note:
        MotivationNote(activity=activity, author=by, text=private_note).save()
    note_new_activity(activity.group_id, activity.date)
    still_visible(activity, by)
    return activity


@transaction.atomic
def correct_activity(
    activity: Activity, *, marks: dict[int, str], found: list[Found] = (), private_note: str | None = None, by: User
) -> Activity:
    """Saves a changed activity and the marks that changed; findings are added, never taken away.

    What was verified was the activity as it stood: corrected, it waits to be verified again. Raises StaleRecord when
    somebody saved it meanwhile.
    """
    activity.verified_on = activity.verified_by = None
    activity.save()
    _mark_roster(activity, marks, {row.membership_id: row for row in activity.attendance.all()})
    known = set(activity.findings.values_list("name", flat=True)) if found else set()
    for person in found:
        if person.name not in known:
            OutreachFinding(activity=activity, name=person.name, problem=person.problem, rt=person.rt).save()
    if private_note is not None:
        _keep_note(activity, private_note, by)
    note_what_is_left(activity.group_id)
    return activity


def may_change(activity: Activity, by: User, action: str = "update") -> bool:
    """Leaders, villages and the Dinas correct every log of their area; a TKSK or companion only his own."""
    shut = activity.withdrawn_on or not activity.group.is_open
    if shut or not by.may(action, "activity", activity):
        return False
    others = by.roles_over(activity) - {"tksk", "tksk_c", "companion"}
    return bool(others) or activity.recorded_by_id == by.pk


@transaction.atomic
def verify_activity(activity: Activity, *, by: User) -> None:
    """Somebody else confirms that it took place. Raises ValidationError for one's own, a decided or a withdrawn one."""
    lock(activity)
    if activity.withdrawn_on or activity.verified_on:
        raise ValidationError(_("This has been decided already."))
    if activity.recorded_by_id == by.pk:
        raise ValidationError(_("Nobody verifies what he logged himself."))
    activity.verified_on, activity.verified_by = activity.village.today(), by
    activity.save()


@transaction.atomic
def withdraw_activity(activity: Activity, *, by: User, reason: str) -> None:
    """An activity entered by mistake no longer counts; its rows and its history stay. Raises ValidationError."""
    lock(activity)
    if activity.withdrawn_on:
        raise ValidationError(_("This activity has been withdrawn already."))
    activity.withdrawn_on, activity.withdrawn_reason = activity.village.today(), reason
    activity._change_reason = reason
    activity.save()
    note_what_is_left(activity.group_id)


def note_what_is_left(group_id: int) -> None:
    """The group's last activity is the latest of those that stand."""
    note_activity(group_id, _latest(group_id))


def _latest(group_id: int) -> date | None:
    return Activity.objects.standing().filter(group=group_id).aggregate(latest=Max("date"))["latest"]


def _mark_roster(activity: Activity, marks: dict[int, str], rows: dict[int, Attendance]) -> None:
    """`rows` are the marks that stand already, by membership."""
    for member in Membership.objects.keys_of_roster(activity.group, activity.date):
        row = rows.get(member)
        status = marks.get(member, row.status if row else "")
        if row is None:
            Attendance(activity=activity, membership_id=member, status=status).save()
        elif row.status != status:
            row.status = status
            row.save()


def _keep_note(activity: Activity, text: str, author: User) -> None:
    note = MotivationNote.objects.filter(activity=activity, author=author).first()
    if note is None and text:
        MotivationNote(activity=activity, author=author, text=text).save()
    elif note is not None and note.text != text:
        note.text = text
        note.save()
