"""The accounts of a group's leaders and companions: giving and ending; the list of accounts as a file."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.leader_forms import EndForm, LeaderForm, LeaderOfForm
from groups.leading import appoint, end_leadership, give_leader_account, may_end
from groups.models import Leadership, SocialGroup
from groups.views.group import GroupMixin
from wksbm.accounts import given
from wksbm.accounts.confirming import ConfirmedView
from wksbm.accounts.editing import ActView, CreateOnceView
from wksbm.accounts.services import may_give
from wksbm.regions.codes import within

PERSON = ("full_name", "phone", "username")
DAYS = ("starts_on", "ends_on")
MOST_TO_CHOOSE = 100  # of more groups the list finds the one


class AppointMixin(ConfirmedView):
    """Makes a leader or companion (`role`) of `group`, and shows the account."""

    template_name = "groups/leader_account.html"
    form_class = LeaderForm
    role = Leadership.Role.LEADER
    group = None

    def dispatch(self, request, *args, **kwargs):
        if self.group is not None and not may_give(request.user, self.role, self.group.village_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group, "role": self.role, "url": self.request.path}

    def get_initial(self):
        return {"starts_on": self.today(), "known": self.request.GET.get("known", "")[:60]}

    def create(self, form):
        data, by = form.cleaned_data, self.request.user
        group, days = self.group or data["group"], {name: data[name] for name in DAYS}
        if form.account is not None:
            appoint(group, form.account, role=self.role, **days, by=by)
            return form.account
        person = {name: data[name] for name in PERSON}
        leadership, password = give_leader_account(group, **person, **days, role=self.role, by=by)
        given.keep(self.request, leadership.user, password)
        return leadership.user

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"role": self.role}


class LeaderAccountView(GroupMixin, AppointMixin, CreateOnceView):
    action = "create"
    record = "account"
    changes = True


class CompanionView(LeaderAccountView):
    role = Leadership.Role.COMPANION


class NewLeaderView(AppointMixin, CreateOnceView):
    """From the list of accounts: the group is chosen in the form; among very many, in the list of groups."""

    form_class = LeaderOfForm

    def dispatch(self, request, *args, **kwargs):
        codes = [duty.region_id or "" for duty in request.user.duties_opening("account", "create")]
        groups = SocialGroup.objects.visible_to(request.user).filter(within("village", codes)).serving()
        self.groups = groups.select_related("village")
        if groups.count() > MOST_TO_CHOOSE:
            return redirect(f"{reverse('groups:list')}?leader=none")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"groups": self.groups}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"group": None, "cancel": reverse("accounts:list")}


class LeaderEndView(ConfirmedView, ActView):
    """A leader or companion ends: on a day, with a reason."""

    template_name = "groups/leader_end.html"
    form_class = EndForm

    def dispatch(self, request, *args, **kwargs):
        groups = SocialGroup.objects.visible_to(request.user)
        rows = Leadership.objects.filter(group__in=groups).select_related("group__village", "user")
        self.row = get_object_or_404(rows, pk=kwargs["pk"])
        if not may_end(self.row, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.row.group.village.today()

    def get_initial(self):
        return {"on": self.today()}

    @property
    def done(self) -> str:
        return _("It ends on that day and stays in the history of the group.")

    def act(self, form) -> None:
        end_leadership(self.row, **form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return self.row.group.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"row": self.row, "cancel": self.get_success_url()}
