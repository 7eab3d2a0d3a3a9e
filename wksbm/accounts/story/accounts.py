"""The story of an account: its own facts, its duties and their clearance."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from wksbm.accounts.models import Duty, Role, User
from wksbm.accounts.story.entries import Entry, Topic
from wksbm.accounts.story.reader import Reader
from wksbm.accounts.story.registry import tells
from wksbm.accounts.story.telling import own_story
from wksbm.dates import in_words
from wksbm.regions.models import Region


@tells("accounts.User")
def own_facts(account: User, reader: Reader) -> Iterator[Entry]:
    return own_story(account, reader, entered=_("made this account"))


@tells("accounts.User")
def duties(account: User, reader: Reader) -> Iterator[Entry]:
    subjects = {row.pk: row for row in Duty.objects.visible_to(reader.user).filter(user=account)}
    topics = (Topic("duties", _("Duties")),)
    for step in reader.steps(Duty, Q(id__in=list(subjects))):
        row, subject = step.row, subjects[step.row.id]
        duty = f"{Role(row.role).label} · {reader.name(Region, row.region_id)}".rstrip(" ·")
        if step.begins:
            note = _("From %(day)s.") % {"day": in_words(row.starts_on)}
            if row.ends_on:
                note += " " + _("Last day %(day)s.") % {"day": in_words(row.ends_on)}
            yield reader.entry(row, _("gave the duty %(duty)s") % {"duty": duty}, subject, note=note, topics=topics)
        else:
            told = reader.told(step, subject, skip={"user", "role", "region"})
            said = _("changed the duty %(duty)s:") % {"duty": duty}
            yield from reader.changed(row, told, subject, said, topics=topics)
