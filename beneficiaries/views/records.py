"""Registering somebody as PMKS, search-first, and the record's own page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView, TemplateView

from beneficiaries.forms import ClassificationForm, ClassifyForm, NewBeneficiaryForm
from beneficiaries.models import Classification
from beneficiaries.services import classify, may_correct
from members.views.roster import TabMixin
from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.accounts.log import note_part
from wksbm.converters import key_in
from wksbm.people.models import Person
from wksbm.people.views import FindPersonView, NewPersonMixin


class FindBeneficiaryView(FindPersonView):
    """Search first: somebody who is there already gets the kind added."""

    heading = gettext_lazy("Register PMKS")

    def choose_url(self, person: Person) -> str:
        return f"{reverse('beneficiaries:create')}?orang={person.pk}"

    def new_url(self) -> str:
        return reverse("beneficiaries:create")

    def back(self) -> tuple[str, str]:
        return reverse("beneficiaries:list"), _("PMKS")


class RegisterView(NewPersonMixin, CreateOnceView):
    """Kinds for the person named by ?orang=…, or for a new one with the person form on the same page."""

    template_name = "beneficiaries/register.html"

    def dispatch(self, request, *args, **kwargs):
        self.person, pk = None, request.GET.get("orang", "")
        if pk:
            people = Person.objects.visible_to(request.user).select_related("village")
            self.person = get_object_or_404(people, pk=key_in(pk))
            if not request.user.may("create", "beneficiary", self.person):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return ClassifyForm if self.person else NewBeneficiaryForm

    def get_form_kwargs(self):
        extra = {"person": self.person} if self.person else {}
        return super().get_form_kwargs() | extra

    def get_initial(self):
        today = self.today()
        return ({} if self.person else super().get_initial()) | ({"identified_on": today} if today else {})

    def create(self, form):
        data = form.cleaned_data
        person = self.person or self.save_new(form)
        for category in data["categories"]:
            classify(
                person,
                category,
                by=self.request.user,
                identified_on=data["identified_on"],
                source=data["source"],
                own_wording=data["own_wording"],
            )
        count = len(data["categories"])
        text = ngettext(
            "Recorded: %(count)s kind. Somebody else verifies it.",
            "Recorded: %(count)s kinds. Somebody else verifies them.",
            count,
        )
        messages.success(self.request, text % {"count": count})
        return person

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"person": self.person}


class ClassificationMixin:
    def get_object(self, queryset=None) -> Classification:
        rows = Classification.objects.visible_to(self.request.user)
        related = rows.select_related(
            "beneficiary__person", "beneficiary__household", "category", "village", "proposed_by"
        )
        return get_object_or_404(related, pk=self.kwargs["pk"])


class ClassificationDetailView(ClassificationMixin, DetailView):
    template_name = "beneficiaries/detail.html"
    context_object_name = "classification"

    def get_context_data(self, **kwargs):
        user, row = self.request.user, self.object
        mine = row.proposed_by_id == user.pk
        waiting = row.status == Classification.Status.PROPOSED
        if row.beneficiary.person:
            note_part(user, row.beneficiary.person, "beneficiaries")
        return super().get_context_data(**kwargs) | {
            "person": row.beneficiary.person,
            "mine": mine,
            "waiting": waiting,
        }


class ClassificationUpdateView(ClassificationMixin, EditRecordView):
    template_name = "beneficiaries/form.html"
    form_class = ClassificationForm

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not may_correct(self.object, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class KindsOfPersonView(TabMixin, TemplateView):
    template_name = "beneficiaries/of_person.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        person = get_object_or_404(Person.objects.visible_to(user), pk=self.kwargs["pk"])
        note_part(user, person, "beneficiaries")
        rows = Classification.objects.visible_to(user).filter(beneficiary__person=person).select_related("category")
        return super().get_context_data(**kwargs) | {"person": person, "classifications": rows}
