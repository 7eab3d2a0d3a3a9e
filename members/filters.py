"""Filters over the list of members."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from wksbm.accounts.filters import AreaFilter, DayFilter, HouseFilterSet, LineFilter
from wksbm.dates import Precision
from wksbm.people.models import Person


def visible_groups(request):
    return SocialGroup.objects.visible_to(request.user) if request else SocialGroup.objects.none()


class MemberFilter(HouseFilterSet):
    """Who was a member `on` a day (today unless said), also by age and education as the recaps count them."""

    q = LineFilter(label=_("Name or NIK"), method="matching")
    area = AreaFilter(path="group__village")
    group = django_filters.ModelChoiceFilter(label=_("Group"), queryset=visible_groups, empty_label=_("all"))
    on = DayFilter(label=_("On the day"), method="on_day")
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
        return queryset.filter(person__in=Person.objects.visible_to(self.request.user).matching(value))

    def on_day(self, queryset, name, value):
        return queryset  # the day is applied once, in qs

    def by_education(self, queryset, name, value):
        return queryset.filter(person__education="" if value == "unknown" else value)

    def by_age(self, queryset, name, value):
        """Completed years on the day; of a birth year alone, the years since."""
        age, day = int(value), self.day
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
