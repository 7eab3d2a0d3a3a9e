"""The system as an actor: an account nobody signs in with, and the code lists that it keeps in step with files."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import models, transaction

from wksbm.accounts.models import User
from wksbm.actor import acting_as

SYSTEM = "sistem"
DEMO_PASSWORD = "rukun-wksbm-demo"  # noqa: S105 it stands in the README; outside demo mode it opens nothing


def is_shut_demo_password(password: str) -> bool:
    """Whether this is the published password of the demo while we are not in demo mode: then it opens no account."""
    return not settings.DEMO and password == DEMO_PASSWORD


def system_user() -> User:
    """The account to which loads by the system belong; made when it is not there, disabled and without a password."""
    user = User.objects.filter(username=SYSTEM).first()
    if user is None:
        user = User(username=SYSTEM, full_name="Sistem", is_active=False)
        user.set_unusable_password()
        # History is written after the row: by then the very first account has its number and is its own author.
        with acting_as(user):
            user.save()
    return user


class Counts(NamedTuple):
    """What happened to a code list: rows of the file = new + changed + same; `retired` stood in it no longer."""

    new: int
    changed: int
    retired: int
    same: int


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8, by the names of its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def keep_in_step(model: type[models.Model], rows: Iterable[dict]) -> Counts:
    """Brings the code list `model` in step with `rows` (field values, among them the stable `code`); deletes nothing.

    Creates, updates what differs, retires what stands in `rows` no longer. What an office did itself stays: a code
    that it added, a code that it retired. Each change is saved by itself as the system and leaves its history.
    Raises ValidationError when a row does not fit the model.
    """
    system = system_user()
    with acting_as(system):
        known = {row.code: row for row in model.objects.all()}
        wanted = [_typed(model, row) for row in rows]
        outcomes = [_write(known.get(values["code"], model()), values, system) for values in wanted]
        retired = _retire(model, set(known) - {values["code"] for values in wanted}, system)
    return Counts(outcomes.count("new"), outcomes.count("changed"), retired, outcomes.count("same"))


def _typed(model: type[models.Model], row: dict) -> dict:
    """The values as the model's fields would store them, so that comparing them tells the truth."""
    return {name: model._meta.get_field(name).to_python(value) for name, value in row.items()}


def _write(row: models.Model, values: dict, system: User) -> str:
    new = row._state.adding
    if getattr(row, "retired", False) and _who_retired(row) == system.pk:
        values = values | {"retired": False}
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not new and not differing:
        return "same"
    for name, value in differing.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return "new" if new else "changed"


def _who_retired(row: models.Model) -> int | None:
    """The number of the account with which the row's present retirement began."""
    by = None
    for then in row.history.all():  # newest first
        if not then.retired:
            break
        by = then.history_user_id
    return by


def _retire(model: type[models.Model], codes: set[str], system: User) -> int:
    if not codes or not hasattr(model, "retired"):
        return 0
    loaded = model.history.filter(history_type="+", history_user=system, code__in=codes).values("code")
    vanished = list(model.objects.filter(code__in=loaded, retired=False))
    for row in vanished:
        row.retired = True
        row.save()
    return len(vanished)
