"""The story of one record for one reader: every floor's part of it, sorted; and its facts as they stood on a day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Model, Q
from django.utils.text import capfirst

from wksbm.accounts.models import User
from wksbm.accounts.story.entries import Change, Entry
from wksbm.accounts.story.reader import Reader, Step, Told, told_fields
from wksbm.accounts.story.registry import label_of, tellers_of


def story(record: Model, user: User, zone: ZoneInfo) -> list[Entry]:
    """Everything that the floors tell of the record, as far as `user` may see it, the newest first."""
    reader = Reader(user, zone)
    entries = [entry for tell in tellers_of(record) for entry in tell(record, reader)]
    newest_first = sorted(enumerate(entries), key=lambda told: (told[1].at, told[0]), reverse=True)
    return [entry for _place, entry in newest_first]


def own_story(record: Model, reader: Reader, *, entered: str, skip: Iterable[str] = ()) -> Iterator[Entry]:
    """The record's own rows in plain sentences."""
    for step in own_steps(record, reader):
        if step.begins:
            yield reader.entry(step.row, entered, record, big=True)
        else:
            yield from reader.changed(step.row, own_changes(step, record, reader, skip), record)


def own_steps(record: Model, reader: Reader) -> list[Step]:
    return reader.steps(type(record), Q(id=record.pk))


def own_changes(step: Step, record: Model, reader: Reader, skip: Iterable[str] = ()) -> Told:
    """What changed in the record itself; of values that it does not have now the version is named, to put them back."""
    told = reader.told(step, record, skip=skip)
    return told._replace(changes=tuple(_with_version(change, step, record, reader) for change in told.changes))


def _with_version(change: Change, step: Step, record: Model, reader: Reader) -> Change:
    field = step.before._meta.get_field(change.field)
    if not reader.differ(step.before, record, field):
        return change
    return Change(change.topic, change.old, change.new, change.label, change.field, step.before.version)


class Facts(NamedTuple):
    """The facts of a record at the end of a day: `known` by their names, `blank` the names of those that were empty.

    Of a day before the record was entered there are none; `since` is the day of its entry.
    """

    known: list[tuple[str, str]]
    blank: list[str]
    since: date | None


def facts_on(record: Model, day: date, user: User, zone: ZoneInfo) -> Facts:
    """As the register had them at the end of that day, as far as `user` may see them."""
    reader = Reader(user, zone)
    steps = own_steps(record, reader)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    rows = [step.row for step in steps if step.row.history_date < end]
    since = reader.local(steps[0].row.history_date).date() if steps else None
    facts = list(_facts(rows[-1], record, reader)) if rows else []
    return Facts([fact for fact in facts if fact[1]], [name for name, value in facts if not value], since)


def _facts(row: Model, record: Model, reader: Reader) -> Iterator[tuple[str, str]]:
    for field in told_fields(type(record)):
        words = reader.words(row, record, field)
        blank = reader.level(record, field.name) != "absent" and reader.is_blank(row, field)
        if words or blank:  # else it is not open to the reader
            yield capfirst(label_of(record._meta.label, field)), words
