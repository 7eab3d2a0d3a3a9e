"""Enrolling many at once: paste names or tick people, say line by line who is meant, save all or nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext

from groups.views.group import GroupMixin
from members.identity_forms import MOST_LINES
from members.keying import kept_names
from members.many import as_line, described, enrol_many, people_to_enrol
from members.many_forms import WhoIsMeantForm, WhomForm
from members.overlaps import warning
from members.views.changes import names_left
from wksbm.accounts.editing import CreateOnceView
from wksbm.converters import key_in
from wksbm.people.lookups import searched
from wksbm.text import clean_line

PER_PAGE = 20
REVIEW, SAVE = "review", "save"
UNSENT = {"data": None, "files": None}


class EnrolManyView(GroupMixin, CreateOnceView):
    """The button pressed says in `go` what is next: the list again (a page of it, a search), the review, or saving.

    Nothing is written before `save`; names and ticks travel along in the form.
    """

    template_name = "members/many.html"
    form_class = WhomForm
    action = "create"
    record = "member"
    changes = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def get_initial(self):
        """After keying in a roster sheet, the new names that stood on it."""
        return {"names": kept_names(self.request, self.group)} if "lembar" in self.request.GET else {}

    def get(self, request, *args, **kwargs):
        if "sisa" in request.GET:
            self.template_name = "members/many_left.html"
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.whom = WhomForm(**self.get_form_kwargs() | {"data": self.gathered()})
        go = request.POST.get("go", "")
        if go not in (REVIEW, SAVE):
            unjudged = UNSENT | {"initial": request.POST.dict()}
            return self.choose_again(WhomForm(**self.get_form_kwargs() | unjudged))
        if not self.whom.is_valid():
            return self.choose_again(self.whom)
        self.template_name, self.form_class = "members/many_who.html", WhoIsMeantForm
        if go == REVIEW:
            return self.render_to_response(self.get_context_data(form=self.who_is_meant(**UNSENT)))
        return super().post(request, *args, **kwargs)

    def choose_again(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def gathered(self):
        """What was sent, with the ticks of all pages: those in sight and those that travel along."""
        data = self.request.POST.copy()
        data.setlist("people", dict.fromkeys([*data.getlist("people"), *data.getlist("ticked")]))
        return data

    def get_form(self, form_class=None):
        return self.who_is_meant() if self.form_class is WhoIsMeantForm else super().get_form(form_class)

    def who_is_meant(self, **changes) -> WhoIsMeantForm:
        found = self.whom.cleaned_data
        given = {"names": found["names"], "ticked": list(found["people"])}
        return WhoIsMeantForm(**self.get_form_kwargs() | given | changes)

    def create(self, form):
        joined = form.cleaned_data["joined_on"]
        rows = enrol_many(form.chosen, self.group, by=self.request.user, joined=joined, **form.facts)
        if rows:
            text = ngettext("%(count)s person is enrolled.", "%(count)s people are enrolled.", len(rows))
            messages.success(self.request, text % {"count": len(rows)})
        people = [row.person for row in rows if row.person]
        if told := warning(people, self.group, by=self.request.user, on=self.today()):
            messages.warning(self.request, told)
        roster = reverse("members:roster", args=[self.group.pk])
        return names_left(self.group, [as_line(typed) for typed in form.new_names]) or roster

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"cancel": reverse("members:roster", args=[self.group.pk])}
        if self.template_name == "members/many.html":
            return context | self.people_on_page()
        if self.template_name == "members/many_left.html":
            return context | {"left": self.left()}
        return context | {"names": self.request.POST.get("names", ""), "ticked": self.whom.cleaned_data["people"]}

    def people_on_page(self) -> dict:
        """A page of the village's people who are no members yet; who is ticked stands above it, whatever the page."""
        user, posted = self.request.user, self.request.POST
        people = people_to_enrol(self.group, user)
        ticked = people.filter(pk__in=[key_in(key) for key in posted.getlist("people")])
        rows = people.filter(village=self.group.village_id).exclude(pk__in=ticked.values("pk"))
        try:
            text = clean_line(posted.get("q", ""))[:120]
        except ValidationError:
            text = ""
        rows = searched(rows, text, by=user) if text else rows
        page = Paginator(rows.order_by("name_key", "pk"), PER_PAGE).get_page(posted.get("go") or 1)
        return {
            "text": text,
            "page": page,
            "rows": [(person.pk, described(person, user)) for person in page],
            "ticked": [(person.pk, described(person, user)) for person in ticked.order_by("name_key", "pk")],
        }

    def left(self) -> list[tuple[str, str]]:
        """The pasted lines that are still to be entered, each with the address of its form."""
        lines = [line[:300] for line in self.request.GET.getlist("sisa")[:MOST_LINES]]
        return [(line, self.address(line, lines[:place] + lines[place + 1 :])) for place, line in enumerate(lines)]

    def address(self, line: str, others: list[str]) -> str:
        query = urlencode({"baris": line, "sisa": others}, doseq=True)
        return f"{reverse('members:enrol', args=[self.group.pk])}?{query}"
