"""Who was touched: for the notice of a failure of protection within 3 × 24 hours (UU 27/2022, article 46).

Read from the access log and the history. Numbers of people and kinds of data, never a value: the list may be passed on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain
from typing import NamedTuple

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.accounts.models import AccessLog, User
from wksbm.accounts.protected import HIDDEN, OPEN, PROTECTED
from wksbm.accounts.sealing import chunks
from wksbm.people.holdings import history_of, person_paths
from wksbm.people.models import Person
from wksbm.regions.codes import lies_under

Kind = AccessLog.Kind
TOUCHING = (
    Kind.VIEW, Kind.REVEAL, Kind.LOOK_UP, Kind.MATCH, Kind.OPENED, Kind.EXPORT, Kind.MATCHED_LIST, Kind.PRINTED,
    Kind.REPORT, Kind.ERASED,
)  # fmt: skip
ONE_BY_ONE = {"nik", "phone", "identity_scan"}  # shown one by one, so a mere look has not seen them
CATEGORIES = {
    "nik": gettext_lazy("NIK or KK number"),
    "name": gettext_lazy("name"),
    "birth_date": gettext_lazy("birth"),
    "address": gettext_lazy("address"),
    "phone": gettext_lazy("phone"),
    "identity_scan": gettext_lazy("scan of KTP or KK"),
    "category": gettext_lazy("kind of PMKS"),
    "category_1": gettext_lazy("social problem or status (desil, PKH)"),
    "category_3": gettext_lazy("confidential case"),
    "private_note": gettext_lazy("private note"),
}
CHUNK = 2000


class Touch(NamedTuple):
    """One act of one account on one person; `person` is None where no single person is known (a list, a case).

    `record` is the label of a model, `rows` counts the rows of a file, `kinds` are keys of CATEGORIES.
    """

    at: datetime
    account: str
    act: str
    record: str
    number: int | None
    person: int | None
    village: str
    kinds: tuple[str, ...]
    rows: int


def touches(since: datetime, until: datetime, *, user: User | None = None, region: str = "") -> Iterator[Touch]:
    """What happened from `since` until before `until`, log first; only by `user`, only to people of `region` (code)."""
    villages = dict(Person._base_manager.values_list("pk", "village"))
    found = chain(_looks(since, until, user, villages), _writes(since, until, user, villages))
    return (one for one in found if lies_under(one.village, region)) if region else found


def _looks(since: datetime, until: datetime, user: User | None, villages: dict[int, str]) -> Iterator[Touch]:
    log = AccessLog.objects.filter(at__gte=since, at__lt=until, kind__in=TOUCHING).order_by("at", "pk")
    log = log.filter(user=user) if user else log
    columns = ("at", "user__username", "kind", "target", "number", "field", "region", "facts")
    words = {kind.value: str(kind.label) for kind in Kind}
    for some in chunks(log.values_list(*columns).iterator(chunk_size=CHUNK), CHUNK):
        people = _people_of((target, number) for _at, _who, _kind, target, number, *_rest in some)
        for at, who, kind, target, number, field, code, facts in some:
            person = people.get((target, number))
            yield Touch(
                at=at,
                account=who,
                act=words[kind],
                record=target,
                number=number,
                person=person,
                village=villages.get(person) or code or "",
                kinds=_kinds_seen(kind, target, field, facts),
                rows=facts.get("rows") or 0,
            )


def _people_of(rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """The person behind each row that leads to one."""
    wanted = defaultdict(set)
    for target, number in rows:
        if number is not None:
            wanted[target].add(number)
    found = {}
    for model, path in person_paths():
        label = model._meta.label
        for some in chunks(wanted[label]):
            rows_found = model._base_manager.filter(pk__in=some).values_list("pk", path)
            found |= {(label, pk): person for pk, person in rows_found if person}
    return found


def _kinds_seen(kind: str, target: str, field: str, facts: dict) -> tuple[str, ...]:
    if kind in (Kind.REVEAL, Kind.MATCH, Kind.LOOK_UP):
        return ({"phone": "phone", "form_scan": "identity_scan"}.get(field, "nik"),)
    if kind == Kind.OPENED:
        return ("category_3",)
    held = kinds_of(target)
    if kind in (Kind.REPORT, Kind.ERASED):
        return tuple(CATEGORIES)
    if kind == Kind.PRINTED or facts.get("nik") == "full":
        return ("nik", *(one for one in held if one not in ONE_BY_ONE))
    return tuple(one for one in held if one not in ONE_BY_ONE)


@cache
def kinds_of(label: str) -> tuple[str, ...]:
    """The kinds of personal data in a model's rows, by the map of protected fields."""
    rows = set(PROTECTED.get(label, {}).values()) - {OPEN, HIDDEN}
    return tuple(one for one in CATEGORIES if one in rows)


def _writes(since: datetime, until: datetime, user: User | None, villages: dict[int, str]) -> Iterator[Touch]:
    """Rows that were entered or changed in the time: whoever wrote them has had them before him."""
    for model, path in person_paths():
        history = history_of(model).objects.filter(history_date__gte=since, history_date__lt=until)
        history = history.filter(history_user=user) if user else history
        yield from _writes_of(model, "id" if model is Person else path, history, villages)


def _writes_of(model, path: str, history: QuerySet, villages: dict[int, str]) -> Iterator[Touch]:
    acts = {"+": _("entered"), "~": _("changed"), "-": _("deleted")}
    kinds = kinds_of(model._meta.label)
    columns = ("history_date", "history_user__username", "history_type", "id", path)
    for at, who, act, number, person in history.order_by("history_date").values_list(*columns).iterator():
        if person is not None:
            village = villages.get(person, "")
            yield Touch(at, who or "", acts[act], model._meta.label, number, person, village, kinds, 0)


class Summary:
    """Counts while the touches go by; `lines` are for the notice."""

    def __init__(self) -> None:
        self.count = self.lists = self.rows = 0
        self.people: set[int] = set()
        self.accounts: set[str] = set()
        self.kinds: dict[str, set] = defaultdict(set)

    def add(self, one: Touch) -> None:
        self.count += 1
        self.accounts.add(one.account)
        if one.rows:
            self.lists, self.rows = self.lists + 1, self.rows + one.rows
        if one.person is not None:
            self.people.add(one.person)
            for kind in one.kinds:
                self.kinds[kind].add(one.person)

    def lines(self) -> Iterator[str]:
        values = {"count": self.count, "accounts": len(self.accounts), "people": len(self.people)}
        yield _("%(count)s acts by %(accounts)s accounts, %(people)s people known by number.") % values
        for kind, words in CATEGORIES.items():
            if self.kinds[kind]:
                yield _("%(kind)s: %(people)s people") % {"kind": words, "people": len(self.kinds[kind])}
        if self.lists:
            values = {"files": self.lists, "rows": self.rows}
            yield (
                _("%(files)s files with %(rows)s rows went out: who stands in them is not logged, the filter is.")
                % values
            )
        yield _("UU 27/2022, article 46: written notice to the people and the agency within 3 × 24 hours.")


class Sheet:
    """Touches as rows of text. What repeats is put into words once: there may be a hundred thousand."""

    columns = (
        gettext_lazy("Time"),
        gettext_lazy("Account"),
        gettext_lazy("Act"),
        gettext_lazy("Record"),
        gettext_lazy("Person"),
        gettext_lazy("Village"),
        gettext_lazy("Kinds of data"),
        gettext_lazy("Rows"),
    )

    def __init__(self) -> None:
        self.zone = timezone.get_current_timezone()
        self.records: dict[str, str] = {}
        self.kinds: dict[tuple, str] = {}

    def row(self, one: Touch) -> list[str]:
        at = one.at.astimezone(self.zone)
        if one.record not in self.records:
            self.records[one.record] = record_name(one.record)
        if one.kinds not in self.kinds:
            self.kinds[one.kinds] = "; ".join(str(CATEGORIES[kind]) for kind in one.kinds)
        record = self.records[one.record] + ("" if one.number is None else f" #{one.number}")
        person = "" if one.person is None else str(one.person)
        when = at.isoformat(sep=" ", timespec="seconds")
        return [when, one.account, one.act, record, person, one.village, self.kinds[one.kinds], str(one.rows or "")]


def record_name(label: str) -> str:
    """Person, Membership …; what is no model of ours (a recap) by its own name."""
    return str(apps.get_model(label)._meta.verbose_name).capitalize() if "." in label else label
