"""Filters over the list of activities."""

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from members.filters import visible_groups
from wksbm.accounts.filters import AreaFilter, DayFilter, HouseFilterSet


class ActivityFilter(HouseFilterSet):
    area = AreaFilter()
    group = django_filters.ModelChoiceFilter(label=_("Group"), queryset=visible_groups, empty_label=_("all"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Activity.Kind.choices, empty_label=_("all"))
    since = DayFilter(label=_("From"), field_name="date", lookup_expr="gte")
    until = DayFilter(label=_("Until"), field_name="date", lookup_expr="lte")
