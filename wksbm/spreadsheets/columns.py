"""What the columns of several sheets share: codes by their words, days as well as they are known, who takes NIKs."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from import_export.widgets import Widget

from wksbm.accounts import access
from wksbm.dates import PartialDate, Precision


def may_take_full_nik(user, person=None) -> bool:
    """Whether a role of the user (over this person, if one is named) lets full NIKs into a sheet: the Dinas alone."""
    return takes_full_nik(user.roles_over(person))


def takes_full_nik(roles: Iterable[str]) -> bool:
    return any(
        access.letter(role, "person", "export") == "A" and access.field_level({role}, "nik") == "reveal"
        for role in roles
    )


def as_known(day: date | None, precision: str) -> date | str | None:
    """A day that is exactly known as a date, else as it is typed: 2008, ± 1990."""
    if day is None or precision == Precision.DAY:
        return day
    return PartialDate(day, precision).typed()


class ChoiceWidget(Widget):
    """A code by its word."""

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.choices = choices

    @cached_property
    def words(self) -> dict[str, str]:
        """Translated once a sheet; Django's get_…_display would do it for every cell."""
        return {code: str(word) for code, word in self.choices}

    def render(self, value, obj=None, **kwargs) -> str:
        return self.words.get(value, value or "")
