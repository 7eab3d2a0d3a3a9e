"""Verbs over rosters: enrolling, leaving, correcting."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from groups.sizes import limits
from members.models import IdentityMatch, Membership, OfficerTerm
from members.offices import end_term
from wksbm.accounts.models import User
from wksbm.dates import PartialDate, in_words
from wksbm.people.models import Person
from wksbm.records import lock


@transaction.atomic
def enrol(
    person: Person | None,
    group: SocialGroup,
    *,
    by: User,
    joined: PartialDate | None,
    identity: IdentityMatch | None = None,
    number: int | None = None,
    **facts,
) -> Membership:
    """The person, or a name that waits to be matched, joins the group; without `number` the next free one is given.

    `facts`: channel, registration_mode, consent, form_scan. Raises ValidationError when the group is closed, when the
    person is a member already or was one in these days, when somebody else has the number, or when the kind of the
    group has a limit that would be passed.
    """
    _one_at_a_time(group)
    before = _periods(person, group)
    _check_room(person, group, before)
    membership = Membership(
        person=person,
        identity=identity,
        group=group,
        number=number or next_number(group),
        joined_on=joined.day if joined else None,
        joined_on_precision=joined.precision if joined else "day",
        **facts,
    )
    _check_apart(membership, before)
    if number:
        check_number(membership)
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError:
        raise ValidationError(
            _("%(name)s is a member of %(group)s already.") % {"name": person, "group": group}
        ) from None
    return membership


def _one_at_a_time(group: SocialGroup) -> None:
    """Rosters change one after the other: numbers stay unique, limits hold, an office has one holder."""
    lock(group)


def _check_room(person: Person | None, group: SocialGroup, before: list[Membership]) -> None:
    if not group.is_open:
        raise ValidationError(_("This group is closed: nobody joins it any more."))
    if any(one.left_on is None for one in before):
        raise ValidationError(_("%(name)s is a member of %(group)s already.") % {"name": person, "group": group})
    _least, most = limits(group)
    members = Membership.objects.in_group(group).filter(left_on__isnull=True, void=False)
    if most is not None and members.count() >= most:
        kind = group.type or group.get_kind_display()
        raise ValidationError(_("A %(type)s has at most %(limit)s members.") % {"type": kind, "limit": most})


def check_periods(membership: Membership) -> None:
    """Nobody is twice a member of a group on the same day; the last day still counts.

    Raises ValidationError naming the other period.
    """
    periods = _periods(membership.person_id, membership.group_id)
    _check_apart(membership, [other for other in periods if other.pk != membership.pk])


def _periods(person: Person | int | None, group: SocialGroup | int) -> list[Membership]:
    """Since when and until when the person was a member of the group, now and before; nothing of a waiting name."""
    return list(Membership.objects.in_group(group).filter(person=person, void=False)) if person else []


def _check_apart(membership: Membership, others: list[Membership]) -> None:
    for other in others:
        ends_before = other.left_on and membership.joined_on and other.left_on < membership.joined_on
        begins_after = membership.left_on and other.joined_on and other.joined_on > membership.left_on
        if not ends_before and not begins_after:
            raise ValidationError({"joined_on": ValidationError(_overlap(other), "overlap")})


def _overlap(other: Membership) -> str:
    since = other.joined_words or _("unknown")
    if other.left_on is None:
        return _("Member since %(since)s already, without a last day.") % {"since": since}
    until = in_words(other.left_on, short=True)
    return _("Was a member from %(since)s to %(until)s. The periods must not overlap.") % {
        "since": since, "until": until,
    }  # fmt: skip


def check_number(membership: Membership) -> None:
    """Raises ValidationError when somebody who is in the group has the number; who left has given it back."""
    if membership.number is None or membership.left_on is not None:
        return
    rows = Membership.objects.in_group(membership.group).filter(left_on__isnull=True, void=False)
    holder = rows.filter(number=membership.number).exclude(pk=membership.pk).first()
    if holder:
        text = _("%(name)s has number %(number)s. The next free one is %(next)s.") % {
            "name": holder.name, "number": membership.number, "next": next_number(membership.group),
        }  # fmt: skip
        raise ValidationError({"number": ValidationError(text, "taken")})


def next_number(group: SocialGroup) -> int:
    return (Membership.objects.in_group(group).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def leave(
    membership: Membership, *, by: User, on: date, reason: str = "", kind: str = "", steps_down: bool = False
) -> None:
    """The membership ends with the day `on`, and with `steps_down` the offices in the group as well.

    Raises ValidationError when it began later or is over already.
    """
    lock(membership)
    if membership.left_on is not None:
        raise ValidationError(_("This membership has ended already."))
    if membership.joined_on and on < membership.joined_on:
        raise ValidationError({"on": _("Member since %(day)s.") % {"day": membership.joined_words}})
    membership.left_on, membership.left_kind, membership.left_reason = on, kind, reason
    membership._change_reason = reason
    membership.save()
    for term in open_terms(membership) if steps_down else ():
        end_term(term, by=by, on=on, reason=reason, vacant=not term.is_shared)


def open_terms(membership: Membership) -> list[OfficerTerm]:
    """The offices in the group that the member, or the name that waits to be matched, holds without a last day."""
    rows = OfficerTerm.objects.in_group(membership.group).filter(ends_on=None).order_by("pk")
    if membership.person_id:
        return list(rows.filter(person=membership.person_id))
    return list(rows.filter(identity=membership.identity_id, person=None))


@transaction.atomic
def correct_membership(membership: Membership, *, by: User) -> Membership:
    """Saves a membership that was edited. Raises ValidationError for days or a number that somebody has already."""
    _one_at_a_time(membership.group)
    check_periods(membership)
    check_number(membership)
    membership.save()
    return membership
