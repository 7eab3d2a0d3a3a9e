"""Who has lately spent an hour's looks: for the board of the Dinas."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from wksbm.accounts.log_words import limit_words, local, role_word
from wksbm.accounts.models import AccessLog, User

SHOWN = 5
DAYS = 7  # a week's alarms stay on the board; older ones stand in the log


class Alarm(NamedTuple):
    """`sentence` names the limit, `who` the account and `role` its role then; `url` leads to these entries."""

    sentence: str
    who: str
    role: str
    at: datetime
    url: str


def alarms(user: User) -> list[Alarm]:
    """The limits that were reached in the area within a week, the newest first; none for who reads no log."""
    since = timezone.now() - timedelta(days=DAYS)
    entries = AccessLog.objects.visible_to(user).filter(kind=AccessLog.Kind.LIMIT, at__gte=since)
    return [_alarm(entry) for entry in entries.select_related("user", "region")[:SHOWN]]


def _alarm(entry: AccessLog) -> Alarm:
    at = local(entry)
    query = {"kind": entry.kind, "q": entry.user.username, "since": f"{at:%d/%m/%Y}"}
    return Alarm(
        sentence=limit_words(entry),
        who=str(entry.user),
        role=role_word(entry.facts["role"]),
        at=at,
        url=f"{reverse('accounts:log')}?{urlencode(query)}",
    )
