"""The story of memberships and offices: on the page of the group, of the person, and of a membership itself."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from groups.models import SocialGroup
from members.faces import name_of
from members.identity_story import names_of_identities
from members.models import IdentityMatch, Membership, OfficerTerm
from wksbm.accounts.models import User
from wksbm.accounts.story.entries import NOTHING, Change, Entry, Topic
from wksbm.accounts.story.reader import Reader, Step, same_act
from wksbm.accounts.story.registry import names, tells
from wksbm.accounts.story.telling import own_changes
from wksbm.dates import in_words
from wksbm.people.models import Person
from wksbm.people.story import names_of_people

LEFT = {"left_on", "left_kind", "left_reason"}


@names("members.Membership")
def names_of_members(user: User, keys: Iterable[int]) -> dict[int, str]:
    rows = list(Membership._base_manager.filter(pk__in=list(keys)).values_list("pk", "person", "identity"))
    people = names_of_people(user, {person for _key, person, _name in rows if person})
    waiting = names_of_identities(user, {name for _key, person, name in rows if not person})
    return {key: people.get(person, "") if person else waiting.get(name, "") for key, person, name in rows}


@tells("groups.SocialGroup")
def roster(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    return memberships(
        Membership.objects.visible_to(reader.user).in_group(group),
        reader,
        begun=_("entered %(name)s as a member"),
        ended=_("entered that %(name)s left, last day %(day)s"),
        changed=_("changed the membership of %(name)s:"),
    )


@tells("people.Person")
def groups_of_person(person: Person, reader: Reader) -> Iterator[Entry]:
    return memberships(
        Membership.objects.visible_to(reader.user).filter(person=person),
        reader,
        begun=_("entered this person as a member of %(group)s"),
        matched=_("matched the name %(typed)s of %(group)s to this person"),
        ended=_("entered that this person left %(group)s, last day %(day)s"),
        changed=_("changed the membership in %(group)s:"),
    )


@tells("members.Membership")
def own_facts(membership: Membership, reader: Reader) -> Iterator[Entry]:
    return memberships(
        Membership.objects.visible_to(reader.user).filter(pk=membership.pk),
        reader,
        begun=_("entered this membership"),
        matched=_("matched the name %(typed)s to %(name)s"),
        voided=_("took the name off the list"),
        ended=_("entered the leaving, last day %(day)s"),
        changed="",
    )


def memberships(
    rows: QuerySet, reader: Reader, *, begun: str, ended: str, changed: str, matched: str = "", voided: str = ""
) -> Iterator[Entry]:
    """`changed` is empty on the membership's own page: there a field can be put back. What became of a waiting name
    is told by the name itself where `matched` and `voided` are empty."""
    subjects = told_about(rows, reader)
    for step in reader.steps(Membership, Q(id__in=list(subjects))):
        row, subject = step.row, subjects[step.row.id]
        about = {"topics": (Topic("members", _("Members")),), "why": row.left_reason}
        facts = {
            "name": named(row, subject, reader),
            "typed": reader.name(IdentityMatch, row.identity_id),
            "group": reader.name(SocialGroup, row.group_id),
            "day": in_words(row.left_on),
        }
        if step.begins:
            note = since(row.joined_on, row.joined_on_precision)
            yield reader.entry(row, begun % facts, subject, big=not changed, note=note, **about)
        elif step.turned("left_on"):
            told = reader.told(step, subject, skip=LEFT)
            note = f"{capfirst(row.get_left_kind_display())}." if row.left_kind else ""
            yield reader.entry(row, ended % facts, subject, big=not changed, changes=told.changes, note=note, **about)
        elif step.turned("person_id") or step.turned("void"):
            if said := matched if step.turned("person_id") else voided:
                yield reader.entry(row, said % facts, subject, **about)
        elif changed:
            told = reader.told(step, subject)
            yield from reader.changed(row, told, subject, changed % facts, topics=about["topics"])
        else:
            yield from reader.changed(row, own_changes(step, subject, reader), subject)


def since(day, precision: str) -> str:
    words = in_words(day, precision)
    return _("Since %(day)s.") % {"day": words} if words else ""


def told_about(rows: QuerySet, reader: Reader) -> dict:
    """The rows whose history is open to the reader, by their numbers."""
    if not reader.user.may("history", "member"):
        return {}
    found = rows.select_related("group", "person", "identity__group").defer("person__nik")
    return {row.pk: row for row in found if reader.user.may("history", "member", row)}


@tells("groups.SocialGroup")
def offices(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    """Who held an office is followed by who holds it now, in one sentence, when it passed on in one act."""
    subjects = told_about(OfficerTerm.objects.visible_to(reader.user).in_group(group), reader)
    steps = reader.steps(OfficerTerm, Q(id__in=list(subjects)))
    heirs = {step.row.pk: heir for step in steps if (heir := heir_of(step, steps))}
    for step in steps:
        subject = subjects[step.row.id]
        if step.begins or takes_over(step):
            before = [(one.row, subjects[one.row.id]) for one in steps if heirs.get(one.row.pk) is step]
            yield filled(step, before, subject, reader)
        elif step.row.pk not in heirs:
            yield from term_changed(step, subject, reader, holder(step.row, subject, reader))


def heir_of(step: Step, steps: list[Step]) -> Step | None:
    """The term to which the office went over in the act that ended this one."""
    if not step.turned("ends_on"):
        return None
    office = (step.row.post, step.row.rank)
    later = [one for one in steps if one.begins and one.row.pk > step.row.pk]
    same = (one for one in later if (one.row.post, one.row.rank) == office and same_act(one.row, step.row))
    return next(same, None)


def takes_over(step: Step) -> bool:
    """Whether somebody fills what stood vacant until then."""
    return not _is_held(step.before) and _is_held(step.row)


def _is_held(row) -> bool:
    return bool(row.person_id or row.identity_id or row.ex_officio)


def filled(step: Step, before: list[tuple], subject: OfficerTerm, reader: Reader) -> Entry:
    row = step.row
    old = ", ".join(holder(*one, reader) for one in before) or NOTHING
    notes = [
        since(row.starts_on, row.starts_on_precision),
        _("Decree: %(decree)s.") % {"decree": row.decree} if row.decree else "",
    ]
    change = Change(Topic("officers", _("Officers")), old, holder(row, subject, reader), label=subject.title)
    said = pgettext("story", "changed")
    return reader.entry(row, said, subject, changes=(change,), note=" ".join(filter(None, notes)))


def holder(row, subject: OfficerTerm, reader: Reader) -> str:
    return named(row, subject, reader) or row.ex_officio or NOTHING


def named(row, subject: Membership | OfficerTerm, reader: Reader) -> str:
    """The name stands in the group's own record: who reads that reads it, also of somebody who left his reach.

    Of a name that was matched later the name as it was typed.
    """
    if row.person_id and row.person_id == subject.person_id:
        return name_of(reader.user, subject)
    return reader.name(Person, row.person_id) or reader.name(IdentityMatch, row.identity_id)


def term_changed(step: Step, subject: OfficerTerm, reader: Reader, who: str) -> Iterator[Entry]:
    row, topics = step.row, (Topic("officers", _("Officers")),)
    facts = {"title": subject.title, "who": who or row.ex_officio or NOTHING, "day": in_words(row.ends_on)}
    if step.turned("ends_on"):
        said = _("ended the office %(title)s of %(who)s, last day %(day)s") % facts
        yield reader.entry(row, said, subject, topics=topics)
    else:
        corrected = step.before.person_id not in (None, row.person_id)  # else a name was matched, as its story tells
        told = reader.told(step, subject, skip={"group"} if corrected else {"group", "person"})
        yield from reader.changed(
            row, told, subject, _("changed the office %(title)s of %(who)s:") % facts, topics=topics
        )


@tells("people.Person")
def offices_of_person(person: Person, reader: Reader) -> Iterator[Entry]:
    subjects = told_about(OfficerTerm.objects.visible_to(reader.user).filter(person=person), reader)
    for step in reader.steps(OfficerTerm, Q(id__in=list(subjects))):
        row, subject = step.row, subjects[step.row.id]
        group = reader.name(SocialGroup, row.group_id)
        if step.begins or takes_over(step):
            note = since(row.starts_on, row.starts_on_precision)
            said = _("made this person %(title)s of %(group)s") % {"title": subject.title, "group": group}
            yield reader.entry(row, said, subject, note=note, topics=(Topic("officers", _("Officers")),))
        else:
            yield from term_changed(step, subject, reader, group)
