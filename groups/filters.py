"""Filters over the list of groups."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models import GroupType, SocialGroup
from wksbm.accounts.filters import AreaFilter, DayFilter, HouseFilterSet, LineFilter

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

    on = DayFilter(label=_("On the day"), method="on_day")

    def on_day(self, queryset, name, value):
        return queryset.alive(value)

    def named(self, queryset, name, value):
        return queryset.named(value)

    def by_state(self, queryset, name, value):
        return queryset.dormant(timezone.localdate()) if value == "dormant" else queryset.filter(status=value)
