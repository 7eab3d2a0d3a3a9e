"""People: the list, search-first entry, the person's page, editing."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView

from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.accounts.lists import ScopedListView
from wksbm.people.filters import PersonFilter
from wksbm.people.forms import PersonForm
from wksbm.people.models import Person
from wksbm.people.services import save_person
from wksbm.text import clean_line

MOST_CARDS = 12


class PersonListView(ScopedListView):
    template_name = "people/list.html"
    filterset_class = PersonFilter

    def get_queryset(self):
        return Person.objects.visible_to(self.request.user).select_related("village")


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

    def found(self, text: str) -> list[Person]:
        people = Person.objects.visible_to(self.request.user).matching(text).select_related("village")
        return list(people[: MOST_CARDS + 1])

    def get_context_data(self, **kwargs):
        try:
            text = clean_line(self.request.GET.get("q", ""))[:120]
        except ValidationError:
            text = ""
        people = self.found(text) if text else []
        cards = [(person, self.choose_url(person)) for person in people[:MOST_CARDS]]
        typed = urlencode({"nik" if text[:12].replace(" ", "").isdigit() else "nama": text})
        return super().get_context_data(**kwargs) | {
            "text": text,
            "cards": cards,
            "more": len(people) > MOST_CARDS,
            "heading": self.heading,
            "lead": self.lead,
            "new_url": f"{self.new_url()}?{typed}",
            "back": self.back(),
        }


class NewPersonMixin:
    """The person form of an unknown person, with what the search already knows; leaders do not enter people here."""

    form_class = PersonForm

    def dispatch(self, request, *args, **kwargs):
        if not request.user.area_codes("person"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        typed = self.request.GET
        return {"full_name": typed.get("nama", "")[:120].title(), "nik": typed.get("nik", "")[:30]}

    def save_new(self, form) -> Person:
        return save_person(form.save(commit=False), kk_number=form.cleaned_data["kk_number"], by=self.request.user)


class PersonCreateView(NewPersonMixin, CreateOnceView):
    template_name = "people/form.html"

    def create(self, form):
        return self.save_new(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": _("New person"), "verb": _("Save person")}


class VisiblePersonMixin:
    def get_object(self, queryset=None) -> Person:
        people = Person.objects.visible_to(self.request.user).select_related("village__parent", "household")
        return get_object_or_404(people, pk=self.kwargs["pk"])


class PersonDetailView(VisiblePersonMixin, DetailView):
    """The frame of a person's page; each tab belongs to the floor that owns its rows."""

    template_name = "people/detail.html"
    context_object_name = "person"

    def get_context_data(self, **kwargs):
        user, pk = self.request.user, self.object.pk
        tabs = [reverse(name, args=[pk]) for name, record in settings.PERSON_TABS if user.may("list", record)]
        first, last = self.object.history.select_related("history_user").earliest(), self.object.history.latest()
        return super().get_context_data(**kwargs) | {
            "tabs": tabs,
            "first": first,
            "last": last,
            "age": self.object.age(self.object.village.today()),
        }


class PersonUpdateView(VisiblePersonMixin, EditRecordView):
    template_name = "people/form.html"
    form_class = PersonForm

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not request.user.may("update", "person", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.object.village.today()

    def save(self, form):
        return save_person(form.save(commit=False), kk_number=form.cleaned_data["kk_number"], by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": self.object.full_name, "verb": _("Save changes")}
