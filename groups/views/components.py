"""The components of a WKSBM: taking a group up, taking it out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from groups.components import add_component, end_component, groups_above
from groups.life_forms import ComponentForm, EndForm
from groups.models import Component, SocialGroup
from groups.views.choosing import ChoosingMixin
from groups.views.group import GroupMixin
from wksbm.accounts.editing import ActView, CreateOnceView


class ComponentAddView(ChoosingMixin, GroupMixin, CreateOnceView):
    template_name = "groups/component_add.html"
    finding_template = "groups/component_find.html"
    form_class = ComponentForm
    action = "update"
    changes = True

    def dispatch(self, request, *args, **kwargs):
        groups = SocialGroup.objects.visible_to(request.user)
        if not groups.filter(pk=kwargs["pk"], kind=SocialGroup.Kind.WKSBM).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def others(self):
        """Not those that belong to it already, nor those to which it belongs itself."""
        inside = self.group.components.filter(until__isnull=True).values("part")
        return super().others().exclude(pk__in=inside).exclude(pk__in=groups_above(self.group))

    def create(self, form):
        add_component(self.group, self.other, since=form.cleaned_data["since"], by=self.request.user)
        messages.success(self.request, _("%(part)s is a component now.") % {"part": self.other})
        return self.group


class ComponentEndView(ActView):
    template_name = "groups/component_end.html"
    form_class = EndForm

    def dispatch(self, request, *args, **kwargs):
        seen = SocialGroup.objects.visible_to(request.user)
        rows = Component.objects.filter(umbrella__in=seen, part__in=seen).select_related("umbrella__village", "part")
        self.row = get_object_or_404(rows, pk=kwargs["pk"])
        umbrella = self.row.umbrella
        if not request.user.may("update", "group", umbrella) or not umbrella.is_open or self.row.until:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.row.umbrella.village.today()

    def get_initial(self):
        return {"on": self.today()}

    @property
    def done(self) -> str:
        return _("%(part)s is no component any more; its history stays.") % {"part": self.row.part}

    def act(self, form) -> None:
        end_component(self.row, **form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return self.row.umbrella.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"row": self.row, "cancel": self.get_success_url()}
