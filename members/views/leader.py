"""The leader's own list: names enter the roster at once, whether the registry knows them or not."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.views.group import GroupMixin
from members.identities import enrol_name
from members.identity_forms import OwnEnrolForm, OwnNamesForm
from members.models import Membership
from wksbm.accounts.editing import CreateOnceView
from wksbm.people.models import Person

MOST_KNOWN = 60


class OwnListMixin(GroupMixin):
    action = "create"
    record = "identity_match"
    changes = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def roster_url(self) -> str:
        return reverse("members:roster", args=[self.group.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel": self.roster_url()}


class OwnEnrolView(OwnListMixin, CreateOnceView):
    """One name. She searches nobody; people of her other groups, whom she sees anyway, are offered."""

    template_name = "members/own_enrol.html"
    form_class = OwnEnrolForm

    def create(self, form):
        data = form.cleaned_data
        membership = enrol_name(
            self.group,
            form.save(commit=False),
            by=self.request.user,
            joined=data["joined_on"],
            channel=data["channel"],
        )
        text = _("%(name)s is on the list. The name waits until it is matched; she or he counts from now on.")
        messages.success(self.request, text % {"name": membership.name})
        again = "lagi" in self.request.POST
        return reverse("members:own-enrol", args=[self.group.pk]) if again else self.roster_url()

    def known_people(self):
        """Of her other groups, and not in this one."""
        user = self.request.user
        here = Membership.objects.visible_to(user).in_group(self.group).current(self.today())
        people = Person.objects.visible_to(user).exclude(pk__in=here.exclude(person=None).values("person"))
        return people.select_related("village")[:MOST_KNOWN] if user.led_groups else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"known": self.known_people()}


class OwnNamesView(OwnListMixin, CreateOnceView):
    """Several names in one go: all of them or, when one line is wrong, none."""

    template_name = "members/own_names.html"
    form_class = OwnNamesForm

    def create(self, form):
        data = form.cleaned_data
        for typed in data["names"]:
            enrol_name(
                self.group,
                typed.identity(),
                by=self.request.user,
                joined=data["joined_on"],
                channel=data["channel"],
            )
        count = len(data["names"])
        text = ngettext(
            "%(count)s name is on the list and waits to be matched.",
            "%(count)s names are on the list and wait to be matched.",
            count,
        )
        messages.success(self.request, text % {"count": count})
        return self.roster_url()
