"""Filters over the list of people."""

import django_filters
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.filters import AreaFilter, HouseFilterSet, LineFilter
from wksbm.people.lookups import searched
from wksbm.people.models import Person
from wksbm.people.notice import NOTICE_VERSION


class NikFilter(django_filters.ChoiceFilter):
    """That two have the same NIK is the Dinas's to know: for everybody else this choice does not exist."""

    @property
    def field(self):
        user = self.parent.request.user
        more = [("conflict", _("also of somebody else"))] if user.roles & {"dinas", "dinas_c"} else []
        self.extra["choices"] = [("none", _("without NIK")), ("doubt", _("in doubt")), *more]
        return super().field


class PersonFilter(HouseFilterSet):
    q = LineFilter(label=_("Name or NIK"), method="matching")
    area = AreaFilter()
    sex = django_filters.ChoiceFilter(label=_("Sex"), choices=Person.Sex.choices, empty_label=_("all"))
    nik = NikFilter(label=_("NIK"), method="by_nik", empty_label=_("all"))
    notice = django_filters.ChoiceFilter(
        label=_("Privacy notice"),
        method="by_notice",
        empty_label=_("all"),
        choices=[("none", _("not given yet")), ("older", _("given with an older text")), ("given", _("given"))],
    )

    def matching(self, queryset, name, value):
        return searched(queryset, value, by=self.request.user)

    def by_nik(self, queryset, name, value):
        if value == "conflict":
            return queryset.in_conflict_for(self.request.user)
        return queryset.without_nik() if value == "none" else queryset.exclude(doubts=[])

    def by_notice(self, queryset, name, value):
        if value == "none":
            return queryset.without_notice()
        told = queryset.exclude(notice=Person.Notice.NOT_YET)
        return told.exclude(notice_version=NOTICE_VERSION) if value == "older" else told
