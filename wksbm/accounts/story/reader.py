"""Reading histories for somebody: what differs from row to row, in words, as far as the field table lets him see it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import FileField, ForeignKey, Model, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wksbm.accounts import protected
from wksbm.accounts.log_words import role_word
from wksbm.accounts.models import User
from wksbm.accounts.story.entries import NOTHING, Change, Entry, Topic
from wksbm.accounts.story.registry import label_of, masked, namer_of
from wksbm.codes import CodesField
from wksbm.dates import in_words
from wksbm.fields import BlindIndexField, SealedField

ONE_ACT = timedelta(seconds=5)  # rows that one person saves within it, in one request, belong together


class Step(NamedTuple):
    """A row of history and the one before it of the same record; None for the first."""

    row: Model
    before: Model | None

    @property
    def begins(self) -> bool:
        return self.row.history_type == "+"

    def turned(self, field: str) -> bool:
        """Whether the field was empty before and is not any more."""
        return self.before is not None and not getattr(self.before, field) and bool(getattr(self.row, field))


class Told(NamedTuple):
    """The changes that the reader may see; `closed`: there are more, of which he may know only that they happened.

    `whole`: he sees all that changed, so that the reason, which may speak of any of it, is his to read.
    """

    changes: tuple[Change, ...]
    closed: bool = False
    whole: bool = True

    def __bool__(self) -> bool:
        return bool(self.changes) or self.closed


def same_act(one: Model, other: Model) -> bool:
    return one.history_user_id == other.history_user_id and abs(one.history_date - other.history_date) <= ONE_ACT


def act_of(row: Model, steps: list[Step]) -> Step | None:
    """Of the steps of a record the one in whose act this row of something that hangs on it was saved, right after."""
    before = [step for step in steps if step.row.history_date <= row.history_date and same_act(step.row, row)]
    return before[-1] if before else None


@cache
def told_fields(model: type[Model]) -> list:
    """The fields of a record of which its history may tell; how well a day is known is told with the day."""
    names = {field.name for field in model._meta.concrete_fields}
    return [
        field
        for field in model.history.model._meta.fields
        if field.name in names
        and not field.name.endswith("_precision")
        and not (isinstance(field, SealedField) and not fingerprint_of(field))
        and protected.row_of(model._meta.label, field.name) != protected.HIDDEN
    ]


def fingerprint_of(field) -> str:
    """The name of the column that tells whether a sealed value differs without opening it; "" without one."""
    if not isinstance(field, SealedField):
        return ""
    indexes = (one for one in field.model._meta.fields if isinstance(one, BlindIndexField) and one.of == field.name)
    return next((one.attname for one in indexes), "")


def _sealed_with_fingerprint(model: type[Model]) -> list:
    return [one for one in model.history.model._meta.fields if isinstance(one, SealedField) and fingerprint_of(one)]


class Reader:
    """`user` reads; times are told as the clock says in `zone`. The number of queries does not grow with the rows."""

    def __init__(self, user: User, zone: ZoneInfo) -> None:
        self.user, self.zone = user, zone
        self._wanted: dict[type[Model], set] = defaultdict(set)
        self._names: dict[type[Model], dict] = defaultdict(dict)
        self._sealed: dict[tuple, dict] = defaultdict(dict)  # values by row; None: differs, and is not opened yet
        self._levels: dict[tuple, str] = {}

    # Reading rows

    def steps(self, model: type[Model], query: Q) -> list[Step]:
        """The history rows of `model` that fit, in the order of their writing. Nothing encrypted is opened."""
        history = model.history.model
        sealed = [field.name for field in history._meta.fields if isinstance(field, SealedField)]
        rows = list(history._default_manager.filter(query).defer(*sealed).order_by("history_id"))
        for field in history._meta.fields:
            if isinstance(field, ForeignKey):
                self.want(field.related_model, (getattr(row, field.attname) for row in rows))
        before: dict[int, Model] = {}
        steps = []
        for row in rows:
            steps.append(Step(row, before.get(row.id)))
            before[row.id] = row
        for field in _sealed_with_fingerprint(model):
            differing = [step for step in steps if step.before is not None and self.differ(*step, field)]
            pks = {row.pk for step in differing for row in step}
            self._sealed[model, field.name] |= dict.fromkeys(pks)
        return steps

    def want(self, model: type[Model], keys: Iterable) -> None:
        """These rows will be named: they are asked for together."""
        self._wanted[model] |= {key for key in keys if key is not None}

    def name(self, model: type[Model], key) -> str:
        """What a row is called, as far as the reader may see it."""
        if key is None:
            return ""
        known = self._names[model]
        if key not in known:
            missing = (self._wanted[model] | {key}) - known.keys()
            known |= dict.fromkeys(missing, "") | namer_of(model)(self.user, missing)
        return known[key] or _("(not open to you)")

    # What differs, in words

    def told(self, step: Step, subject: Model, *, skip: Iterable[str] = ()) -> Told:
        """What changed with this row. `subject` is the record as it is now: its area decides, not that of back then."""
        if step.before is None:
            return Told(())
        fields = (field for field in told_fields(type(subject)) if field.name not in skip)
        differing = [field for field in fields if self._differs(step, subject, field)]
        levels = [self.level(subject, field.name) for field in differing]
        found = [self._change(step, subject, field) for field in differing]
        changes = tuple(change for change in found if change is not None)
        closed = any(change is None and level != "absent" for change, level in zip(found, levels, strict=True))
        return Told(changes, closed, whole=not closed and not {"absent", "year"} & set(levels))

    def _differs(self, step: Step, subject: Model, field) -> bool:
        if not self.differ(step.before, step.row, field):
            return False
        shut = not isinstance(field, SealedField) or self.level(subject, field.name) == "absent"
        # Under a new key the same number has a new fingerprint.
        return shut or self._open(step.before, field) != self._open(step.row, field)

    def _change(self, step: Step, subject: Model, field) -> Change | None:
        """None where the reader may not see what changed."""
        old, new = (self.words(row, subject, field) for row in (step.before, step.row))
        if not (old or new) or (old == new and self.level(subject, field.name) == "year"):
            return None
        label = capfirst(label_of(subject._meta.label, field))
        return Change(Topic(field.name, label), old or NOTHING, new or NOTHING, field=field.name)

    def level(self, subject: Model, field: str) -> str:
        key = (subject._meta.label, subject.pk, field)
        if key not in self._levels:
            self._levels[key] = protected.level_of(self.user, subject, field)
        return self._levels[key]

    def differ(self, one: Model, other: Model, field) -> bool:
        """Whether two rows differ in the field; sealed values stay closed, their fingerprints are compared."""
        names = [fingerprint_of(field) or field.attname, f"{field.name}_precision"]
        return any(_plain(getattr(one, name, "")) != _plain(getattr(other, name, "")) for name in names)

    def is_blank(self, row: Model, field) -> bool:
        return _plain(getattr(row, fingerprint_of(field) or field.attname)) in ("", [])

    def words(self, row: Model, subject: Model, field) -> str:
        """The value as the reader may see it; "" where there is none, or where it is closed to him."""
        level = self.level(subject, field.name)
        if level == "absent":
            return ""
        if isinstance(field, ForeignKey):
            return self.name(field.related_model, getattr(row, field.attname))
        value = self._open(row, field) if isinstance(field, SealedField) else getattr(row, field.attname)
        if value and isinstance(subject._meta.get_field(field.name), FileField):
            value = _("on file")
        if level == "full":
            return spoken(value, field, getattr(row, f"{field.name}_precision", "day"))
        return masked(protected.row_of(subject._meta.label, field.name), field.name, value)

    def _open(self, row: Model, field) -> str:
        """A sealed value: opened together with those of the rows that differ in it, and no others."""
        known = self._sealed[row.instance_type, field.name]
        if known.get(row.pk) is None:
            wanted = {row.pk} | {pk for pk, value in known.items() if value is None}
            values = type(row)._default_manager.filter(pk__in=wanted).values_list("pk", field.name)
            known |= dict(values)
        return known[row.pk]

    # Sentences

    def entry(self, row: Model, said: str, subject: Model, *, why: str = "", **facts) -> Entry:
        """What the one who saved this row did. A reason is told to who sees the names in such a record."""
        reason = row.history_change_reason or why
        return Entry(
            at=self.local(row.history_date),
            said=said,
            who=self.name(User, row.history_user_id) or _("System"),
            user=row.history_user_id,
            role=role_word(row.history_role) if row.history_role else "",
            why=reason if reason and self.reads_free_text(subject) else "",
            **facts,
        )

    def reads_free_text(self, subject: Model) -> bool:
        """What people wrote themselves may name somebody, so it is for who sees the names in such a record."""
        rows = protected.PROTECTED.get(subject._meta.label, {})
        return "name" not in rows.values() or self.user.field_level("name", subject) == "full"

    def changed(self, row: Model, told: Told, subject: Model, said: str = "", **facts) -> Iterator[Entry]:
        """The plain sentence of a change: nothing when nothing of it may be told."""
        if told.changes:
            entry = self.entry(row, said or pgettext("story", "changed"), subject, changes=told.changes, **facts)
            yield entry if told.whole else replace(entry, why="")
        elif told.closed:
            entry = self.entry(row, _("changed something that is not open to you"), subject)
            yield replace(entry, why="")

    def local(self, moment: datetime) -> datetime:
        return timezone.make_naive(moment, self.zone)


def _plain(value):
    return "" if value is None else value


def spoken(value, field, precision: str = "day") -> str:
    """A stored value as people read it; "" for nothing."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, list):
        return ", ".join(field.words(value) if isinstance(field, CodesField) else map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_words(value, precision) if hasattr(value, "strftime") else str(value)
