"""The inventory of a group: how far each of its five parts is, and each part as a form that is saved alone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from groups.inventory import parts_of, progress, standing
from groups.inventory_forms import FORMS
from groups.linking import network_of
from groups.models import SocialGroup
from groups.services import save_group
from groups.views.group import GroupMixin
from wksbm.accounts.editing import EditRecordView


class InventoryView(GroupMixin, TemplateView):
    template_name = "groups/inventory.html"

    def get_context_data(self, **kwargs):
        standings = standing(self.group)
        filled, asked = progress(standings)
        first = next((one.part.slug for one in standings if not one.is_whole), "")
        return super().get_context_data(**kwargs) | {
            "standings": standings, "filled": filled, "asked": asked, "first_open": first,
        }  # fmt: skip


class GroupUpdateView(GroupMixin, EditRecordView):
    """What a group is: the first part of the inventory, reached from the page of the group."""

    template_name = "groups/form.html"
    action = "update"
    changes = True
    form_class = FORMS["identitas"]

    def dispatch(self, request, *args, **kwargs):
        self.object = get_object_or_404(SocialGroup.objects.visible_to(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def save(self, form):
        return save_group(form.save(commit=False), coverage=form.cleaned_data.get("coverage"), by=self.request.user)


class InventoryPartView(GroupUpdateView):
    """One part; saving leads on to the next one, after the last to the overview."""

    template_name = "groups/inventory_part.html"

    @cached_property
    def parts(self) -> list:
        return parts_of(self.group)

    @cached_property
    def place(self) -> int:
        """Which of the group's parts the address names; 404 for one that is not asked of it."""
        slugs = [part.slug for part in self.parts]
        if self.kwargs["part"] not in slugs:
            raise Http404
        return slugs.index(self.kwargs["part"])

    def get_form_class(self):
        return FORMS[self.parts[self.place].slug]

    def get_success_url(self) -> str:
        messages.success(self.request, _("Saved: %(part)s.") % {"part": self.parts[self.place].title})
        following = self.parts[self.place + 1 : self.place + 2]
        if not following:
            return self.overview
        return reverse("groups:inventory-part", args=[self.group.pk, following[0].slug])

    @property
    def overview(self) -> str:
        return reverse("groups:inventory", args=[self.group.pk])

    def get_context_data(self, **kwargs):
        part = self.parts[self.place]
        ties = network_of(self.group, self.request.user) if part.slug == "jaringan" else {}
        facts = {"part": part, "number": self.place + 1, "parts": self.parts, "cancel": self.overview}
        return super().get_context_data(**kwargs) | ties | facts
