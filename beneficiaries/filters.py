"""Filters over the list of classifications."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Classification, PmksCategory, SealedCase
from wksbm.accounts.filters import AreaFilter, DayFilter, HouseFilterSet, LineFilter
from wksbm.people.lookups import searched
from wksbm.people.models import Person

STATES = [*Classification.Status.choices, ("all", _("proposed and verified"))]


def open_categories(request):
    """Only kinds that the field table opens to the user: a sealed one is answered like one that does not exist."""
    return PmksCategory.objects.open_to(request.user) if request else PmksCategory.objects.none()


class ClassificationFilter(HouseFilterSet):
    q = LineFilter(label=_("Name or NIK"), method="matching")
    area = AreaFilter()
    category = django_filters.ModelChoiceFilter(
        label=_("Kind of PMKS"), queryset=open_categories, empty_label=_("all"), method="by_category"
    )
    status = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_status", empty_label=_("all"))
    on = DayFilter(label=_("On the day"), method="on_day")

    @property
    def day(self):
        return self.form.cleaned_data.get("on") if self.is_bound and self.form.is_valid() else None

    def matching(self, queryset, name, value):
        user = self.request.user
        people = searched(Person.objects.visible_to(user), value, by=user)
        return queryset.filter(beneficiary__person__in=people)

    def by_category(self, queryset, name, value):
        return queryset.filter(category=value) if value else queryset

    def on_day(self, queryset, name, value):
        return queryset.alive(value)

    def by_status(self, queryset, name, value):
        """On a day of the past the state of that day counts, as in the recaps."""
        if value == "all":
            return queryset.alive(self.day or timezone.localdate())
        if value == Classification.Status.VERIFIED and self.day:
            return queryset.filter(verified_on__lte=self.day)
        return queryset.filter(Q(status=value))


class SealedFilter(HouseFilterSet):
    """By place and state only: nothing of what is inside the seal can be searched."""

    area = AreaFilter()
    status = django_filters.ChoiceFilter(label=_("State"), choices=SealedCase.Status.choices, empty_label=_("all"))
