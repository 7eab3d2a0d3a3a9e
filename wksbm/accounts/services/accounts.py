"""Verbs over accounts: making one, its name, its temporary password, its sessions, switching it off."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, Role, User
from wksbm.accounts.services.grants import COMPANION, LEADER, may_keep
from wksbm.regions.codes import Level
from wksbm.regions.models import WRITTEN_BEFORE, Region

TAKEN = gettext_lazy("This user name is taken. Add a number or the name of the place.")
SYLLABLES = (
    "ba be bi bo bu da de di do du ga gi gu ha hi ja ji ju ka ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru"
)
FIRST_WORDS = {
    Role.VILLAGE: "desa",
    Role.TKSK: "tksk",
    Role.DINAS: "dinas",
    Role.ADMIN: "admin",
    LEADER: "ketua",
    COMPANION: "pendamping",
}
FIRST_WORDS_OF_VIEWERS = {
    Level.PROVINCE: "provinsi",
    Level.REGENCY: "kabupaten",
    Level.DISTRICT: "camat",
    Level.VILLAGE: "lurah",
}
SHORTEST_WORD, LONGEST_NAME, TRIES = 3, 50, 3


def new_password() -> str:
    """A temporary password that can be read out on the phone: three words of syllables and four digits (60 bits)."""
    syllables = SYLLABLES.split()
    words = ["".join(secrets.choice(syllables) for _syllable in range(3)) for _word in range(3)]
    return "-".join([*words, f"{secrets.randbelow(10**4):04d}"])


def name_from(role: str, region: Region | None, full_name: str = "") -> tuple[str, str]:
    """What a user name is proposed from: the role (of a viewer his level) and the place, or the name without one."""
    if region is None:
        return FIRST_WORDS[role], full_name
    return FIRST_WORDS.get(role) or FIRST_WORDS_OF_VIEWERS[region.level], WRITTEN_BEFORE.sub("", region.name, count=1)


def propose_username(first: str, name: str) -> str:
    """A free user name: `first` and the beginning of a name (desa.biru), with a number when that is taken."""
    parts = slugify(name).split("-")
    short = next((word for word in parts if len(word) >= SHORTEST_WORD), "".join(parts))
    base = f"{first}.{short}"[:LONGEST_NAME].rstrip(".")
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number = 2
    while (proposed := base if base not in taken else f"{base}{number}") in taken:
        number += 1
    return proposed


@transaction.atomic
def create_account(
    *, full_name: str, phone: str, by: User, username: str = "", named_after: tuple[str, str] = ("", ""),
    with_password: bool = True,
) -> tuple[User, str]:  # fmt: skip
    """A new account with a temporary password (returned, shown once) that must be changed at the first sign-in.

    Not `with_password`: nobody signs in until one is given (reset_password), and "" is returned.
    Without `username` one is proposed from `named_after` (as propose_username); somebody else who takes it meanwhile
    gets it, and we the next. Raises ValidationError when a `username` is taken or malformed.
    """
    for _try in range(1 if username else TRIES):
        name = username.strip().casefold() or propose_username(*named_after)
        user = User(username=name, full_name=full_name, phone=phone)
        password = _give_password(user) if with_password else _no_password(user)
        user.full_clean(validate_unique=False)
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:  # somebody has the name, perhaps since our look
            continue
        if password:
            _log_password(user, by)
        return user, password
    raise ValidationError({"username": TAKEN})


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """A new temporary password (returned, shown once); all sessions of the account end, as their hash changes."""
    password = _give_password(user)
    user.save()
    _log_password(user, by)
    return password


@transaction.atomic
def switch(user: User, *, on: bool, by: User, reason: str) -> None:
    """The account may sign in again (`on`) or is out at its next click. Raises ValidationError as may_keep."""
    if not may_keep(user, by):
        raise ValidationError(_("You do not keep this account."))
    user.is_active = on
    user._change_reason = reason
    user.save()


def _give_password(user: User) -> str:
    password = new_password()
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    return password


def _no_password(user: User) -> str:
    user.set_unusable_password()
    return ""


def _log_password(user: User, by: User) -> None:
    note(by, AccessLog.Kind.PASSWORD_GIVEN, user)
