"""Wrong passwords are counted in the database, per account and address: eight of them close that pair for 15 minutes.

Never the account for other addresses: a stranger must not be able to lock an officer out of his work.
"""

from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User

NOWHERE = "0.0.0.0"  # noqa: S104 no address to bind to: who comes through a socket without one is counted together


def client_address(request) -> str:
    """Where a request comes from: the peer, or behind our own proxy the entry that it added last.

    What stands before that entry came from the client itself. Of an IPv6 address only the network counts (/64): a
    single machine has billions of them.
    """
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip() if settings.BEHIND_TLS_PROXY else ""
    try:
        address = ip_address(last or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return NOWHERE
    if isinstance(address, IPv6Address):
        plain = address.ipv4_mapped
        return str(plain or IPv6Network((address, 64), strict=False).network_address)
    return str(address)


def account_name(request, credentials) -> str:
    """The user name as the backend reads it, else every way to write it in capitals would have its own eight tries."""
    return ((credentials or {}).get("username") or "").strip().casefold()


def opens_again(request, credentials) -> datetime | None:
    """When a closed pair of account and address opens; None when it is not known to be closed."""
    rows = AccessAttempt.objects.filter(username=account_name(request, credentials), ip_address=client_address(request))
    last = rows.aggregate(last=Max("attempt_time"))["last"]
    return last + get_cool_off(request) if last else None


class CountingHandler(AxesDatabaseHandler):
    """As axes' own, but it keeps nothing of what was sent: a form with a password in it may hold names and NIKs."""

    def user_login_failed(self, sender, credentials, request=None, **kwargs) -> None:
        request.axes_credentials = credentials
        if request.axes_locked_out:  # refused unasked: that neither counts nor prolongs anything
            return
        self.clean_expired_user_attempts(request, credentials)
        failures = self._count(request, account_name(request, credentials))
        request.axes_locked_out = failures >= settings.AXES_FAILURE_LIMIT
        if failures == settings.AXES_FAILURE_LIMIT:
            user = User.objects.filter(username=account_name(request, credentials)).first()
            if user is not None:
                note(user, AccessLog.Kind.LOCKED_OUT, user, step="password")

    @transaction.atomic
    def _count(self, request, username: str) -> int:
        """The number of this failure; of two at the same time each has its own."""
        row, new = AccessAttempt.objects.select_for_update().get_or_create(
            username=username,
            ip_address=request.axes_ip_address,
            user_agent="",
            defaults={"failures_since_start": 1, "attempt_time": request.axes_attempt_time},
        )
        if not new:
            row.failures_since_start += 1
            row.attempt_time = request.axes_attempt_time
            row.save()
        return row.failures_since_start
