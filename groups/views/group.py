"""A group: registering it, its page, its stage."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from groups.components import add_component, ties
from groups.forms import STAGE_LABELS, ComponentGroupForm, GroupForm, StageForm
from groups.inventory import progress, standing
from groups.leading import on_the_page
from groups.life import course
from groups.linking import network_of
from groups.models import SocialGroup
from groups.papers import papers_of
from groups.services import advance_stage, save_group
from groups.sizes import size_hint
from wksbm.accounts.editing import ActView, CreateOnceView
from wksbm.converters import key_in


class GroupMixin:
    """Fetches `self.group` inside the user's reach; `action` is asked of the access table."""

    action = "view"
    record = "group"
    changes = False  # whether this screen changes the group: a closed one is read-only

    def dispatch(self, request, *args, **kwargs):
        groups = SocialGroup.objects.visible_to(request.user).select_related("village__parent", "type", "kube")
        self.group = get_object_or_404(groups, pk=kwargs["pk"])
        if not request.user.may(self.action, self.record, self.group) or not self.fits():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def fits(self) -> bool:
        """Whether the state of the group lets this be done now."""
        return self.group.is_open or not self.changes

    def today(self):
        return self.group.village.today()

    def get_context_data(self, **kwargs):
        return {"group": self.group, "cancel": self.group.get_absolute_url()} | super().get_context_data(**kwargs)


class GroupCreateView(CreateOnceView):
    """Registers a group; with `?wksbm=…` straight as a component of that umbrella."""

    template_name = "groups/form.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.area_codes("group"):
            raise PermissionDenied
        self.umbrella = self._umbrella() if "wksbm" in request.GET else None
        return super().dispatch(request, *args, **kwargs)

    def _umbrella(self):
        user = self.request.user
        umbrellas = SocialGroup.objects.visible_to(user).filter(kind=SocialGroup.Kind.WKSBM)
        umbrella = get_object_or_404(umbrellas.select_related("village"), pk=key_in(self.request.GET["wksbm"]))
        if not umbrella.is_open or not user.may("update", "group", umbrella):
            raise PermissionDenied
        return umbrella

    def get_form_class(self):
        return ComponentGroupForm if self.umbrella else GroupForm

    def get_initial(self):
        return {"village": self.umbrella.village_id, "kind": SocialGroup.Kind.KPS} if self.umbrella else {}

    def create(self, form):
        group = save_group(form.save(commit=False), by=self.request.user)
        if self.umbrella:
            add_component(self.umbrella, group, since=form.cleaned_data["since"], by=self.request.user)
        messages.success(
            self.request,
            _("%(group)s is registered. Next: fill in its inventory, enrol its members.") % {"group": group},
        )
        return group

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"umbrella": self.umbrella}


class GroupDetailView(GroupMixin, DetailView):
    """The frame of a group's page; roster and activities are tabs of the floors that own them."""

    template_name = "groups/detail.html"

    def get_object(self, queryset=None):
        return self.group

    def get_context_data(self, **kwargs):
        user, group = self.request.user, self.group
        tabs = [reverse(name, args=[group.pk]) for name, record in settings.GROUP_TABS if user.may("list", record)]
        state, word = group.state(self.today())
        filled, asked = progress(standing(group))
        return (
            super().get_context_data(**kwargs)
            | {
                "tabs": tabs,
                "state": state,
                "state_word": word,
                "coverage": group.coverage.all(),
                "filled": filled,
                "asked": asked,
                "size_hint": size_hint(group),
                "stages": group.kube.stage_changes.all() if hasattr(group, "kube") else [],
            }
            | ties(group, user)
            | course(group, user)
            | on_the_page(group, user)
            | network_of(group, user)
            | papers_of(group, user)
        )


class StageView(GroupMixin, ActView):
    """A KUBE goes to its next stage."""

    template_name = "groups/stage.html"
    form_class = StageForm
    action = "update"
    changes = True

    def post(self, request, *args, **kwargs):
        if not hasattr(self.group, "kube"):
            raise Http404
        return super().post(request, *args, **kwargs)

    def act(self, form) -> None:
        kube = get_object_or_404(type(self.group.kube).objects.select_related("group"), pk=self.group.kube.pk)
        advance_stage(kube, self.request.POST.get("to", ""), by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.group.get_absolute_url()

    def get_context_data(self, **kwargs):
        kube = getattr(self.group, "kube", None)
        following = kube.next_stage if kube else None
        return super().get_context_data(**kwargs) | {
            "kube": kube,
            "to": following,
            "to_label": STAGE_LABELS.get(following),
        }
