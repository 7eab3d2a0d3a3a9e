"""The story of a group: its facts, the RT and RW it covers, its stages, its component groups, its accounts."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from groups.forms import CoverageField
from groups.models import Component, Coverage, Kube, Leadership, SocialGroup, StageChange
from wksbm.accounts.models import User
from wksbm.accounts.story.entries import NOTHING, Change, Entry, Topic
from wksbm.accounts.story.reader import Reader, Step, act_of
from wksbm.accounts.story.registry import names, tells
from wksbm.accounts.story.telling import own_changes, own_steps
from wksbm.dates import Precision, in_words


@names("groups.SocialGroup")
def names_of_groups(user: User, keys: Iterable[int]) -> dict[int, str]:
    return dict(SocialGroup.objects.visible_to(user).filter(pk__in=list(keys)).values_list("pk", "name"))


LIFE = ("status", "ended_on", "merged_into")  # told by one sentence


class Covering(NamedTuple):
    """What one act changed of the RT and RW. `step` is the group's own in that act, None where it stands alone."""

    step: Step | None
    row: Model
    old: str
    new: str


@tells("groups.SocialGroup")
def own_facts(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    """A change of the form is one sentence, the RT and RW of the same act among it."""
    steps = own_steps(group, reader)
    topic = Topic("coverage", _("RT and RW it covers"))
    acts = [(act, Change(topic, act.old, act.new)) for act in coverings(group, steps, reader) if act.old != act.new]
    for step in steps:
        covered = [change for act, change in acts if act.step is step]
        if step.begins:
            yield reader.entry(step.row, _("registered this group"), group, big=True)
        elif said := turn_of_life(step, reader):
            told = own_changes(step, group, reader, skip=LIFE)
            topic = Topic("status", capfirst(str(SocialGroup._meta.get_field("status").verbose_name)))
            yield reader.entry(step.row, said, group, changes=told.changes, topics=(topic,), big=True)
        else:
            told = own_changes(step, group, reader)
            yield from reader.changed(step.row, told._replace(changes=(*told.changes, *covered)), group)
    for act, change in acts:
        if act.step is None:
            yield reader.entry(act.row, pgettext("story", "changed"), group, changes=(change,))


def turn_of_life(step: Step, reader: Reader) -> str:
    """What an act of life.py is called; "" for any other change."""
    then, now = step.before.status, step.row.status
    facts = {"day": in_words(step.row.ended_on), "group": reader.name(SocialGroup, step.row.merged_into_id)}
    if step.turned("ended_on") and now == SocialGroup.Status.MERGED:
        return _("merged this group into %(group)s, last day %(day)s") % facts
    if step.turned("ended_on") and now == SocialGroup.Status.DISSOLVED:
        return _("dissolved this group, last day %(day)s") % facts
    if step.before.ended_on and now == SocialGroup.Status.ACTIVE:
        return _("revived this group")
    return _("began the work of this group") if (then, now) == ("preparing", "active") else ""


def coverings(group: SocialGroup, steps: list[Step], reader: Reader) -> list[Covering]:
    places: dict[int, tuple[str, str]] = {}
    acts: list[Covering] = []
    for row, _before in reader.steps(Coverage, Q(group=group)):
        old, step = _in_words(places), act_of(row, steps)
        if row.history_type == "-":
            places.pop(row.id, None)
        else:
            places[row.id] = (row.rw, row.rt)
        if acts and step is not None and acts[-1].step is step:
            old = acts.pop().old
        acts.append(Covering(step, row, old, _in_words(places)))
    return acts


def _in_words(places: dict[int, tuple[str, str]]) -> str:
    return CoverageField().prepare_value(sorted(places.values())) or NOTHING


@tells("groups.SocialGroup")
def milestones(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    """What the group's own facts tell of the time before the register."""
    if group.founded_on:
        origin = group.get_origin_display()
        said = _("The group was founded: %(origin)s") % {"origin": origin} if origin else _("The group was founded")
        yield milestone(said, group.founded_on, group.founded_on_precision, "founded_on")
    if group.registered_on:
        number = group.registration_number or NOTHING
        said = _("Registered at the Dinas Sosial, number %(number)s") % {"number": number}
        yield milestone(said, group.registered_on, Precision.DAY, "registered_on")


def milestone(said: str, day: date, precision: str, field: str) -> Entry:
    label = capfirst(str(SocialGroup._meta.get_field(field).verbose_name))
    known = in_words(day, precision)
    return Entry(datetime.combine(day, time()), said, known=known, topics=(Topic(field, label),), big=True)


@tells("groups.SocialGroup")
def stages(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    topic, labels = Topic("stage", _("Stage")), dict(Kube.Stage.choices)
    changes = {change.pk: change for change in StageChange.objects.filter(kube__group=group)}
    for step in reader.steps(StageChange, Q(id__in=list(changes))):
        row, subject = step.row, changes[step.row.id]
        if not step.begins:
            yield from reader.changed(row, reader.told(step, subject, skip={"kube"}), subject)
            continue
        from_stage = str(labels.get(row.from_stage, NOTHING))
        change = Change(topic, from_stage, str(labels[row.to_stage]))
        note = " ".join(filter(None, [_("As of %(day)s.") % {"day": in_words(row.on)}, row.note]))
        yield reader.entry(row, pgettext("story", "changed"), subject, changes=(change,), note=note, big=True)


@tells("groups.SocialGroup")
def components(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    rows = {row.pk: row for row in Component.objects.filter(Q(umbrella=group) | Q(part=group))}
    topics = (Topic("components", _("Component groups")),)
    for step in reader.steps(Component, Q(id__in=list(rows))):
        row, subject = step.row, rows[step.row.id]
        inside = row.part_id == group.pk
        facts = {
            "group": reader.name(SocialGroup, row.umbrella_id if inside else row.part_id),
            "day": in_words(row.until),
        }
        if step.begins:
            said = _("placed this group under %(group)s") if inside else _("took up the component group %(group)s")
            yield reader.entry(row, said % facts, subject, topics=topics)
        elif step.turned("until"):
            said = (
                _("took this group out of %(group)s, last day %(day)s")
                if inside
                else _("took out the component group %(group)s, last day %(day)s")
            )
            yield reader.entry(row, said % facts, subject, topics=topics)
        else:
            yield from reader.changed(row, reader.told(step, subject, skip={"umbrella", "part"}), subject)


@tells("groups.SocialGroup")
def accounts(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    return leaderships(
        Leadership.objects.filter(group=group),
        reader,
        begun=_("made %(who)s %(role)s from %(day)s"),
        ended=_("ended the task of %(who)s as %(role)s, last day %(day)s"),
        changed=_("changed the task of %(who)s as %(role)s:"),
    )


@tells("accounts.User")
def groups_of_account(account: User, reader: Reader) -> Iterator[Entry]:
    """Those of which the reader is told on the account's page."""
    duties = reader.user.duties_opening("account")
    rows = Leadership.objects.filter(user=account).select_related("group")
    told = [row.pk for row in rows if account == reader.user or any(one.covers(row.group.village_id) for one in duties)]
    return leaderships(
        rows.filter(pk__in=told),
        reader,
        begun=_("made this account %(role)s of %(group)s from %(day)s"),
        ended=_("ended the task as %(role)s of %(group)s, last day %(day)s"),
        changed=_("changed the task as %(role)s of %(group)s:"),
    )


def leaderships(rows: QuerySet, reader: Reader, *, begun: str, ended: str, changed: str) -> Iterator[Entry]:
    subjects = {row.pk: row for row in rows}
    topics = (Topic("accounts", _("Accounts of leader and companion")),)
    for step in reader.steps(Leadership, Q(id__in=list(subjects))):
        row, subject = step.row, subjects[step.row.id]
        facts = {
            "who": reader.name(User, row.user_id),
            "group": reader.name(SocialGroup, row.group_id),
            "role": row.get_role_display(),
            "day": in_words(row.starts_on if step.begins else row.ends_on),
        }
        if step.begins or step.turned("ends_on"):
            yield reader.entry(row, (begun if step.begins else ended) % facts, subject, topics=topics)
        else:
            told = reader.told(step, subject, skip={"user", "group"})
            yield from reader.changed(row, told, subject, changed % facts, topics=topics)
