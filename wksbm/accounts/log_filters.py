"""Filters over the access log."""

from datetime import datetime, time, timedelta

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.filters import DayFilter, HouseFilterSet, LineFilter
from wksbm.accounts.models import AccessLog
from wksbm.converters import LARGEST_KEY


class LogFilter(HouseFilterSet):
    """Who looked at whom, when; `number` is that of a person."""

    q = LineFilter(label=_("Who"), method="by_name")
    kind = django_filters.ChoiceFilter(label=_("What"), choices=AccessLog.Kind.choices, empty_label=_("all"))
    since = DayFilter(label=_("From"), method="by_day")
    until = DayFilter(label=_("Until"), method="by_day")
    number = django_filters.NumberFilter(
        label=_("Number of a person"), method="by_number", min_value=1, max_value=LARGEST_KEY, decimal_places=0
    )

    def by_name(self, queryset, name, value):
        return queryset.filter(Q(user__username__icontains=value) | Q(user__full_name__icontains=value))

    def by_day(self, queryset, name, value):
        """From the first moment of the day `since` to the last of the day `until`."""
        day = value if name == "since" else value + timedelta(days=1)
        moment = timezone.make_aware(datetime.combine(day, time.min))
        return queryset.filter(at__gte=moment) if name == "since" else queryset.filter(at__lt=moment)

    def by_number(self, queryset, name, value):
        return queryset.about_person(int(value))
