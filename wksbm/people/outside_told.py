"""Data from outside, told: on the person's page, in the person's history, in the report on the person."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.accounts import protected
from wksbm.accounts.models import User
from wksbm.accounts.story.entries import Entry, Topic
from wksbm.accounts.story.reader import Reader, Step
from wksbm.accounts.story.registry import tells
from wksbm.dates import in_words
from wksbm.people import subject
from wksbm.people.changes import entered
from wksbm.people.models import ExternalStatus, Person

TITLE = gettext_lazy("Data from outside")


def latest_of(person: Person, user: User) -> list[ExternalStatus]:
    """What others said last, one a kind; nothing where the field table does not open it in full."""
    rows = ExternalStatus.objects.visible_to(user).filter(person=person).select_related("person").latest()
    return [row for row in rows if protected.level_of(user, row, "value") == "full"]


@tells("people.Person")
def statuses(person: Person, reader: Reader) -> Iterator[Entry]:
    about = ExternalStatus(person=person)
    if reader.level(about, "value") != "full":
        return
    for step in reader.steps(ExternalStatus, Q(person=person.pk)):
        yield from _told(step, about, reader)


def _told(step: Step, about: ExternalStatus, reader: Reader) -> Iterator[Entry]:
    row, topics = step.row, (Topic("outside", str(TITLE)),)
    facts = {"kind": row.get_kind_display(), "value": ExternalStatus.words_of(row.value)}
    facts |= {"edition": row.edition, "source": row.source}
    if step.begins:
        note = _("Date of the list: %(day)s.") % {"day": in_words(row.checked_on)}
        said = _("recorded from outside: %(kind)s %(value)s (%(edition)s, %(source)s)")
        yield reader.entry(row, said % facts, about, topics=topics, note=note)
    elif row.history_type == "-":
        yield reader.entry(row, _("took back: %(kind)s of %(edition)s") % facts, about, topics=topics)
    else:
        told = reader.told(step, about, skip={"person"})
        yield from reader.changed(row, told, about, _("changed %(kind)s of %(edition)s:") % facts, topics=topics)


@subject.tells(25)
def from_outside(person: Person, by: User, reason: str) -> list[subject.Section]:
    rows = list(ExternalStatus.objects.filter(person=person).order_by("kind", "checked_on", "pk"))
    first = entered(ExternalStatus, [row.pk for row in rows])
    headers = [_("Kind"), _("Value"), _("Edition"), _("Source"), _("Date of the list"), _("Entered by")]
    table = [
        [capfirst(row.get_kind_display()), row.told or "–", row.edition, row.source or "–",
         in_words(row.checked_on, short=True), first[row.pk] or "–"]
        for row in rows
    ]  # fmt: skip
    return [subject.Section(str(TITLE), headers=headers, rows=table, empty=_("Nothing from outside is recorded."))]
