"""Filters over names that wait to be matched."""

import django_filters
from django.utils.translation import gettext_lazy as _

from members.filters import visible_groups
from members.models import IdentityMatch
from wksbm.accounts.filters import AreaFilter, HouseFilterSet, LineFilter

STATES = [*IdentityMatch.Status.choices, ("all", _("all"))]


class IdentityFilter(HouseFilterSet):
    """Only what waits, unless another state is asked for."""

    q = LineFilter(label=_("Name"), method="by_name")
    area = AreaFilter(path="group__village")
    group = django_filters.ModelChoiceFilter(label=_("Group"), queryset=visible_groups, empty_label=_("all"))
    status = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_status", empty_label=_("waiting"))

    @property
    def qs(self):
        if not hasattr(self, "_qs"):
            rows = super().qs
            asked = self.form.cleaned_data.get("status") if self.is_bound and self.form.is_valid() else ""
            self._qs = rows if asked else rows.waiting()
        return self._qs

    def by_name(self, queryset, name, value):
        return queryset.called(value)

    def by_status(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(status=value)
