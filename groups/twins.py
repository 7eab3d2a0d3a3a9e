"""Paper twins of a group's screens: what they are called, what their codes open, and the inventory drawn on them."""

from django.utils.text import capfirst

from groups.inventory import PARTS, open_links, parts_of
from groups.inventory_forms import FORMS
from groups.models import Link, SocialGroup
from wksbm.paper.questions import questions_of
from wksbm.paper.twin import Sheet
from wksbm.people.forms import PersonForm

LINK_COLUMNS = ("party", "party_kind", "direction", "level", "cause", "gives", "since")
LINK_WIDTHS = (42, 28, 26, 24, 26, 30, 20)
EMPTY_LINKS = 6


def draw_inventory(sheet: Sheet, *, user, group: SocialGroup | None = None) -> None:
    """The parts as the screens ask them; of a group with what is known already."""
    answered, parts = group is not None, parts_of(group) if group else PARTS
    group = group or SocialGroup()
    for number, part in enumerate(parts, 1):
        sheet.part(f"{number}. {part.title}")
        form = FORMS[part.slug](instance=group, user=user, today=None)
        for question in questions_of(form, answered=answered):
            sheet.ask(question)
    headings = [capfirst(str(Link._meta.get_field(name).verbose_name)) for name in LINK_COLUMNS]
    sheet.grid(headings, _links(group, user) if answered else [], LINK_WIDTHS, empty=EMPTY_LINKS)


def _links(group: SocialGroup, user) -> list[list[str]]:
    """A group outside the reader's area is not named."""
    links = open_links(group).select_related("other")
    named = set(SocialGroup.objects.visible_to(user).filter(linked_by__in=links).values_list("pk", flat=True))
    return [_cells(link, str(link.other or "") if link.other_id in named else link.party) for link in links]


def _cells(link: Link, party: str) -> list[str]:
    since = f"{link.since:%d/%m/%Y}" if link.since else ""
    gives = ", ".join(Link._meta.get_field("gives").words(link.gives))
    words = [link.get_party_kind_display(), link.get_direction_display(), link.get_level_display()]
    return [party, *words, link.get_cause_display(), gives, since]


def draw_person(sheet: Sheet, *, user) -> None:
    form = PersonForm(user=user, today=None)
    for question in questions_of(form, answered=False, digits={"nik": 16, "kk_number": 16}):
        sheet.ask(question)
