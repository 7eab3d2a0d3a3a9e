"""Whose numbers a user may know, and where the rows behind them open to him.

A recap counts what the row `recap` of the access table covers: for a village, a TKSK or the Dinas the same rows as in
their lists; for viewers and the administrator, whose lists are closed, the numbers alone.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Model, QuerySet

from beneficiaries.models import SEALED, PmksCategory
from wksbm.accounts.scope import visible
from wksbm.regions.models import Region

COUNTS_OPEN = 1  # up to this sensitivity the number (not the name) is open to everybody who sees recaps of the area


class Place(NamedTuple):
    """A region as the access tables ask for it."""

    area_code: str
    pk: None = None  # no row: nobody's group is asked for it


def counted(model: type[Model], user) -> QuerySet:
    """The rows of `model` in the area (or groups) whose recaps `user` sees; nothing without a duty alive today."""
    rows = model.objects.all()
    return rows.filter(visible(user, model, "recap", rows.area_path))


def kinds_counted(user, code: str) -> QuerySet[PmksCategory]:
    """The kinds whose numbers `user` may know in the region `code`. Sealed ones are never among them."""
    levels = [level for level in range(SEALED) if level <= COUNTS_OPEN or shows_names(user, level, code)]
    return PmksCategory.objects.filter(sensitivity__in=levels)


def shows_names(user, sensitivity: int, code: str) -> bool:
    """Whether the rows of a kind of this sensitivity open to `user` in the region `code`."""
    return may_list(user, "beneficiary", code) and user.field_level(f"category_{sensitivity}", Place(code)) == "full"


def may_list(user, record: str, code: str) -> bool:
    return user.may("list", record, Place(code))


def day_of(region: Region, year: int) -> date:
    """The day on which a recap of the year stands: 31 December, in the present year the region's own today."""
    today = region.today()
    return today if year == today.year else date(year, 12, 31)
