"""How much one may look up or reveal within an hour, counted in rows of the access log: no worker, no restart forgets.

A look is allowed by writing its entry; over the limit nothing is written and LimitReached goes up to the gate, which
answers 429 and leaves one LIMIT entry an hour and kind.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User

Kind = AccessLog.Kind

WINDOW = timedelta(hours=1)
# docs/access.md, "Fields": 30 reveals over all fields and 10 matches of the last four digits; 60 searches by NIK.
LIMITS = {Kind.REVEAL: 30, Kind.LOOK_UP: 60, Kind.MATCH: 10}


class LimitReached(Exception):
    """The hour holds no more looks of this `kind`; the next is possible at `opens_at`. Nothing was shown or written."""

    def __init__(self, kind: str, opens_at: datetime) -> None:
        super().__init__(f"{LIMITS[kind]} of {kind} within an hour")
        self.kind, self.opens_at = kind, opens_at


@transaction.atomic
def spend(user: User, kind: str, row=None, **entry) -> AccessLog:
    """One more look of `kind` about `row`: its entry in the log (see log.note). Raises LimitReached.

    The account's row is held meanwhile, so that of two requests at once the second counts the first.
    """
    _hold(user)
    check(user, kind)
    return note(user, kind, row, **entry)


def check(user: User, kind: str) -> None:
    """Raises LimitReached when the hour holds no more."""
    latest = _lately(user, kind).values_list("at", flat=True)[: LIMITS[kind]]
    if len(latest) == LIMITS[kind]:
        raise LimitReached(kind, min(latest) + WINDOW)


def left(user: User, kind: str) -> int:
    """How many looks of `kind` the hour still holds."""
    return max(LIMITS[kind] - _lately(user, kind).count(), 0)


@transaction.atomic
def note_limit(user: User, kind: str) -> None:
    """The alarm for the Dinas: LIMIT once an hour, account and kind, however often it is tried."""
    _hold(user)
    if not _lately(user, Kind.LIMIT).filter(facts__of=kind).exists():
        note(user, Kind.LIMIT, of=kind, most=LIMITS[kind], role=user.role_over(None))


def _lately(user: User, kind: str):
    return AccessLog.objects.filter(user=user, kind=kind, at__gt=timezone.now() - WINDOW).order_by("-at")


def _hold(user: User) -> None:
    # Without the key: entries of the log, which point to the account, need not wait for each other.
    User._base_manager.select_for_update(no_key=True).get(pk=user.pk)
