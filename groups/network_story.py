"""The story of a group: its network and its papers."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from groups.models import Document, Link, SocialGroup
from wksbm.accounts.story.entries import Entry, Topic
from wksbm.accounts.story.reader import Reader
from wksbm.accounts.story.registry import tells
from wksbm.accounts.story.telling import own_story
from wksbm.dates import in_words


@tells("groups.SocialGroup")
def network(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    """Told on both pages; what is outside the reader's area is not named."""
    links = {link.pk: link for link in Link.objects.filter(Q(group=group) | Q(other=group)).select_related("group")}
    topics = (Topic("network", _("Network")),)
    for step in reader.steps(Link, Q(id__in=list(links))):
        row, link = step.row, links[step.row.id]
        there = row.group_id if row.other_id == group.pk else row.other_id
        facts = {"who": reader.name(SocialGroup, there) if there else row.party, "day": in_words(row.until)}
        if step.begins:
            said = (
                _("noted %(who)s as somebody who could help")
                if row.other_id is None and row.since is None
                else _("tied in %(who)s")
            )
            yield reader.entry(row, said % facts, link, topics=topics)
        elif step.turned("until"):
            yield reader.entry(row, _("ended the link with %(who)s, last day %(day)s") % facts, link, topics=topics)
        else:
            told = reader.told(step, link, skip={"group", "other"})
            yield from reader.changed(row, told, link, _("changed the link with %(who)s:") % facts, topics=topics)


@tells("groups.SocialGroup")
def papers(group: SocialGroup, reader: Reader) -> Iterator[Entry]:
    """To who may read the history of papers: also of those that are gone."""
    if not reader.user.may("history", "attachment", group):
        return
    topics = (Topic("papers", _("Papers")),)
    for step in reader.steps(Document, Q(group=group)):
        called = {"paper": f"{step.row.get_kind_display()} {step.row.number}".strip()}
        if step.begins:
            yield reader.entry(step.row, _("added the paper %(paper)s") % called, group, topics=topics)
        elif step.row.history_type == "-":
            yield reader.entry(step.row, _("deleted the paper %(paper)s") % called, group, topics=topics)


@tells("groups.Document")
def paper(paper: Document, reader: Reader) -> Iterator[Entry]:
    return own_story(paper, reader, entered=_("added this paper"), skip={"group"})
