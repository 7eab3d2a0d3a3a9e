"""One box for people, groups and places of one's own area."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from groups.models import SocialGroup
from wksbm.name_search import Hits, search
from wksbm.paper.codes import open_code
from wksbm.people.lookups import sought
from wksbm.people.models import Person
from wksbm.people.numbers import looks_like_number
from wksbm.regions.codes import common_area, path_of
from wksbm.regions.models import Region
from wksbm.text import clean_line

MOST_HITS = 8
LONGEST = 120


class Section(NamedTuple):
    """What one record contributes; `all_url` leads to the list with everything, "" when all of it stands here."""

    kind: str
    heading: str
    hits: Hits
    nobody: str
    all_url: str
    all_word: str


class SearchView(TemplateView):
    """Names with what is called nearly so; a NIK is found by exact match only, and that is logged."""

    template_name = "shell/search.html"

    def get(self, request, *args, **kwargs):
        """The code of a sheet leads to the screen on which it is keyed in."""
        sheet = open_code(request.GET.get("q", ""))
        return redirect(sheet) if sheet else super().get(request, *args, **kwargs)

    def text(self) -> str:
        try:
            return clean_line(self.request.GET.get("q", ""))[:LONGEST]
        except ValidationError:
            return ""

    def get_context_data(self, **kwargs):
        text = self.text()
        guess = self.request.GET.get("mirip") == "1"
        sections = self.sections(text, guess) if text else []
        few = not guess and not looks_like_number(text) and not any(section.hits.more for section in sections)
        return super().get_context_data(**kwargs) | {
            "text": text,
            "sections": sections,
            "may_guess": few and any(section.hits.rows for section in sections if section.kind != "place"),
        }

    def sections(self, text: str, guess: bool) -> list[Section]:
        user = self.request.user
        found = [
            ("person", lambda: self.people(text, guess)),
            ("group", lambda: self.groups(text, guess)),
            ("region", lambda: self.places(text)),
        ]
        return [ask() for record, ask in found if user.may("list", record)]

    def people(self, text: str, guess: bool) -> Section:
        user = self.request.user
        people = Person.objects.visible_to(user).prefetch_related("village")
        hits = sought(people, text, by=user, most=MOST_HITS, guess=guess)
        nobody = _("Nobody of your area is called like this.")
        return Section("person", pgettext("menu", "People"), hits, nobody, *self.everything("people:list", text, hits))

    def groups(self, text: str, guess: bool) -> Section:
        groups = SocialGroup.objects.visible_to(self.request.user).prefetch_related("village")
        hits = search(groups, text, most=MOST_HITS, guess=guess)
        nobody = _("No group of your area is called like this.")
        return Section("group", _("Groups"), hits, nobody, *self.everything("groups:list", text, hits))

    def everything(self, route: str, text: str, hits: Hits) -> tuple[str, str]:
        return (f"{reverse(route)}?{urlencode({'q': text})}" if hits.more else "", _("Show all"))

    def places(self, text: str) -> Section:
        """Places of the area lead to their groups; one that leads to the area as a whole, to all groups."""
        areas = self.request.user.area_codes("group")
        above = path_of(common_area(areas))[:-1]
        regions = Region.objects.within(areas) | Region.objects.filter(pk__in=above)
        found = list(regions.search(text).select_related("parent")[: MOST_HITS + 1])
        rows = [(place, self.groups_of(place, above)) for place in found[:MOST_HITS]]
        hits = Hits(rows, False, [])
        return Section("place", _("Places"), hits, _("No place of your area is called like this."), "", "")

    def groups_of(self, place: Region, above: list[str]) -> str:
        everywhere = reverse("groups:list")
        return everywhere if place.pk in above else f"{everywhere}?{urlencode({'area': place.pk})}"
