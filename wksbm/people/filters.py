"""Filters over the list of people."""

import django_filters
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.filters import AreaFilter, HouseFilterSet, LineFilter
from wksbm.people.models import Person


class PersonFilter(HouseFilterSet):
    q = LineFilter(label=_("Name or NIK"), method="matching")
    area = AreaFilter()
    sex = django_filters.ChoiceFilter(label=_("Sex"), choices=Person.Sex.choices, empty_label=_("all"))
    nik = django_filters.ChoiceFilter(
        label=_("NIK"),
        method="by_nik",
        empty_label=_("all"),
        choices=[("none", _("without NIK")), ("doubt", _("in doubt"))],
    )

    def matching(self, queryset, name, value):
        return queryset.matching(value)

    def by_nik(self, queryset, name, value):
        return queryset.without_nik() if value == "none" else queryset.exclude(doubts=[])
