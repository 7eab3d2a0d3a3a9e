"""How long a session lasts: locked after 30 minutes without a click, over after 12 hours; a trusted phone's 30 days.

The clock stands in the session itself and is written at most once a minute. "Lost" and "ended by others" are the
session number of the account (User.get_session_auth_hash).
"""

import time

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext as _

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, TrustedPhone, User
from wksbm.records import lock

IDLE = 30 * 60
LONGEST = 12 * 60 * 60
TRUSTED = 30 * 24 * 60 * 60
WARN_BEFORE = 30 * 60
TICK = 60
MOST_WRONG_PINS = 5

BEGAN, SEEN, WARNED, PHONE, WANTS_PIN = "began", "seen", "warned_of_end", "phone", "wants_pin"


@receiver(user_logged_in)
def begin(sender, request, user, **kwargs) -> None:
    """Starts the clock of a new session."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    request.session.pop(PHONE, None)


def _since(request, name: str) -> float:
    """Seconds since that moment; without one, or with one to come, endlessly many: closed until opened."""
    passed = time.time() - request.session.get(name, 0)
    return passed if passed >= -TICK else float("inf")


def longest(request) -> int:
    return TRUSTED if PHONE in request.session else LONGEST


def is_over(request) -> bool:
    return _since(request, BEGAN) >= longest(request)


def is_locked(request) -> bool:
    return _since(request, SEEN) >= IDLE


def seen(request) -> None:
    """A click: the 30 minutes begin anew."""
    if _since(request, SEEN) >= TICK:
        request.session[SEEN] = int(time.time())


def ends_at(request) -> int:
    return request.session[BEGAN] + longest(request)


def end_is_near(request) -> bool:
    """True once a session, half an hour before its end."""
    if request.session.get(WARNED) or time.time() < ends_at(request) - WARN_BEFORE:
        return False
    request.session[WARNED] = True
    return True


# A leader's own phone.


def may_trust(user: User) -> bool:
    """Only who leads groups and is nothing else."""
    return user.led_roles == {"leader"} and not user.duties_now


def trusted_phone(request) -> TrustedPhone | None:
    """The phone of this session, if it is trusted still."""
    return TrustedPhone.objects.filter(pk=request.session.get(PHONE), user=request.user).first()


def is_trusted(request) -> bool:
    return PHONE in request.session


@transaction.atomic
def trust(request, pin: str) -> None:
    """From now on this phone stays signed in for 30 days and asks `pin`; a phone trusted before loses it."""
    forget_phone(request.user)
    phone = TrustedPhone.objects.create(user=request.user, pin=make_password(pin))
    request.session.pop(WANTS_PIN, None)
    request.session[PHONE] = phone.pk
    request.session.set_expiry(TRUSTED)


def distrust(request) -> None:
    """The session is one like all others again."""
    TrustedPhone.objects.filter(pk=request.session.pop(PHONE, None), user=request.user).delete()
    request.session.set_expiry(0)


def forget_phone(user: User) -> None:
    TrustedPhone.objects.filter(user=user).delete()


class TooManyPins(Exception):
    """The fifth wrong PIN: this phone is not trusted any more."""


@transaction.atomic
def _pin_fits(request, pin: str) -> bool | None:
    """Whether the PIN is right; None when that was the last try. Wrong ones are counted in the phone's row."""
    phone = TrustedPhone.objects.select_for_update().filter(pk=request.session.get(PHONE), user=request.user).first()
    if phone is None:
        return None
    fits = check_password(pin, phone.pin)
    phone.wrong = 0 if fits else phone.wrong + 1
    if phone.wrong < MOST_WRONG_PINS:
        phone.save()
        return fits
    phone.delete()
    note(request.user, AccessLog.Kind.LOCKED_OUT, request.user, step="pin")
    return None


def pin_fits(request, pin: str) -> bool:
    """Whether this is the PIN of the session's phone. Raises TooManyPins when the phone has lost its trust."""
    fits = _pin_fits(request, pin)
    if fits is None:
        raise TooManyPins
    return fits


@transaction.atomic
def end_all(user: User, *, by: User, reason: str = "") -> None:
    """Every session of the account ends, on trusted phones too; written to its history and the access log."""
    lock(user)
    user.session_number += 1
    user._change_reason = reason or _("All sessions ended")
    user.save()
    forget_phone(user)
    note(by, AccessLog.Kind.SESSIONS_ENDED, user, reason=reason)
