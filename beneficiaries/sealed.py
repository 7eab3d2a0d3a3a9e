"""Sealed cases: what stands inside the seal, and the verbs over it.

Content and notes are JSON, encrypted as a whole. Reasons stand there, too: the history would keep them in the clear.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import SealedCase
from wksbm import keyring
from wksbm.accounts.models import CLEARABLE, Duty, User
from wksbm.people.models import Person
from wksbm.records import lock
from wksbm.regions.codes import lies_under
from wksbm.regions.models import Region

Status = SealedCase.Status
INDEX = "sealed_case.nik"
SIGNS = "234679ACDEFGHJKMNPQRTUVWXYZ"  # none that is taken for another when it is read out


class Urgency(models.TextChoices):
    NOW = "now", gettext_lazy("in danger now")
    WEEK = "week", gettext_lazy("within a week")
    LATER = "later", gettext_lazy("can wait longer")


@dataclass(frozen=True)
class Content:
    """What a referral says. `kinds` are codes of sensitivity 3, none when they are not known; `person` is a number in
    the registry; `confirmed_on` is a day as text (2026-05-01), empty while nobody confirmed it."""

    name: str = ""
    nik: str = ""
    sex: str = ""
    age: str = ""
    kinds: tuple[str, ...] = ()
    seen: str = ""
    reach: str = ""
    avoid: str = ""
    urgency: str = ""
    person: int | None = None
    confirmed_on: str = ""

    @classmethod
    def of(cls, case: SealedCase) -> "Content":
        """Opens the seal. What an erasure has blanked is empty."""
        known = {field.name for field in fields(cls)}
        inside = {name: value for name, value in _read(case.content, plain="seen").items() if name in known}
        return cls(**inside | {"kinds": tuple(inside.get("kinds", ()))})

    def sealed_in(self, case: SealedCase) -> None:
        case.content = json.dumps(asdict(self))
        case.person_index = keyring.blind_index(self.nik, INDEX) if self.nik else ""


def _read(text: str, *, plain: str) -> dict:
    """The JSON inside a seal; text that was sealed as it is stands under the name `plain`."""
    try:
        inside = json.loads(text or "{}")
    except ValueError:
        return {plain: text}
    return inside if isinstance(inside, dict) else {plain: text}


class Entry(NamedTuple):
    """One line of what was done about a case: a note, or a decision with its reason."""

    what: str
    at: str
    by: int
    name: str
    text: str

    @property
    def day(self) -> date:
        return timezone.localtime(datetime.fromisoformat(self.at)).date()

    @property
    def word(self) -> str:
        """What was decided; "" of a plain note."""
        return str(DECISIONS.get(self.what, ""))


NOTE, CONFIRMED, CLOSED, STRUCK = "note", "confirmed", "closed", "struck"
DECISIONS = {
    CONFIRMED: gettext_lazy("confirmed"),
    CLOSED: gettext_lazy("closed"),
    STRUCK: gettext_lazy("struck"),
}


def entries(case: SealedCase) -> list[Entry]:
    """Oldest first."""
    inside = _read(case.notes, plain="text")
    if "text" in inside:
        return [Entry(NOTE, f"{case.received_on}T00:00:00+00:00", 0, "", inside["text"])]
    return [Entry(**entry) for entry in inside.get("entries", [])]


def _enter(case: SealedCase, what: str, text: str, by: User) -> None:
    line = Entry(what, timezone.now().isoformat(timespec="seconds"), by.pk, str(by), text)
    case.notes = json.dumps({"entries": [entry._asdict() for entry in (*entries(case), line)]})


def readers(areas: Iterable[str]) -> list[Duty]:
    """The duties cleared today that reach one of these areas: who will be able to read a referral from there."""
    today, areas = timezone.localdate(), list(areas)
    cleared = Duty.objects.alive(today).filter(cleared_until__gte=today, role__in=CLEARABLE, user__is_active=True)
    return [
        duty
        for duty in cleared.select_related("user", "region").order_by("role", "region", "user__full_name")
        if any(duty.covers(code) or lies_under(duty.region_id, code) for code in areas)
    ]


def sending_areas(user: User) -> list[str]:
    """Where `user` may send referrals from: the areas of his duties, and the villages of the groups that he leads."""
    led = {one.village for one in user.led_groups.values()}
    return [*(duty.region_id or "" for duty in user.duties_opening("sealed", "create")), *sorted(led)]


def new_receipt() -> str:
    """RK-7F3K-22: short enough to read out, and no number that is counted on."""
    letters = "".join(secrets.choice(SIGNS) for _sign in range(4))
    return f"RK-{letters}-{secrets.randbelow(90) + 10}"


@transaction.atomic
def refer(content: Content, *, village: Region, by: User, on: date) -> SealedCase:
    """A new case that waits, received on the day `on`. `by` need not see it: he keeps its receipt."""
    receipt = new_receipt()
    while SealedCase.objects.filter(receipt=receipt).exists():
        receipt = new_receipt()
    case = SealedCase(receipt=receipt, village=village, received_on=on, sent_by=by)
    content.sealed_in(case)
    case.full_clean()
    case.save()
    return case


def of_person(person: Person) -> Content:
    """What a referral takes over from the registry about the person it was opened for."""
    return Content(
        name=person.full_name, nik=person.nik, sex=person.sex, age=person.birth_words, person=person.pk
    )  # fmt: skip


def about(person: Person) -> list[SealedCase]:
    """The cases about a person of the registry: by his NIK, and of those without one by opening them."""
    by_nik = Q(person_index__in=keyring.blind_indexes(person.nik, INDEX)) if person.nik else Q(pk__in=[])
    cases = SealedCase.objects.filter(by_nik | Q(person_index="")).order_by("pk")
    return [case for case in cases if case.person_index or Content.of(case).person == person.pk]


@transaction.atomic
def add_note(case: SealedCase, *, text: str, by: User) -> None:
    """One more note; none is ever changed, so two at once lose nothing."""
    lock(case)
    _enter(case, NOTE, text, by)
    case.save()


def check_open(case: SealedCase, *statuses: str) -> None:
    """Raises ValidationError unless the case is (by now: its row is locked) in one of these states."""
    lock(case)
    if case.status not in statuses:
        raise ValidationError(_("This has been decided already."))


def check_not_sender(case: SealedCase, by: User) -> None:
    if case.sent_by_id == by.pk:
        raise ValidationError(_("Nobody decides about what he sent himself."))


@transaction.atomic
def confirm(case: SealedCase, *, kinds: Iterable[str], text: str, by: User, on: date) -> None:
    """waiting → confirmed, with the kinds found (none: not known); from the day `on` it counts with them, for good.

    Raises ValidationError for who sent it, and when it is decided already.
    """
    check_open(case, Status.WAITING)
    check_not_sender(case, by)
    replace(Content.of(case), kinds=tuple(kinds), confirmed_on=on.isoformat()).sealed_in(case)
    _decide(case, Status.CONFIRMED, CONFIRMED, text, by, on)


@transaction.atomic
def close(case: SealedCase, *, text: str, by: User, on: date) -> None:
    """confirmed → closed: what could be done is done. Raises ValidationError in any other state."""
    check_open(case, Status.CONFIRMED)
    _decide(case, Status.CLOSED, CLOSED, text, by, on)


@transaction.atomic
def strike(case: SealedCase, *, text: str, by: User, on: date) -> None:
    """waiting or confirmed → closed, because it should not be there. Raises ValidationError as `confirm`."""
    check_open(case, Status.WAITING, Status.CONFIRMED)
    check_not_sender(case, by)
    _decide(case, Status.CLOSED, STRUCK, text, by, on)


def _decide(case: SealedCase, status: str, what: str, text: str, by: User, on: date) -> None:
    case.status, case.decided_on = status, on
    _enter(case, what, text, by)
    case.save()


def standing(cases, on: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(village, kinds) of the cases that were confirmed and not yet closed on the day: opened in memory, not kept.

    Later decisions carry later days and the kinds stay as they were confirmed, so a past day never counts otherwise.
    """
    over = Q(status=Status.CLOSED, decided_on__lte=on)
    for case in cases.filter(received_on__lte=on).exclude(over | Q(status=Status.WAITING)):
        content = Content.of(case)
        if content.confirmed_on and content.confirmed_on <= on.isoformat():
            yield case.village_id, content.kinds
