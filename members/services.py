"""Verbs over rosters and offices: enrolling, leaving, filling an office."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.models import Membership, OfficerTerm
from wksbm.accounts.models import User
from wksbm.dates import PartialDate
from wksbm.people.models import Person
from wksbm.records import lock


@transaction.atomic
def enrol(
    person: Person,
    group: SocialGroup,
    *,
    by: User,
    joined: PartialDate | None,
    number: int | None = None,
    channel: str = "",
    registration_mode: str = "",
) -> Membership:
    """The person joins the group; without `number` the next free one is given.

    Raises ValidationError when the group is closed, when the person is a member already, or when the kind of the
    group has a limit that would be passed.
    """
    _one_at_a_time(group)
    _check_room(person, group)
    membership = Membership(
        person=person,
        group=group,
        number=number or next_number(group),
        channel=channel,
        registration_mode=registration_mode,
        joined_on=joined.day if joined else None,
        joined_on_precision=joined.precision if joined else "day",
    )
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


def _check_room(person: Person, group: SocialGroup) -> None:
    if not group.is_open:
        raise ValidationError(_("This group is closed: nobody joins it any more."))
    members = Membership.objects.in_group(group).filter(left_on__isnull=True)
    if members.filter(person=person).exists():
        raise ValidationError(_("%(name)s is a member of %(group)s already.") % {"name": person, "group": group})
    limit = group.type.max_members if group.type_id else None
    if limit and members.count() >= limit:
        raise ValidationError(_("A %(type)s has at most %(limit)s members.") % {"type": group.type, "limit": limit})


def next_number(group: SocialGroup) -> int:
    return (Membership.objects.in_group(group).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def leave(membership: Membership, *, by: User, on: date, reason: str) -> None:
    """The membership ends with the day `on`. Raises ValidationError when it began later or is over already."""
    lock(membership)
    if membership.left_on is not None:
        raise ValidationError(_("This membership has ended already."))
    if membership.joined_on and on < membership.joined_on:
        raise ValidationError({"on": _("Member since %(day)s.") % {"day": membership.joined_words}})
    membership.left_on, membership.left_reason = on, reason
    membership.save()


@transaction.atomic
def fill_office(
    group: SocialGroup,
    *,
    post: str,
    rank: int | None = None,
    person: Person | None,
    starts: PartialDate | None,
    by: User,
    **facts: str,
) -> OfficerTerm:
    """The office passes to `person`: an open term of the same post and rank ends the day before, in the same act.

    `facts`: post_name, selection, ex_officio, decree. Raises ValidationError when the new term begins before the
    present one.
    """
    _one_at_a_time(group)
    day = starts.day if starts else group.village.today()
    present = OfficerTerm.objects.in_group(group).filter(post=post, rank=rank, ends_on__isnull=True)
    if post not in (OfficerTerm.Post.ADVISER, OfficerTerm.Post.OTHER):
        for term in present:
            if term.starts_on and term.starts_on >= day:
                raise ValidationError(
                    {"starts_on": _("The present term began on %(day)s.") % {"day": term.since_words}}
                )
            term.ends_on = date.fromordinal(day.toordinal() - 1)
            term.save()
    term = OfficerTerm(
        group=group,
        post=post,
        rank=rank,
        person=person,
        starts_on=starts.day if starts else None,
        starts_on_precision=starts.precision if starts else "day",
        **facts,
    )
    term.full_clean()
    term.save()
    return term
