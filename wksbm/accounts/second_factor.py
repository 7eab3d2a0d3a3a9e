"""The second step at sign-in: a code from an app (TOTP) or a recovery code. The rows are allauth's, sealed by our keys.

Used codes and wrong ones are counted in the row itself: a worker's memory would let every worker take a code once.
"""

import base64
import hmac
import time
from datetime import datetime

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wksbm import keyring
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User
from wksbm.accounts.sessions import end_all
from wksbm.records import lock

MUST_HAVE = {"dinas", "dinas_c", "tksk_c", "admin"}  # columns of the access table
PASSED = "second_factor"  # the session's entry: whose second step it has seen
MOST_WRONG, CLOSED_FOR = 8, 15 * 60
APP, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


class SealedAdapter(DefaultMFAAdapter):
    """The secret of the app and the seed of the recovery codes are as secret as a NIK."""

    def encrypt(self, text: str) -> str:
        return keyring.seal(text, "second_factor")

    def decrypt(self, encrypted_text: str) -> str:
        return keyring.unseal(encrypted_text, "second_factor")


def must_have(user: User) -> bool:
    """Whether one of his duties opens so much that a password alone is not enough."""
    return any(duty.column in MUST_HAVE for duty in user.duties_now)


def is_missing(request) -> bool:
    """Whether this session must show a second step before it opens anything."""
    return settings.SECOND_FACTOR_REQUIRED and must_have(request.user) and not has_passed(request)


def has_passed(request) -> bool:
    return request.session.get(PASSED) == request.user.pk


def passed(request, user: User) -> None:
    request.session[PASSED] = user.pk


def is_enrolled(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=APP).exists()


# Codes.


def step_of(secret: str, code: str) -> int | None:
    """The half minute to which this code of the app belongs, if it is now, the last or the next."""
    typed = plain(code).encode()
    steps = totp.yield_hotp_counters_from_time()
    return next((step for step in steps if hmac.compare_digest(code_of(secret, step).encode(), typed)), None)


def code_of(secret: str, step: int) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, step))


def plain(code: str) -> str:
    return "".join(code.split()).replace("-", "")


def use_code(user: User, code: str) -> Authenticator:
    """The authenticator whose code this is; no code is good twice. Raises ValidationError, and counts what was wrong.

    Eight wrong codes close the second step of the account for 15 minutes, from every address: who is here knows the
    password, so no stranger can close it.
    """
    used, opens = _try_code(user, code)
    if opens:
        when = date_format(datetime.fromtimestamp(opens, tz=timezone.get_current_timezone()), "H.i")
        raise ValidationError(_("Too many wrong codes. Try again at %(time)s.") % {"time": when}, "closed")
    if used is None:
        raise ValidationError(_("This code does not fit, or it was used already. Wait for the next one."), "code")
    return used


@transaction.atomic
def _try_code(user: User, code: str) -> tuple[Authenticator | None, float]:
    """The authenticator that fits, and when the step opens again if it is closed (0: it is open)."""
    rows = {row.type: row for row in Authenticator.objects.select_for_update().filter(user=user)}
    app = rows.get(APP)
    if app is None:
        return None, 0
    if time.time() - app.data.get("wrong_at", 0) >= CLOSED_FOR:
        app.data["wrong"] = 0
    if app.data.get("wrong", 0) >= MOST_WRONG:
        return None, app.data["wrong_at"] + CLOSED_FOR
    used = app if _fits_app(app, code) else _fits_recovery(rows.get(RECOVERY), code)
    app.data |= {"wrong": 0} if used else {"wrong": app.data.get("wrong", 0) + 1, "wrong_at": int(time.time())}
    app.save()
    if app.data["wrong"] == MOST_WRONG:
        note(user, AccessLog.Kind.LOCKED_OUT, user, step="code")
    return used, 0


def _fits_app(app: Authenticator, code: str) -> bool:
    step = step_of(SealedAdapter().decrypt(app.data["secret"]), code)
    if step is None or step <= app.data.get("last_step", 0):
        return False
    app.data["last_step"] = step
    return True


def _fits_recovery(codes: Authenticator | None, code: str) -> Authenticator | None:
    return codes if codes is not None and codes.wrap().validate_code(plain(code)) else None


# Setting up and taking away.


def new_secret() -> str:
    return totp.generate_totp_secret()


def address_of(user: User, secret: str) -> str:
    """What the QR code says; a phone opens its app for codes with it."""
    return SealedAdapter().build_totp_url(user, secret)


def picture_of(address: str) -> str:
    """The QR code to scan, as the address of an image."""
    svg = SealedAdapter().build_totp_svg(address)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


@transaction.atomic
def enrol(user: User, secret: str, *, code: str) -> None:
    """The app with this secret becomes the second step, with ten recovery codes. Raises ValidationError if there is
    one already."""
    lock(user)
    if is_enrolled(user):
        raise ValidationError(_("A second step is set up already."))
    data = {"secret": SealedAdapter().encrypt(secret), "last_step": step_of(secret, code) or 0}
    Authenticator.objects.create(user=user, type=APP, data=data)
    RecoveryCodes.activate(user)
    _tell(user, by=user, act="on", story=_("Second step set up"))


@transaction.atomic
def new_recovery_codes(user: User) -> None:
    """Ten new recovery codes; the old ones open nothing any more."""
    lock(user)
    Authenticator.objects.filter(user=user, type=RECOVERY).delete()
    RecoveryCodes.activate(user)
    _tell(user, by=user, act="codes", story=_("New recovery codes"))


def recovery_codes(user: User) -> list[str]:
    """Those that are not used yet."""
    codes = Authenticator.objects.filter(user=user, type=RECOVERY).first()
    return codes.wrap().get_unused_codes() if codes else []


@transaction.atomic
def turn_off(user: User) -> None:
    """Signing in asks the password only. Raises ValidationError for those who must have a second step."""
    if settings.SECOND_FACTOR_REQUIRED and must_have(user):
        raise ValidationError(_("Your duty asks for the second step, so it stays on."))
    lock(user)
    Authenticator.objects.filter(user=user).delete()
    _tell(user, by=user, act="off", story=_("Second step turned off"))


@transaction.atomic
def reset(user: User, *, by: User, reason: str) -> None:
    """Takes a lost second step away and ends all sessions; at the next sign-in a new one is set up.

    Raises ValidationError when there is none. Whether `by` keeps this account is the caller's question.
    """
    if not is_enrolled(user):
        raise ValidationError(_("This account has no second step."))
    Authenticator.objects.filter(user=user).delete()
    end_all(user, by=by, reason=reason)
    note(by, AccessLog.Kind.SECOND_FACTOR, user, reason=reason, act="reset")


def _tell(user: User, *, by: User, act: str, story: str) -> None:
    user._change_reason = story
    user.save()
    note(by, AccessLog.Kind.SECOND_FACTOR, user, act=act)
