"""The network: ties of a group, and the resource map of an area."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from groups.life_forms import EndForm
from groups.link_forms import GroupLinkForm, PartnerFilter, PartnerForm, by_partner
from groups.linking import end_link, other_end, save_link
from groups.models import Link
from groups.models.links import GIVES
from groups.views.choosing import ChoosingMixin
from groups.views.group import GroupMixin
from wksbm.accounts.editing import ActView, CreateOnceView, EditRecordView
from wksbm.accounts.lists import ScopedListView

SHOWN = 5  # groups beside a partner


class PartnerCreateView(GroupMixin, CreateOnceView):
    template_name = "groups/link_form.html"
    form_class = PartnerForm
    action = "update"
    changes = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def create(self, form):
        link = save_link(form.save(commit=False), by=self.request.user)
        messages.success(self.request, _("%(partner)s stands in the network now.") % {"partner": link.party})
        return link


class GroupLinkView(ChoosingMixin, GroupMixin, CreateOnceView):
    template_name = "groups/link_form.html"
    finding_template = "groups/link_find.html"
    form_class = GroupLinkForm
    action = "update"
    changes = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group, "other": self.other}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"called": self.other and self.other.name}

    def create(self, form):
        link = save_link(form.save(commit=False), by=self.request.user)
        messages.success(self.request, _("%(group)s is linked now; both pages show it.") % {"group": link.other})
        return link


class LinkMixin:
    """Fetches `self.object` inside the user's reach; the ties of a closed group are read-only."""

    def dispatch(self, request, *args, **kwargs):
        links = Link.objects.visible_to(request.user).select_related("group__village", "other")
        self.object = get_object_or_404(links, pk=kwargs["pk"])
        if not request.user.may("update", "group", self.object.group) or not self.object.group.is_open:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.object.group.village.today()

    def get_context_data(self, **kwargs):
        link = self.object
        names = {"link": link, "group": link.group, "called": other_end(link, self.request.user).called}
        return names | {"cancel": link.get_absolute_url()} | super().get_context_data(**kwargs)


class LinkUpdateView(LinkMixin, EditRecordView):
    template_name = "groups/link_form.html"

    def get_form_class(self):
        return GroupLinkForm if self.object.other_id else PartnerForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.object.group, "other": self.object.other}

    def save(self, form):
        return save_link(form.save(commit=False), by=self.request.user)


class LinkEndView(LinkMixin, ActView):
    template_name = "groups/link_end.html"
    form_class = EndForm

    def get_initial(self):
        return {"on": self.today()}

    @property
    def done(self) -> str:
        return _("The link has ended; it stays on the page under “Before”.")

    def act(self, form) -> None:
        end_link(self.object, **form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class PartnerListView(ScopedListView):
    """The resource map: who could help the groups of the area, with what, and which group knows them."""

    template_name = "groups/resource_map.html"
    filterset_class = PartnerFilter

    @cached_property
    def links(self):
        return Link.objects.visible_to(self.request.user).partners().lasting(timezone.localdate())

    def get_queryset(self):
        return self.links

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if context["total"] is not None:
            context["total"] = by_partner(self.links).count()
        return context | {"rows": self.rows(context["rows"]), "gives": self.counts()}

    def rows(self, found) -> list[dict]:
        """The partners of a page with all that the groups of the area say of them."""
        keys = [row["key"] for row in found]
        links = self.links.annotate(key=Lower("party")).filter(key__in=keys).select_related("group__village")
        told = {key: [] for key in keys}
        for link in links.order_by("group__name_key", "pk"):
            told[link.key].append(link)
        return [_partner(rows) for rows in told.values()]

    def counts(self) -> list[tuple[str, str, int]]:
        """How many partners can give what."""
        count = {code: Count(Lower("party"), distinct=True, filter=Q(gives__contains=f",{code},")) for code, _ in GIVES}
        found = self.links.order_by().aggregate(**count)
        return [(code, word, found[code]) for code, word in GIVES]


def _partner(links: list[Link]) -> dict:
    kinds = dict.fromkeys(link.get_party_kind_display() for link in links)
    gives = {code for link in links for code in link.gives}
    return {
        "name": links[0].party,
        "kinds": list(kinds),
        "gives": [word for code, word in GIVES if code in gives],
        "is_possible": all(link.is_possible for link in links),
        "groups": list(dict.fromkeys(link.group for link in links))[:SHOWN],
        "more": len({link.group_id for link in links}) - SHOWN,
    }
