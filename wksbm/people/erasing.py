"""Taking a person out of the register: rows, histories, texts, files. What stays counts, and says nobody.

UU 27/2022, articles 8 and 43 to 45. The rows stay so that rosters and recaps of the past still add up; the salts of
every seal over what was blanked are destroyed, so that the chain holds and tells nothing.
"""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wksbm.accounts.append_only import erasing
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, Erasure, Submission, User
from wksbm.accounts.sealing import chunks, unsalt
from wksbm.dates import Precision
from wksbm.name_index import forget_erased
from wksbm.people.cutting import REASON, Cut, cuts
from wksbm.people.holdings import FILES, HOLDINGS, PLACES, Holding, history_of, objections
from wksbm.people.identity import ERASED, Identity, identity_of
from wksbm.people.models import Person
from wksbm.records import lock


class Part(NamedTuple):
    """The rows of one holding, the rows of its history, and how many of the rows are still open."""

    holding: Holding
    rows: list[int]
    history: list[int]
    open: int


class Line(NamedTuple):
    """Records of one kind for the screen; `open` ones end with the erasure."""

    name: str
    rows: int
    history: int
    open: int


class Plan(NamedTuple):
    """What an erasure would touch. `texts` are rows that only name the person by the way."""

    who: Identity
    history: int
    parts: list[Part]
    texts: list[Cut]

    @property
    def goes(self) -> list[Line]:
        """The records that are blanked, by name. Sealed cases are never among them, be there any or not."""
        return self._lines(True)

    @property
    def stays(self) -> list[Line]:
        """The records that go on counting as they are."""
        return self._lines(False)

    def _lines(self, blanked: bool) -> list[Line]:
        found: dict[type[Model], tuple[set, set, int]] = {}
        for part in self.parts:
            if part.rows and not part.holding.secret and bool(part.holding.blank) is blanked:
                rows, history, still_open = found.get(part.holding.model, (set(), set(), 0))
                found[part.holding.model] = (rows | {*part.rows}, history | {*part.history}, still_open + part.open)
        return [
            Line(capfirst(str(model._meta.verbose_name_plural)), len(rows), len(history), still_open)
            for model, (rows, history, still_open) in found.items()
        ]


def plan_for(person: Person, *, texts: bool = True) -> Plan:
    """Reads what `erase_person` would do, and changes nothing. Without `texts` those that name the person are not read.

    They are sought in every table with free text, the numbers in the whole country: 100,000 activities take seconds.
    """
    who = identity_of(person, areas=set().union(*(places(person.pk) for places in PLACES)))
    parts = [_part(holding, who) for holding in HOLDINGS]
    own = list(Person.history.filter(id__in=who.numbers).values_list("pk", flat=True))
    tables = [(history_of(Person), own), *(table for part in parts for table in _tables(part))]
    gone = {(model, pk) for model, pks in tables for pk in pks}
    found = cuts(who) if texts else []
    named = [cut for cut in found if (cut.model, cut.pk) not in gone and cut.model not in _secret_models()]
    return Plan(who, len(own), parts, named)


def _part(holding: Holding, who: Identity) -> Part:
    rows = list(holding.of(who).values_list("pk", flat=True))
    still_open = holding.of(who).filter(holding.is_open).count() if holding.is_open is not None else 0
    return Part(holding, rows, _history(holding, who, rows), still_open)


def _history(holding: Holding, who: Identity, rows: list[int]) -> list[int]:
    history = holding.history_of(who, rows)
    if not holding.blank:  # nothing of it goes but the reasons that people gave
        history = history.exclude(**{REASON: None}).exclude(**{REASON: ""})
    return list(history.values_list("pk", flat=True))


def _secret_models() -> set[type[Model]]:
    secret = {holding.model for holding in HOLDINGS if holding.secret}
    return secret | {history_of(model) for model in secret}


def _tables(part: Part) -> list[tuple[type[Model], list[int]]]:
    return [(part.holding.model, part.rows), (history_of(part.holding.model), part.history)]


def check_reason(person: Person, reason: str) -> None:
    """The reason stays for good, so it names nobody. Raises ValidationError."""
    if not reason:
        raise ValidationError({"reason": _("Write why, without the name.")})
    if identity_of(person).cut(reason) != reason:
        raise ValidationError(
            {"reason": _("The reason stays when the person is gone: leave out the name and numbers.")}
        )


@transaction.atomic
def erase_person(person: Person, *, by: User, reason: str) -> Erasure:
    """Blanks everything that says who this person is, in rows, histories, texts and files, for good.

    Open memberships, offices and PMKS records end with today. Sex, the age in years, education and the village stay,
    so that counts stay what they were. Leaves an Erasure and a line in the access log. Raises ValidationError when it
    was done before, when something speaks against it, or when the reason names the person.
    """
    lock(person)
    if person.erased_on:
        raise ValidationError(_("This person's data were erased on %(day)s.") % {"day": f"{person.erased_on:%d/%m/%Y}"})
    if found := objections(person):
        raise ValidationError(found)
    check_reason(person, reason)
    with erasing():
        erasure = Erasure(by=by, person=person.pk, reason=reason)
        erasure.save()
        _carry_out(plan_for(person, texts=False), person, erasure)
    note(by, AccessLog.Kind.ERASED, person, reason=reason, **_figures(erasure.counts))
    return erasure


@transaction.atomic
def forget(model: type[Model], rows: list[int], blank: dict, *, by: User, reason: str) -> Erasure:
    """Puts these values into the rows and into all their history, for good. Leaves an Erasure of nobody (number 0)."""
    with erasing():
        erasure = Erasure(by=by, person=0, reason=reason, counts={"rows": len(rows)})
        erasure.save()
        for row in model._base_manager.filter(pk__in=rows):
            for name, value in blank.items():
                setattr(row, name, value)
            row._change_reason = reason
            row.save()
        then = history_of(model)._base_manager.filter(id__in=rows)
        _blank_history(model, list(then.values_list("pk", flat=True)), blank, erasure)
    return erasure


def _figures(counts: dict) -> dict:
    return {name: counts[name] for name in ("rows", "history", "texts", "files")}


def _carry_out(plan: Plan, person: Person, erasure: Erasure) -> None:
    today = person.village.today()
    rows = sum(_blank(part, plan.who, erasure, today) for part in plan.parts)
    own = _blank_person(person, plan.who, erasure, today)
    texts = _cut_texts(plan.who, erasure)
    files = sum(delete(plan.who) for delete in FILES)
    Submission.objects.filter(url=person.get_absolute_url()).delete()
    told = sum(len(part.history) for part in plan.parts if not part.holding.secret)
    erasure.counts |= {"rows": rows + 1, "history": told + own, "texts": texts, "files": files}
    erasure.save(update_fields=["counts"])


def _blank(part: Part, who: Identity, erasure: Erasure, today: date) -> int:
    """Blanks the rows of a holding and their history; returns how many rows may be told of.

    The history is read anew: another holding may have saved the same row just now.
    """
    holding, count = part.holding, 0
    changed = part.rows if holding.blank or holding.close else []
    for row in holding.model._base_manager.filter(pk__in=changed):
        count += _save_blank(row, holding, today, erasure.reason)
    _blank_history(holding.model, _history(holding, who, part.rows), holding.blank | holding.blank_then, erasure)
    return 0 if holding.secret else count


def _save_blank(row: Model, holding: Holding, today: date, reason: str) -> bool:
    before = dict(vars(row))
    if holding.close is not None:
        holding.close(row, today)
    for name, value in holding.blank.items():
        setattr(row, name, value)
    if all(vars(row).get(name) == value for name, value in before.items() if name != "_state"):
        return False
    row._change_reason = reason
    row.save()
    return True


def _blank_history(model: type[Model], rows: list[int], blank: dict, erasure: Erasure) -> None:
    history = history_of(model)
    for some in chunks(rows):
        history._base_manager.filter(pk__in=some).update(**blank, **{REASON: None})
    unsalt(history._meta.db_table, rows, erasure)


def _blank_person(person: Person, who: Identity, erasure: Erasure, today: date) -> int:
    history = list(history_of(Person)._base_manager.filter(id__in=who.numbers).values_list("pk", flat=True))
    blank = blank_person(person, today)
    for name, value in blank.items():
        setattr(person, name, value)
    person.erased_on, person._change_reason = today, erasure.reason
    person.save()
    forget_erased(Person)
    _blank_history(Person, history, blank | {"name_key": person.name_key}, erasure)
    return len(history)


def blank_person(person: Person, today: date) -> dict[str, object]:
    """What stands in an erased person's fields. The age in years of today stays, for counts by bands of age."""
    age = person.age(today)
    return {
        "nik": "",
        "nik_index": "",
        "nik_conflict": False,
        "no_nik_reason": Person.NoNik.UNKNOWN,
        "full_name": ERASED,
        "birth_place": "",
        "birth_date": None if age is None else date(today.year - age, 1, 1),
        "birth_date_precision": Precision.YEAR,
        "marital_status": "",
        "occupation": "",
        "phone": "",
        "hamlet": "",
        "rt": "",
        "rw": "",
        "address": "",
        "household": None,
        "guardian": "",
        "living_since": None,
        "doubts": [],
    }


def _cut_texts(who: Identity, erasure: Erasure) -> int:
    """Cuts the name and numbers out of all other texts; returns in how many rows."""
    found = list(cuts(who))
    erased: dict[type[Model], list[int]] = {}
    for cut in found:
        if hasattr(cut.model, "history"):
            row = cut.model._base_manager.get(pk=cut.pk)
            for name, text in cut.changes.items():
                setattr(row, name, text)
            row._change_reason = erasure.reason
            row.save()
        else:
            cut.model._base_manager.filter(pk=cut.pk).update(**cut.changes)
            erased.setdefault(cut.model, []).append(cut.pk)
    for model, rows in erased.items():
        unsalt(model._meta.db_table, rows, erasure)
    return sum(cut.model not in _secret_models() for cut in found)
