"""People: the list, entering somebody new, the person's page, editing."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.people.conflicts import conflict_of
from wksbm.people.filters import PersonFilter
from wksbm.people.forms import PersonForm
from wksbm.people.lookups import count_refused_nik
from wksbm.people.models import Person
from wksbm.people.outside_told import latest_of
from wksbm.people.reveal_forms import MatchForm
from wksbm.people.services import save_person


class PersonListView(ScopedListView):
    template_name = "people/list.html"
    filterset_class = PersonFilter

    def get_queryset(self):
        return Person.objects.visible_to(self.request.user).prefetch_related("village")


class CountedNikMixin:
    """A refused NIK tells that somebody has it, so it counts as a look-up."""

    def form_invalid(self, form):
        count_refused_nik(form, by=self.request.user)
        return super().form_invalid(form)


class NewPersonMixin(CountedNikMixin):
    """The person form of an unknown person, with what the search already knows; `person` is one who is known instead.

    Whose area is a group enters nobody here: the person would be in no group, and out of his sight after saving.
    """

    form_class = PersonForm
    person = None

    def dispatch(self, request, *args, **kwargs):
        if self.person is None and not request.user.area_codes("person"):
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
        note(user, AccessLog.Kind.VIEW, self.object)
        tabs = [reverse(name, args=[pk]) for name, record in settings.PERSON_TABS if user.may("list", record)]
        return super().get_context_data(**kwargs) | {
            "tabs": tabs,
            "age": self.object.age(self.object.village.today()),
            "conflict": conflict_of(self.object, user),
            "outside": latest_of(self.object, user),
            "match_form": MatchForm(user=user),
        }


class PersonUpdateView(VisiblePersonMixin, CountedNikMixin, EditRecordView):
    """The form shows what is known of the person, so opening it is a look."""

    template_name = "people/form.html"
    form_class = PersonForm

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not request.user.may("update", "person", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        note(request.user, AccessLog.Kind.VIEW, self.object, form="edit")
        return super().get(request, *args, **kwargs)

    def today(self):
        return self.object.village.today()

    def save(self, form):
        return save_person(form.save(commit=False), kk_number=form.cleaned_data["kk_number"], by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": self.object.full_name, "verb": _("Save changes")}
