"""The story of an activity: its facts, who came, who was found. Private notes have no part in it."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.models import Activity, Attendance, OutreachFinding
from members.models import Membership
from wksbm.accounts.story.entries import NOTHING, Change, Entry, Topic
from wksbm.accounts.story.reader import Reader, Step, act_of
from wksbm.accounts.story.registry import tells
from wksbm.accounts.story.telling import own_changes, own_steps

DECIDED = {"withdrawn_on", "withdrawn_reason", "verified_on", "verified_by"}  # told by the verb
FIXED = {"group", "village", "recorded_by"}
MARKS = dict(Attendance.Status.choices)


class Part(NamedTuple):
    """A row of something that hangs on the activity, and what it changed; `step` is the act in which it was saved."""

    row: Model
    change: Change
    step: Step | None


@tells("activities.Activity")
def own_facts(activity: Activity, reader: Reader) -> Iterator[Entry]:
    steps = own_steps(activity, reader)
    parts = [*marks(activity, steps, reader), *found(activity, steps, reader)]
    for step in steps:
        more = [part for part in parts if part.step is step]
        yield from (entered if step.begins else corrected)(step, more, activity, reader)
    for part in parts:
        if part.step is None:
            yield reader.entry(part.row, pgettext("story", "changed"), activity, changes=(part.change,))


def entered(step: Step, parts: list[Part], activity: Activity, reader: Reader) -> Iterator[Entry]:
    marked = Counter(part.row.status for part in parts if part.row.instance_type is Attendance)
    words = [f"{count} {MARKS[status]}" for status, count in sorted(marked.items(), reverse=True)]
    names = [part.change.new for part in parts if part.row.instance_type is OutreachFinding]
    notes = [
        f"{', '.join(words)}." if words else "",
        _("Found: %(names)s.") % {"names": ", ".join(names)} if names else "",
    ]
    note = " ".join(filter(None, notes))
    yield reader.entry(step.row, _("logged this activity"), activity, note=note, big=True)


def corrected(step: Step, parts: list[Part], activity: Activity, reader: Reader) -> Iterator[Entry]:
    told = own_changes(step, activity, reader, DECIDED | FIXED)
    changes = (*told.changes, *(part.change for part in parts))
    if step.turned("withdrawn_on"):
        said, why = _("withdrew this activity"), step.row.withdrawn_reason
        yield reader.entry(step.row, said, activity, changes=changes, why=why, big=True)
    elif step.turned("verified_on"):
        yield reader.entry(step.row, _("verified this activity"), activity, changes=changes, big=True)
    else:
        again = step.before is not None and step.before.verified_on and not step.row.verified_on
        note = _("It has to be verified again.") if again else ""
        yield from reader.changed(step.row, told._replace(changes=changes), activity, note=note)


def marks(activity: Activity, steps: list[Step], reader: Reader) -> Iterator[Part]:
    subjects = {row.pk: row for row in activity.attendance.select_related("activity")}
    topic = Topic("attendance", _("Who came"))
    for step in reader.steps(Attendance, Q(id__in=list(subjects))):
        row, own = step.row, act_of(step.row, steps)
        old = step.before.status if step.before else ""
        if (old == row.status and not (own and own.begins)) or reader.level(subjects[row.id], "membership") == "absent":
            continue
        who = reader.name(Membership, row.membership_id)
        yield Part(row, Change(topic, str(MARKS[old]), str(MARKS[row.status]), label=who), own)


def found(activity: Activity, steps: list[Step], reader: Reader) -> Iterator[Part]:
    subjects = {row.pk: row for row in activity.findings.select_related("activity")}
    topic = Topic("findings", _("People found"))
    name = OutreachFinding.history.model._meta.get_field("name")
    for step in reader.steps(OutreachFinding, Q(id__in=list(subjects))):
        row, subject = step.row, subjects[step.row.id]
        words = reader.words(row, subject, name)
        old = reader.words(step.before, subject, name) if step.before else ""
        if words and words != old:
            yield Part(row, Change(topic, old or NOTHING, words), act_of(row, steps))
