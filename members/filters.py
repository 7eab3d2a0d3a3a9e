"""Filters over the list of members."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from members.models import IdentityMatch
from wksbm.accounts.filters import AreaFilter, DayFilter, HouseFilterSet, LineFilter
from wksbm.converters import key_in
from wksbm.dates import Precision
from wksbm.people.lookups import searched
from wksbm.people.models import Person

MOST_OFFERED = 50  # groups in a list to choose from; with thousands of them the page would be heavy


def visible_groups(request):
    """The groups to choose from; where there are too many, only the one that is asked for (a link of a recap)."""
    if request is None:
        return SocialGroup.objects.none()
    groups = SocialGroup.objects.visible_to(request.user)
    few = groups.order_by()[: MOST_OFFERED + 1].count() <= MOST_OFFERED
    return groups if few else groups.filter(pk=key_in(request.GET.get("group", "")))


class MemberFilter(HouseFilterSet):
    """Who was a member `on` a day (today unless said), also by age and education as the recaps count them."""

    q = LineFilter(label=_("Name or NIK"), method="matching")
    area = AreaFilter(path="group__village")
    group = django_filters.ModelChoiceFilter(label=_("Group"), queryset=visible_groups, empty_label=_("all"))
    on = DayFilter(label=_("On the day"), method="on_day", future=True)
    education = django_filters.ChoiceFilter(
        label=_("Education"),
        choices=[*Person.Education.choices, ("unknown", _("not known"))],
        method="by_education",
        empty_label=_("all"),
    )
    age_from = django_filters.NumberFilter(label=_("From age"), method="by_age", min_value=0, max_value=130)
    age_to = django_filters.NumberFilter(label=_("To age"), method="by_age", min_value=0, max_value=130)

    @property
    def day(self):
        return (
            self.form.cleaned_data.get("on") if self.is_bound and self.form.is_valid() else None
        ) or timezone.localdate()

    @property
    def qs(self):
        if not hasattr(self, "_qs"):
            self._qs = super().qs.current(self.day)
        return self._qs

    def matching(self, queryset, name, value):
        user = self.request.user
        people = searched(Person.objects.visible_to(user), value, by=user)
        names = IdentityMatch.objects.visible_to(user).called(value)
        return queryset.filter(Q(person__in=people) | Q(person=None, identity__in=names))

    def on_day(self, queryset, name, value):
        return queryset  # the day is applied once, in qs

    def told_people(self):
        """Of a member from beyond the user's reach the name alone is open: no filter tells more."""
        return Person.objects.visible_to(self.request.user)

    def by_education(self, queryset, name, value):
        queryset = queryset.filter(Q(person__in=self.told_people()) | Q(person=None))
        if value == "unknown":
            return queryset.filter(Q(person__education="") | Q(person=None))
        return queryset.filter(person__education=value)

    def by_age(self, queryset, name, value):
        """Completed years on the day; of a birth year alone, the years since."""
        age, day = int(value), self.day
        queryset = queryset.filter(person__in=self.told_people())
        exact = {"person__birth_date_precision": Precision.DAY}
        if name == "age_from":
            latest = _years_before(day, age)
            return queryset.filter(person__birth_date__lte=latest, **exact) | queryset.filter(
                person__birth_date__year__lte=day.year - age
            ).exclude(**exact)
        earliest = _years_before(day, age + 1)
        return queryset.filter(person__birth_date__gt=earliest, **exact) | queryset.filter(
            person__birth_date__year__gte=day.year - age
        ).exclude(**exact)


def _years_before(day, years: int):
    """The same day `years` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
