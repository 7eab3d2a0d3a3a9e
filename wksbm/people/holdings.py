"""What the registry holds about one person: told by each floor for its own rows, read by erasure, report and breach.

The floors above register here (their privacy.py): rows about a person, texts in which a person may be named, reasons
against an erasure, sections of the report. A new floor is covered by what it registers, and a test names its fields
that nobody has registered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy

from wksbm.accounts.models import AccessLog, Erasure
from wksbm.accounts.story.registry import calls
from wksbm.people.identity import Identity
from wksbm.people.models import DifferentPeople, ExternalStatus, Household, Person


@dataclass(frozen=True)
class Holding:
    """Rows of one model that are about a person, and what an erasure leaves in them and in all their history.

    `path` is the key that leads from a row to the person; `rows` finds more of them, as a Q, by the person's identity;
    `then` those of which the history alone is left.
    `blank` gives each field that goes the value that stays, `blank_then` those that go from the history alone. `close`
    ends an open row with a day, unsaved. A `secret` holding is never counted on a screen, in a log or in an erasure:
    who may not see its rows must not hear of them.
    """

    model: type[Model]
    path: str = ""
    blank: dict[str, object] = field(default_factory=dict)
    blank_then: dict[str, object] = field(default_factory=dict)
    rows: Callable[[Identity], Q] | None = None
    then: Callable[[Identity], Q] | None = None
    close: Callable[[Model, date], None] | None = None
    is_open: Q | None = None
    secret: bool = False

    def of(self, who: Identity) -> QuerySet:
        """The rows about this person, whoever may see them."""
        query = Q(**{self.path: who.pk}) if self.path else Q(pk__in=[])
        if self.rows is not None:
            query |= self.rows(who)
        return self.model._base_manager.filter(query)

    def history_of(self, who: Identity, rows: list[int]) -> QuerySet:
        """All that was ever written about these rows, and rows that are gone but once led to the person."""
        query = Q(id__in=rows)
        if self.path:
            query |= Q(**{f"{self.path}__in": who.numbers})
        if self.then is not None:
            query |= self.then(who)
        return history_of(self.model)._base_manager.filter(query)


@dataclass(frozen=True)
class Texts:
    """Free texts of a model in which a person may be named by the way. `area` is the key to the village or region.

    A NIK or phone number is cut out wherever it stands, a name only in the places where the person lived or was a
    member. `sealed` texts are opened to look; `added_only` rows (logs) have no history and are changed by permit.
    """

    model: type[Model]
    area: str
    fields: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    added_only: bool = False


HOLDINGS: list[Holding] = []
TEXTS: list[Texts] = []
OBJECTIONS: list[Callable[[Person], str]] = []
PLACES: list[Callable[[int], set[str]]] = []
FILES: list[Callable[[Identity], int]] = []


def holds(model: type[Model], path: str = "", **kwargs) -> None:
    HOLDINGS.append(Holding(model, path, **kwargs))


def may_name(model: type[Model], area: str, *fields: str, **kwargs) -> None:
    TEXTS.append(Texts(model, area, fields, **kwargs))


def objects_to_erasing(function: Callable[[Person], str]) -> Callable:
    """Decorator for upper floors: why this person cannot be erased yet (open money, a loan); "" when it can."""
    OBJECTIONS.append(function)
    return function


def knows_places(function: Callable[[int], set[str]]) -> Callable:
    """Decorator for upper floors: codes of villages, beyond the person's own, in whose texts the name may stand."""
    PLACES.append(function)
    return function


def keeps_files(function: Callable[[Identity], int]) -> Callable:
    """Decorator for upper floors: deletes files and staged sheets about the person, returns how many.

    It runs inside the transaction of the erasure, so a file itself goes in `transaction.on_commit`.
    """
    FILES.append(function)
    return function


def objections(person: Person) -> list[str]:
    return [str(reason) for ask in OBJECTIONS if (reason := ask(person))]


def history_of(model: type[Model]) -> type[Model]:
    """The model of the history rows."""
    return model.history.model


def person_paths() -> Iterator[tuple[type[Model], str]]:
    """Every model whose rows lead to one person, and the key that leads there; a person's own rows by their number."""
    yield Person, "pk"
    for holding in HOLDINGS:
        if holding.path:
            yield holding.model, holding.path


def homes_alone(who: Identity) -> Q:
    return Q(pk__in=who.homes)


calls("people.Household.village", gettext_lazy("desa or kelurahan"))
may_name(Person, "village")  # the guardian of a child stays: that is the child's record
may_name(Household, "village")
may_name(DifferentPeople, "first__village", "reason")
may_name(ExternalStatus, "person__village", "value", "source", "edition")
may_name(AccessLog, "region", "reason", added_only=True)
may_name(Erasure, "", "reason", added_only=True)
holds(Household, "head", blank={"head": None})
holds(DifferentPeople, "first", blank={"reason": ""})
holds(DifferentPeople, "second", blank={"reason": ""})
holds(ExternalStatus, "person", blank={"value": "", "source": ""})
holds(
    Household,
    rows=homes_alone,
    then=lambda who: Q(id__in=who.homes),
    blank={"kk_number": "", "kk_index": "", "head": None, "rt": "", "rw": "", "address": "", "housing": ""},
)
