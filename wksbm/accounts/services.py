"""Verbs over accounts and duties: giving, resetting, ending."""

import secrets
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.accounts.models import AccessLog, Duty, Role, User
from wksbm.records import lock

GRANTED_BY = {
    "admin": set(Role.values),
    "dinas": {Role.VILLAGE, Role.TKSK, Role.VIEWER},
}
TAKEN = gettext_lazy("This user name is taken. Add a number or the name of the place.")
SYLLABLES = (
    "ba be bi bo bu da de di do du ga gi gu ha hi ja ji ju ka ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru"
)


def new_password() -> str:
    """A temporary password that can be read out on the phone: five syllable pairs and four digits (55 bits)."""
    syllables = SYLLABLES.split()
    words = ["".join(secrets.choice(syllables) for _pair in range(3)) for _word in range(3)]
    return "-".join([*words, f"{secrets.randbelow(10**4):04d}"])


def grantable_roles(user) -> set[str]:
    """The roles that `user` may give: the administrator all, the Dinas those below itself."""
    return set().union(*(GRANTED_BY.get(duty.role, set()) for duty in user.duties_now))


def may_keep(account: User, by: User) -> bool:
    """Whether `by` may edit the account and set its password: a password one may set is an account one may use.

    So everything it opens, today or later, must be his to give and lie inside his own area. Nobody keeps himself.
    """
    roles, today = grantable_roles(by), timezone.localdate()
    open_ended = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    duties = [(duty.role in roles, duty.region_id or "") for duty in account.duties.filter(open_ended)]
    places = duties + [(True, led.village) for led in account.led_groups.values()]
    inside = (allowed and any(mine.covers(code) for mine in by.duties_now) for allowed, code in places)
    return account.pk != by.pk and all(inside)


def check_grant(role: str, region, *, by: User) -> None:
    """Raises ValidationError unless `by` may give `role` in `region`."""
    if role not in grantable_roles(by):
        raise ValidationError({"role": _("You may not give this role.")})
    if region is not None and not any(duty.covers(region.pk) for duty in by.duties_now):
        raise ValidationError({"region": _("Choose a place inside your area.")})


@transaction.atomic
def create_account(*, username: str, full_name: str, phone: str, by: User) -> tuple[User, str]:
    """A new account with a temporary password (returned, shown once) that must be changed at the first sign-in.

    Raises ValidationError when the user name is taken or malformed.
    """
    user = User(username=username.strip().casefold(), full_name=full_name, phone=phone)
    password = _give_password(user)
    user.full_clean()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # somebody else took the name between our look and our save
        raise ValidationError({"username": TAKEN}) from None
    _log_password(user, by)
    return user, password


@transaction.atomic
def give_duty(user: User, *, role: str, region, starts_on: date, ends_on: date | None, by: User) -> Duty:
    """A duty from `starts_on` until `ends_on` (inclusive; None: open). Raises ValidationError as check_grant."""
    check_grant(role, region, by=by)
    duty = Duty(user=user, role=role, region=region, starts_on=starts_on, ends_on=ends_on)
    duty.full_clean()
    duty.save()
    return duty


@transaction.atomic
def end_duty(duty: Duty, *, on: date, by: User) -> None:
    """The duty ends with the day `on`. Raises ValidationError for one's own duty or one that `by` may not give."""
    lock(duty)
    if duty.ends_on and duty.ends_on < timezone.localdate():
        raise ValidationError(_("This duty has ended already."))
    if duty.user_id == by.pk:
        raise ValidationError(_("Nobody ends his own duty."))
    check_grant(duty.role, duty.region, by=by)
    duty.ends_on = max(on, duty.starts_on)
    duty.full_clean()
    duty.save()


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """A new temporary password (returned, shown once); all sessions of the account end, as their hash changes."""
    password = _give_password(user)
    user.save()
    _log_password(user, by)
    return password


def _give_password(user: User) -> str:
    password = new_password()
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    return password


def _log_password(user: User, by: User) -> None:
    AccessLog.objects.create(user=by, kind=AccessLog.Kind.PASSWORD_GIVEN, subject=f"user {user.pk}")
