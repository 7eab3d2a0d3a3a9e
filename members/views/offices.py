"""Offices: filling one by a member, by somebody else or a new person; correcting and ending a term."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from groups.views.group import GroupMixin
from members.models import OfficerTerm
from members.office_forms import EndTermForm, NewOfficerForm, OfficeForm, TermForm
from members.offices import correct_term, end_term, fill_office
from members.views.changes import RosterRowMixin
from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.converters import key_in
from wksbm.people.models import Person
from wksbm.people.views import FindPersonView, NewPersonMixin

OFFICE = ("jabatan", "urutan")  # what the address says of the office to be filled


def office_in(request) -> dict[str, str]:
    return {name: request.GET[name] for name in OFFICE if request.GET.get(name)}


class FindOfficerView(GroupMixin, FindPersonView):
    """An officer need not be a member: a founder who leads, an adviser, a leader's daughter who helps."""

    action = "create"
    record = "member"
    changes = True

    @property
    def heading(self) -> str:
        return _("An officer of %(group)s") % {"group": self.group}

    def address(self, route: str, **more) -> str:
        return f"{reverse(route, args=[self.group.pk])}?{urlencode(office_in(self.request) | more)}"

    def choose_url(self, person: Person) -> str:
        return self.address("members:officer", orang=person.pk)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        typed = context["new_url"].partition("?")[2]
        new_url = f"{self.address('members:officer-new')}&{typed}" if typed else ""
        return context | {"new_url": new_url, "kept": office_in(self.request)}

    def back(self) -> tuple[str, str]:
        return reverse("members:roster", args=[self.group.pk]), self.group.name


class FillingMixin(GroupMixin):
    action = "create"
    record = "member"
    changes = True

    def get_initial(self):
        asked = office_in(self.request)
        return super().get_initial() | {"post": asked.get("jabatan", ""), "rank": asked.get("urutan", "")}

    def fill(self, form, person, identity=None) -> str:
        fill_office(self.group, person=person, identity=identity, by=self.request.user, **form.facts)
        messages.success(self.request, _("The office is saved; former terms stay in the record."))
        return reverse("members:roster", args=[self.group.pk])


class OfficeView(FillingMixin, CreateOnceView):
    """Fills an office with a member, or with the person of ?orang=…."""

    template_name = "members/office.html"
    form_class = OfficeForm

    def dispatch(self, request, *args, **kwargs):
        self.person = None
        if "orang" in request.GET:
            people = Person.objects.visible_to(request.user)
            self.person = get_object_or_404(people, pk=key_in(request.GET["orang"]))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group, "person": self.person}

    def create(self, form):
        if self.person:
            return self.fill(form, self.person)
        member = form.cleaned_data["member"]
        if member and not member.person:
            return self.fill(form, None, member.identity)
        return self.fill(form, member and member.person)

    def get_context_data(self, **kwargs):
        find = reverse("members:officer-find", args=[self.group.pk])
        kept = urlencode(office_in(self.request))
        return super().get_context_data(**kwargs) | {"person": self.person, "find": f"{find}?{kept}"}


class NewOfficerView(FillingMixin, NewPersonMixin, CreateOnceView):
    """Fills an office with somebody whom the registry does not know yet."""

    template_name = "members/office.html"
    form_class = NewOfficerForm

    def get_initial(self):
        return super().get_initial() | {"village": self.group.village}

    def create(self, form):
        return self.fill(form, self.save_new(form))


class TermMixin(RosterRowMixin):
    model = OfficerTerm
    named = "term"

    def get_success_url(self) -> str:
        return reverse("members:roster", args=[self.object.group_id])


class TermUpdateView(TermMixin, EditRecordView):
    template_name = "members/term.html"
    form_class = TermForm

    def save(self, form):
        return correct_term(form.save(commit=False), by=self.request.user)


class TermEndView(TermMixin, CreateOnceView):
    template_name = "members/term_end.html"
    form_class = EndTermForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"term": self.object}

    def create(self, form):
        end_term(self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("%(title)s: ended. It stays in the record.") % {"title": self.object.title})
        return self.get_success_url()
