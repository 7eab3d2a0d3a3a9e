"""A group: founding it, its page, editing it, its stage, its leader's account."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from groups.forms import STAGE_LABELS, GroupForm, LeaderAccountForm, StageForm
from groups.models import SocialGroup
from groups.services import advance_stage, give_leader_account, save_group
from wksbm.accounts.editing import CreateOnceView, EditRecordView, HouseFormView, add_errors
from wksbm.accounts.views.accounts import SECRET_KEY_IN_SESSION


class GroupMixin:
    """Fetches `self.group` inside the user's reach; `action` is asked of the access table."""

    action = "view"
    record = "group"
    changes = False  # whether this screen changes the group: a closed one is read-only

    def dispatch(self, request, *args, **kwargs):
        groups = SocialGroup.objects.visible_to(request.user).select_related("village__parent", "type", "kube")
        self.group = get_object_or_404(groups, pk=kwargs["pk"])
        if not request.user.may(self.action, self.record, self.group) or (self.changes and not self.group.is_open):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.group.village.today()

    def get_context_data(self, **kwargs):
        return {"group": self.group, "cancel": self.group.get_absolute_url()} | super().get_context_data(**kwargs)


class GroupCreateView(CreateOnceView):
    template_name = "groups/form.html"
    form_class = GroupForm

    def dispatch(self, request, *args, **kwargs):
        if not request.user.area_codes("group"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def create(self, form):
        group = save_group(form.save(commit=False), coverage=form.cleaned_data["coverage"], by=self.request.user)
        messages.success(self.request, _("%(group)s is registered. Next: enrol its members.") % {"group": group})
        return group


class GroupUpdateView(GroupMixin, EditRecordView):
    template_name = "groups/form.html"
    form_class = GroupForm
    action = "update"

    def dispatch(self, request, *args, **kwargs):
        self.object = get_object_or_404(SocialGroup.objects.visible_to(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def save(self, form):
        return save_group(form.save(commit=False), coverage=form.cleaned_data["coverage"], by=self.request.user)


class GroupDetailView(GroupMixin, DetailView):
    """The frame of a group's page; roster and activities are tabs of the floors that own them."""

    template_name = "groups/detail.html"

    def get_object(self, queryset=None):
        return self.group

    def get_context_data(self, **kwargs):
        user, group = self.request.user, self.group
        tabs = [reverse(name, args=[group.pk]) for name, record in settings.GROUP_TABS if user.may("list", record)]
        state, word = group.state(self.today())
        rows = group.history.select_related("history_user")
        components = SocialGroup.objects.visible_to(user).filter(
            umbrellas__umbrella=group, umbrellas__until__isnull=True
        )
        return super().get_context_data(**kwargs) | {
            "tabs": tabs,
            "state": state,
            "state_word": word,
            "first": rows.earliest(),
            "last": rows.latest(),
            "coverage": group.coverage.all(),
            "components": components,
            "stages": group.kube.stage_changes.all() if hasattr(group, "kube") else [],
            "leaders": group.leaderships.alive(self.today()).select_related("user"),
        }


class StageView(GroupMixin, HouseFormView):
    """A KUBE goes to its next stage."""

    template_name = "groups/stage.html"
    form_class = StageForm
    action = "update"
    changes = True

    def post(self, request, *args, **kwargs):
        if not hasattr(self.group, "kube"):
            raise Http404
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        kube = get_object_or_404(type(self.group.kube).objects.select_related("group"), pk=self.group.kube.pk)
        try:
            advance_stage(kube, self.request.POST.get("to", ""), by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return redirect(self.group)

    def get_context_data(self, **kwargs):
        kube = getattr(self.group, "kube", None)
        following = kube.next_stage if kube else None
        return super().get_context_data(**kwargs) | {
            "kube": kube,
            "to": following,
            "to_label": STAGE_LABELS.get(following),
        }


class LeaderAccountView(GroupMixin, CreateOnceView):
    template_name = "groups/leader_account.html"
    form_class = LeaderAccountForm
    action = "create"
    record = "account"
    changes = True

    def create(self, form):
        leadership, password = give_leader_account(self.group, by=self.request.user, **form.cleaned_data)
        self.request.session[SECRET_KEY_IN_SESSION] = {"user": leadership.user_id, "password": password}
        return leadership.user
