"""Filters over the list of groups."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models import GroupType, Leadership, Link, SocialGroup
from wksbm.accounts.filters import AreaFilter, DayFilter, HouseFilterSet, LineFilter

REGISTERED = [("yes", _("registered")), ("no", _("not registered"))]
WITH_LEADER = [("none", _("none yet")), ("some", _("there is one"))]
LINKS = [("none", _("without any link")), ("some", _("there is one"))]
STATES = [*SocialGroup.Status.choices, ("dormant", _("silent"))]


class GroupFilter(HouseFilterSet):
    q = LineFilter(label=_("Name"), method="named")
    area = AreaFilter()
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("group", "Kind"), choices=SocialGroup.Kind.choices, empty_label=_("all")
    )
    type = django_filters.ModelChoiceFilter(
        label=_("Type"), queryset=GroupType.objects.filter(is_group=True), empty_label=_("all")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("all"))

    leader = django_filters.ChoiceFilter(
        label=_("Leader's account"), choices=WITH_LEADER, method="by_leader", empty_label=_("all")
    )
    guidance = django_filters.ChoiceFilter(
        label=_("Guidance"), choices=SocialGroup.Guidance.choices, empty_label=_("all")
    )
    registered = django_filters.ChoiceFilter(
        label=_("At the Dinas"), choices=REGISTERED, method="by_registration", empty_label=_("all")
    )
    origin = django_filters.ChoiceFilter(label=_("Origin"), choices=SocialGroup.Origin.choices, empty_label=_("all"))
    cohort = LineFilter(label=_("Programme or pilot"), lookup_expr="icontains")
    links = django_filters.ChoiceFilter(label=_("Network"), choices=LINKS, method="by_links", empty_label=_("all"))
    on = DayFilter(label=_("On the day"), method="on_day")

    def by_leader(self, queryset, name, value):
        led = Leadership.objects.alive(timezone.localdate()).filter(role=Leadership.Role.LEADER).order_by()
        led = led.values("group")
        return queryset.exclude(pk__in=led) if value == "none" else queryset.filter(pk__in=led)

    def by_registration(self, queryset, name, value):
        unknown = Q(registered_on__isnull=True, registration_number="")
        return queryset.filter(unknown) if value == "no" else queryset.exclude(unknown)

    def by_links(self, queryset, name, value):
        lasting = Link.objects.visible_to(self.request.user).lasting(timezone.localdate()).order_by()
        ends = Q(pk__in=lasting.values("group")) | Q(pk__in=lasting.filter(other__isnull=False).values("other"))
        return queryset.exclude(ends) if value == "none" else queryset.filter(ends)

    def on_day(self, queryset, name, value):
        return queryset.alive(value)

    def named(self, queryset, name, value):
        return queryset.named(value)

    def by_state(self, queryset, name, value):
        return queryset.dormant(timezone.localdate()) if value == "dormant" else queryset.filter(status=value)
