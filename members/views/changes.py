"""Changing the roster: search-first enrolment, correcting, leaving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from groups.views.group import GroupMixin
from members.faces import name_of
from members.forms import EndedMembershipForm, EnrolForm, LeaveForm, MembershipForm, NewMemberForm
from members.identity_forms import MOST_LINES, read_line
from members.models import Membership
from members.overlaps import warning
from members.services import correct_membership, enrol, leave, open_terms
from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.converters import key_in
from wksbm.people.models import Person
from wksbm.people.views import FindPersonView, NewPersonMixin
from wksbm.text import clean_line


class FindMemberView(GroupMixin, FindPersonView):
    """Search first: a person who is there already is enrolled, not entered twice."""

    action = "create"
    record = "member"
    changes = True

    @property
    def heading(self) -> str:
        return _("Enrol in %(group)s") % {"group": self.group}

    def choose_url(self, person: Person) -> str:
        return f"{reverse('members:enrol', args=[self.group.pk])}?orang={person.pk}"

    def new_url(self) -> str:
        return reverse("members:enrol", args=[self.group.pk])

    def back(self) -> tuple[str, str]:
        return self.group.get_absolute_url(), self.group.name


class EnrolView(GroupMixin, NewPersonMixin, CreateOnceView):
    """Enrols the person named by ?orang=…, or a new one with the person form on the same page."""

    template_name = "members/enrol.html"
    action = "create"
    record = "member"
    changes = True

    def dispatch(self, request, *args, **kwargs):
        self.person = None
        if "orang" in request.GET:
            people = Person.objects.visible_to(request.user)
            self.person = get_object_or_404(people, pk=key_in(request.GET["orang"]))
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return EnrolForm if self.person else NewMemberForm

    def get_form_kwargs(self):
        known = [self.person] if self.person else []
        told = warning(known, self.group, by=self.request.user, on=self.today())
        return super().get_form_kwargs() | {"other_kube": told}

    def get_initial(self):
        if self.person:
            return {}
        return super().get_initial() | {"village": self.group.village} | typed_in(self.request.GET.get("baris", ""))

    def create(self, form):
        person = self.person or self.save_new(form)
        enrol(person, self.group, by=self.request.user, joined=form.cleaned_data["joined_on"], **form.facts)
        messages.success(
            self.request, _("%(name)s is a member of %(group)s now.") % {"name": person, "group": self.group}
        )
        return names_left(self.group, self.request.GET.getlist("sisa")) or self.group

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"person": self.person}


def typed_in(line: str) -> dict:
    """What a line of a pasted list says of a new person, for the form."""
    try:
        typed = read_line(clean_line(line)[:300]) if line else None
    except ValidationError:
        return {}
    if typed is None:
        return {}
    return {"full_name": typed.name, "sex": typed.sex, "birth_date": typed.birth, "rt": typed.rt, "rw": typed.rw}


def names_left(group, lines: list[str]) -> str:
    """The page of those of a pasted list who are still to be entered as new people; "" without any."""
    address = reverse("members:enrol-many", args=[group.pk])
    return f"{address}?{urlencode({'sisa': lines[:MOST_LINES]}, doseq=True)}" if lines else ""


class RosterRowMixin:
    """Fetches `self.object`, a `model` of a roster, inside the user's reach; that of a closed group is read-only."""

    action = "update"
    model = Membership
    named = "membership"  # in templates

    def dispatch(self, request, *args, **kwargs):
        rows = self.model.objects.visible_to(request.user).select_related("group__village", "person", "identity")
        self.object = get_object_or_404(rows, pk=kwargs["pk"])
        if not request.user.may(self.action, "member", self.object) or not self.object.group.is_open:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.object.group.village.today()

    def get_success_url(self) -> str:
        return self.object.group.get_absolute_url()

    def get_context_data(self, **kwargs):
        return {self.named: self.object, "cancel": self.get_success_url()} | super().get_context_data(**kwargs)


class MembershipUpdateView(RosterRowMixin, EditRecordView):
    template_name = "members/form.html"
    form_class = MembershipForm

    def get_form_class(self):
        return EndedMembershipForm if self.object.left_on else MembershipForm

    def save(self, form):
        return correct_membership(form.save(commit=False), by=self.request.user)


class LeaveView(RosterRowMixin, CreateOnceView):
    template_name = "members/leave.html"
    form_class = LeaveForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"terms": open_terms(self.object)}

    def create(self, form):
        leave(self.object, by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request,
            _("%(name)s has left the group; the membership stays in the record.")
            % {"name": name_of(self.request.user, self.object)},
        )
        return self.get_success_url()
