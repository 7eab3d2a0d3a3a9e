"""Where the rows behind a number are."""

from datetime import date

from django.urls import reverse
from django.utils.http import urlencode


def to(route: str, **parameters) -> str:
    """The address of a list with its filters; empty parameters stay out."""
    kept = {name: value for name, value in parameters.items() if value not in ("", None)}
    return f"{reverse(route)}?{urlencode(kept)}"


def classifications(area: str, on: date, status: str, category: int | None = None) -> str:
    return to("beneficiaries:list", category=category, area=area, on=on.isoformat(), status=status)


def groups(area: str, on: date, type_id: int | None = None) -> str:
    return to("groups:list", type=type_id, area=area, on=on.isoformat())


def members(on: date, *, group: int | None = None, area: str = "", **narrower) -> str:
    return to("members:list", group=group, area="" if group else area, on=on.isoformat(), **narrower)


def tallies(tally: int, area: str, *, all_labels: bool = False) -> str:
    """The counts of the same source, year and subject as `tally` in an area: of its label, or of all."""
    return to("reports:tally", id=tally, area=area, all="1" if all_labels else "")
