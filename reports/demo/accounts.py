"""The demo accounts and their duties (README, "Demo"). An account that is there stays as it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from reports.demo.entering import Row, acting, rows
from wksbm.accounts.models import Duty, Role, User
from wksbm.accounts.services import give_duty
from wksbm.accounts.system import DEMO_PASSWORD, system_user
from wksbm.actor import acting_as
from wksbm.regions.models import Region

CLEARED_DAYS = 365


def described() -> Iterator[tuple[str, str]]:
    """Each account of accounts.csv with what it may be used for, in words."""
    for row in rows("accounts"):
        place = str(Region.objects.get(pk=row["region"])) if row["region"] else ""
        role = str(Role(row["role"]).label) if row["role"] else _("group leader")
        remarks = [
            _("ended") if row["ends_on"] else "",
            _("switched off") if row["disabled"] else "",
            _("cleared for sealed data") if row["cleared"] else "",
        ]
        yield row["username"], " · ".join(filter(None, [role, place, row["leads"], *remarks]))


@transaction.atomic
def load() -> bool:
    """Makes the accounts of accounts.csv that are not there: the administrator as the system, the others as him."""
    there = set(User.objects.values_list("username", flat=True))
    missing = [row for row in rows("accounts") if row["username"] not in there]
    for row in missing:
        if row["role"] == Role.ADMIN:
            _enter_administrator(row)
        else:
            with acting("admin") as admin:
                _enter(row, admin)
    return bool(missing)


def _enter_administrator(row: Row) -> None:
    with acting_as(system_user()):
        admin = _enter_account(row)
        duty = Duty(user=admin, role=Role.ADMIN, starts_on=date.fromisoformat(row["starts_on"]))
        duty.full_clean()
        duty.save()


def _enter(row: Row, admin: User) -> None:
    user = _enter_account(row)
    if row["role"]:
        duty = give_duty(
            user,
            role=row["role"],
            region=Region.objects.get(pk=row["region"]),
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            by=admin,
        )
        if row["cleared"]:
            duty.cleared_until = date.today() + timedelta(days=CLEARED_DAYS)
            duty.save()


def _enter_account(row: Row) -> User:
    facts = {"username": row["username"], "full_name": row["full_name"], "is_active": not row["disabled"]}
    user = User(password=_password(), **facts)
    user.full_clean()
    user.save()
    return user


@cache
def _password() -> str:
    """Hashed once for all: nineteen times would take longer than everything else, and it is no secret."""
    return make_password(DEMO_PASSWORD)
