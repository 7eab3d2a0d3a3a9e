"""What a leader is told about her own list: what became of her names, what others corrected."""

from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from django.db.models import F, QuerySet

from groups.models import SocialGroup
from members.models import IdentityMatch, Membership, OfficerTerm
from members.story import offices, roster
from wksbm.accounts.models import User
from wksbm.accounts.story.entries import Entry
from wksbm.accounts.story.reader import Reader
from wksbm.accounts.system import SYSTEM

TOLD_FOR, MOST_TOLD = 30, 5  # days, entries of a group

Status = IdentityMatch.Status


class Corrections(NamedTuple):
    """The newest of what others changed on a group's list, and how much more there is in its history."""

    group: SocialGroup
    entries: list[Entry]
    more: int


def names_to_tell(user: User) -> QuerySet:
    """Refused, entered, or matched under another spelling, and not yet read."""
    rows = IdentityMatch.objects.visible_to(user).filter(group__in=own_groups(user), told_on=None)
    decided = rows.filter(status__in=[Status.MATCHED, Status.ENTERED, Status.REFUSED])
    other = decided.exclude(status=Status.MATCHED, name=F("person__full_name"))
    return other.select_related("group__village", "person__village", "decided_by").order_by("-decided_on", "-pk")


def own_groups(user: User) -> list[int]:
    return [pk for pk, led in user.led_groups.items() if led.role == "leader"]


def corrections(user: User, today: date) -> list[Corrections]:
    """What others entered or changed on the lists that the user keeps, in the last days."""
    since = today - timedelta(days=TOLD_FOR)
    changed = set(chain.from_iterable(_changed(model, user, since) for model in (Membership, OfficerTerm)))
    groups = SocialGroup.objects.visible_to(user).filter(pk__in=changed).select_related("village")
    return [found for group in groups if (found := _told(group, user, since)).entries]


def _changed(model, user: User, since: date) -> QuerySet:
    rows = model.history.model.objects.filter(group__in=own_groups(user), history_date__date__gte=since)
    return rows.exclude(history_user=user).exclude(history_user__username=SYSTEM).values_list("group", flat=True)


def _told(group: SocialGroup, user: User, since: date) -> Corrections:
    reader = Reader(user, group.village.time_zone)
    nobody_else = {user.pk, *User.objects.filter(username=SYSTEM).values_list("pk", flat=True)}
    told = chain(roster(group, reader), offices(group, reader))
    others = [entry for entry in told if entry.at.date() >= since and entry.user not in nobody_else]
    others.sort(key=lambda entry: entry.at, reverse=True)
    return Corrections(group, others[:MOST_TOLD], max(0, len(others) - MOST_TOLD))
