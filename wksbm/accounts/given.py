"""A temporary password on its way to the page that shows it once: sealed in the session, never in an address or log."""

from wksbm import keyring
from wksbm.accounts.models import User

GIVEN = "given"  # the session's entry
PURPOSE = "accounts.given"


def keep(request, account: User, password: str) -> None:
    """For the next page about this account, and for that page alone."""
    request.session[GIVEN] = {"user": account.pk, "sealed": keyring.seal(password, PURPOSE)}


def take(request, account: User) -> str | None:
    """The password that was just given to the account, if it was in this session; afterwards it is gone."""
    given = request.session.pop(GIVEN, None)
    if not given or given["user"] != account.pk:
        return None
    return keyring.unseal(given["sealed"], PURPOSE)
