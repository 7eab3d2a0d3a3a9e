"""The story of PMKS records: on the page of the person and their own; and of sealed cases, which tells no content."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary, Classification, SealedCase
from wksbm.accounts.models import User
from wksbm.accounts.story.entries import Entry, Topic
from wksbm.accounts.story.reader import Reader, Step
from wksbm.accounts.story.registry import names, tells
from wksbm.accounts.story.telling import own_changes, own_steps
from wksbm.people.models import Person
from wksbm.people.story import names_of_people

Status = Classification.Status
DECIDED = {"status", "verified_on", "decided_on", "reason"}  # told by the verb
FIXED = {"beneficiary", "category", "village", "proposed_by"}
SEALED_DECIDED = {"decided_on"}


@names("beneficiaries.Beneficiary")
def names_of_subjects(user: User, keys: Iterable[int]) -> dict[int, str]:
    people = dict(Beneficiary._base_manager.filter(pk__in=list(keys)).values_list("pk", "person"))
    known = names_of_people(user, {person for person in people.values() if person})
    return {key: known.get(person, "") for key, person in people.items()}


@tells("people.Person")
def kinds_of_person(person: Person, reader: Reader) -> Iterator[Entry]:
    """Only kinds that the reader may know: `visible_to` leaves the others out, as everywhere."""
    rows = Classification.objects.visible_to(reader.user).filter(beneficiary__person=person)
    return classifications(rows, reader)


@tells("beneficiaries.Classification")
def own_facts(classification: Classification, reader: Reader) -> Iterator[Entry]:
    rows = Classification.objects.visible_to(reader.user).filter(pk=classification.pk)
    return classifications(rows, reader, own=True)


def classifications(rows: QuerySet, reader: Reader, *, own: bool = False) -> Iterator[Entry]:
    """`own`: on the page of the record itself, where a field of a proposal can be put back."""
    subjects = told_about(rows, reader)
    topics = (Topic("kinds", _("PMKS")),)
    for step in reader.steps(Classification, Q(id__in=list(subjects))):
        row, subject = step.row, subjects[step.row.id]
        kind = str(subject.category) if reader.level(subject, "category") == "full" else _("(not open to you)")
        told = (own_changes if own else foreign_changes)(step, subject, reader, DECIDED | FIXED)
        said = deed(step) % {"kind": kind}
        if said:
            why = row.reason if reader.level(subject, "reason") == "full" else ""
            yield reader.entry(row, said, subject, changes=told.changes, why=why, topics=topics, big=own)
        else:
            said = "" if own else _("changed the PMKS record %(kind)s:") % {"kind": kind}
            yield from reader.changed(row, told, subject, said, topics=topics)


def told_about(rows: QuerySet, reader: Reader) -> dict:
    """The rows whose history is open to the reader, by their numbers."""
    if not reader.user.may("history", "beneficiary"):
        return {}
    found = rows.select_related("category")
    return {row.pk: row for row in found if reader.user.may("history", "beneficiary", row)}


def foreign_changes(step: Step, subject: Classification, reader: Reader, skip: Iterable[str]):
    return reader.told(step, subject, skip=skip)


def deed(step: Step) -> str:
    """What was decided with this row; "" of a plain correction."""
    if step.begins:
        return _("proposed the PMKS record %(kind)s")
    if step.before is None or step.before.status == step.row.status:
        return ""
    return {
        Status.VERIFIED: _("verified the PMKS record %(kind)s"),
        Status.REJECTED: _("rejected the PMKS record %(kind)s"),
        Status.ENDED: _("ended the PMKS record %(kind)s"),
    }.get(step.row.status, "")


@tells("beneficiaries.SealedCase")
def case(record: SealedCase, reader: Reader) -> Iterator[Entry]:
    """States and days. What stands inside the seal stays there: notes are read on the opened case itself."""
    for step in own_steps(record, reader):
        if step.begins:
            yield reader.entry(step.row, _("sent this case"), record, big=True)
            continue
        told = reader.told(step, record, skip=SEALED_DECIDED)
        if told.changes:
            yield from reader.changed(step.row, told, record, big=True)
        else:
            yield reader.entry(step.row, _("added a note"), record)
