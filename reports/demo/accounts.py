"""The demo accounts and their duties (README, "Demo"). An account that is there stays as it is."""

from datetime import date

from django.db import transaction

from reports.demo.entering import Row, acting, rows
from wksbm.accounts.models import Duty, Role, User
from wksbm.accounts.services import give_duty
from wksbm.accounts.system import DEMO_PASSWORD, system_user
from wksbm.actor import acting_as
from wksbm.regions.models import Region


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
            duty.confidential = True
            duty.save()


def _enter_account(row: Row) -> User:
    user = User(username=row["username"], full_name=row["full_name"], is_active=not row["disabled"])
    user.set_password(DEMO_PASSWORD)
    user.full_clean()
    user.save()
    return user
