"""Search first: whoever is there already is offered before anybody is entered anew."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from wksbm.name_search import Hits
from wksbm.people.lookups import sought
from wksbm.people.models import Person
from wksbm.people.numbers import looks_like_number
from wksbm.text import clean_line

MOST_CARDS = 12


class FindPersonView(TemplateView):
    """Search first: who is already there is offered before anybody is entered anew.

    Floors above reuse it with their own purpose: `choose_url` says where "this is the one" leads, `new_url` where an
    unknown person is entered; both keep what was typed.
    """

    template_name = "people/find.html"
    heading = gettext_lazy("Register a person")
    lead = gettext_lazy("Search first. Whoever is there already need not be typed again.")

    def choose_url(self, person: Person) -> str:
        return person.get_absolute_url()

    def new_url(self) -> str:
        return reverse("people:create")

    def back(self) -> tuple[str, str]:
        return reverse("people:list"), _("People")

    def found(self, text: str) -> Hits:
        user, guess = self.request.user, self.request.GET.get("mirip") == "1"
        people = Person.objects.visible_to(user).prefetch_related("village")
        return sought(people, text, by=user, most=MOST_CARDS, guess=guess)

    def with_urls(self, people: list[Person]) -> list[tuple[Person, str]]:
        return [(person, self.choose_url(person)) for person in people]

    def get_context_data(self, **kwargs):
        try:
            text = clean_line(self.request.GET.get("q", ""))[:120]
        except ValidationError:
            text = ""
        hits = self.found(text) if text else Hits([], False, [])
        typed = urlencode({"nik" if text[:12].replace(" ", "").isdigit() else "nama": text})
        return super().get_context_data(**kwargs) | {
            "text": text,
            "cards": self.with_urls(hits.rows),
            "more": hits.more,
            "by_name": not looks_like_number(text),
            "guesses": self.with_urls(hits.guesses),
            "heading": self.heading,
            "lead": self.lead,
            # Whose area is a group enters nobody: the person would be out of sight after saving.
            "new_url": f"{self.new_url()}?{typed}" if self.request.user.area_codes("person") else "",
            "back": self.back(),
        }
