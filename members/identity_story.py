"""The story of a name that waits to be matched: on its own page, and its decisions on the page of the group."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.models import IdentityMatch
from wksbm.accounts.models import User
from wksbm.accounts.story.entries import Entry, Topic
from wksbm.accounts.story.reader import Reader, Step
from wksbm.accounts.story.registry import names, tells
from wksbm.accounts.story.telling import own_steps
from wksbm.people.faces import told
from wksbm.people.models import Person

DECIDED = {"status", "person", "reason", "decided_by", "decided_on", "told_on"}  # told by the verb


@names("members.IdentityMatch")
def names_of_identities(user: User, keys: Iterable[int]) -> dict[int, str]:
    rows = IdentityMatch.objects.visible_to(user).filter(pk__in=list(keys)).select_related("group")
    return {row.pk: told(user, row, "name") for row in rows}


@tells("members.IdentityMatch")
def own_facts(identity: IdentityMatch, reader: Reader) -> Iterator[Entry]:
    for step in own_steps(identity, reader):
        if step.begins:
            yield reader.entry(step.row, _("entered this name, which counts as a member at once"), identity, big=True)
        elif step.turned("told_on"):
            yield reader.entry(step.row, _("read what became of it"), identity)
        else:
            yield from changed(step, identity, reader)


@tells("groups.SocialGroup")
def names_of_group(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    """What was corrected and decided; that a name was entered is told with its membership."""
    if not reader.user.may("history", "identity_match", group):
        return
    subjects = {row.pk: row for row in IdentityMatch.objects.visible_to(reader.user).filter(group=group)}
    for step in reader.steps(IdentityMatch, Q(id__in=list(subjects))):
        if not step.begins and not step.turned("told_on"):
            yield from changed(step, subjects[step.row.id], reader)


def changed(step: Step, subject: IdentityMatch, reader: Reader) -> Iterator[Entry]:
    row, topics = step.row, (Topic("members", _("Members")),)
    facts = {"name": told(reader.user, subject, "name"), "person": reader.name(Person, row.person_id)}
    if row.status != step.before.status:
        said = decision(row.status) % facts
        yield reader.entry(row, said, subject, why=row.reason, topics=topics, big=True)
    else:
        what = reader.told(step, subject, skip=DECIDED)
        yield from reader.changed(row, what, subject, _("corrected the name %(name)s:") % facts, topics=topics)


def decision(status: str) -> str:
    return {
        IdentityMatch.Status.MATCHED: _("matched the name %(name)s: it is %(person)s"),
        IdentityMatch.Status.ENTERED: _("matched the name %(name)s: entered %(person)s as a new person"),
        IdentityMatch.Status.REFUSED: _("refused the name %(name)s"),
        IdentityMatch.Status.WITHDRAWN: _("took the name %(name)s back"),
    }[status]
