"""Changing the roster: search-first enrolment, leaving, offices."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.views.group import GroupMixin
from members.forms import EnrolForm, LeaveForm, MembershipForm, NewMemberForm, OfficeForm
from members.models import Membership
from members.services import enrol, fill_office, leave
from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.converters import key_in
from wksbm.people.models import Person
from wksbm.people.views import FindPersonView, NewPersonMixin


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

    def get_initial(self):
        return {} if self.person else super().get_initial() | {"village": self.group.village}

    def create(self, form):
        data = form.cleaned_data
        person = self.person or self.save_new(form)
        enrol(
            person,
            self.group,
            by=self.request.user,
            joined=data["joined_on"],
            channel=data["channel"],
            registration_mode=data["registration_mode"],
        )
        messages.success(
            self.request, _("%(name)s is a member of %(group)s now.") % {"name": person, "group": self.group}
        )
        return self.group

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"person": self.person}


class MembershipMixin:
    """Fetches `self.object` inside the user's reach; a closed group's roster is read-only."""

    action = "update"

    def dispatch(self, request, *args, **kwargs):
        rows = Membership.objects.visible_to(request.user).select_related("group__village", "person")
        self.object = get_object_or_404(rows, pk=kwargs["pk"])
        if not request.user.may(self.action, "member", self.object) or not self.object.group.is_open:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.object.group.village.today()

    def get_success_url(self) -> str:
        return self.object.group.get_absolute_url()

    def get_context_data(self, **kwargs):
        return {"membership": self.object, "cancel": self.get_success_url()} | super().get_context_data(**kwargs)


class MembershipUpdateView(MembershipMixin, EditRecordView):
    template_name = "members/form.html"
    form_class = MembershipForm


class LeaveView(MembershipMixin, CreateOnceView):
    template_name = "members/leave.html"
    form_class = LeaveForm

    def create(self, form):
        leave(self.object, by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request,
            _("%(name)s has left the group; the membership stays in the record.") % {"name": self.object.person},
        )
        return self.get_success_url()


class OfficeView(GroupMixin, CreateOnceView):
    template_name = "members/office.html"
    form_class = OfficeForm
    action = "create"
    record = "member"
    changes = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def create(self, form):
        data = form.cleaned_data
        membership = data["member"]
        fill_office(
            self.group,
            post=data["post"],
            rank=data["rank"],
            person=membership.person if membership else None,
            starts=data["starts_on"],
            by=self.request.user,
            selection=data["selection"],
            decree=data["decree"],
        )
        return self.group
