"""Filters over lists. Every parameter passes a form; what is not named here filters nothing."""

import django_filters
from crispy_forms.helper import FormHelper
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.leading import holders
from wksbm.accounts.models import Duty, Role, connected_accounts
from wksbm.formfields import DayField, LineFormField
from wksbm.regions.codes import under
from wksbm.regions.models import Region

UNSET = "unset"  # in addresses: nobody has given it a password yet


class LineFilter(django_filters.Filter):
    field_class = LineFormField


class DayFilter(django_filters.Filter):
    field_class = DayField


class HouseFilterSet(django_filters.FilterSet):
    """A filter set whose form is the house's; `area_choices` adds a place filter inside the user's own area."""

    @property
    def form(self):
        form = super().form
        if not hasattr(form, "helper"):
            form.helper = FormHelper(form)
            form.helper.form_tag = False
            form.helper.disable_csrf = True
            form.use_required_attribute = False
        return form


def area_choices(request, asked: str) -> list[tuple[str, str]]:
    """The user's areas, the places one level below, and the place asked for (a recap's link to a village)."""
    if request is None:
        return []
    areas = request.user.area_codes()
    codes = [code for code in areas if code]
    listed = Q(pk__in=codes) | Q(parent__in=codes) | Q(pk=asked)
    return [(place.code, str(place)) for place in Region.objects.within(areas).filter(listed).order_by("code")]


class AreaFilter(django_filters.ChoiceFilter):
    """Everything under a place of the user's own area; `path` leads to the region."""

    def __init__(self, *args, path: str = "village", **kwargs) -> None:
        self.path = path
        super().__init__(*args, **{"label": _("Area"), "empty_label": _("everywhere")} | kwargs)

    @property
    def field(self):
        # The choices differ from user to user, so they are asked for when the form of one request is built.
        asked = self.parent.data.get("area", "") if self.parent.is_bound else ""
        self.extra["choices"] = area_choices(self.parent.request, asked[:13])
        return super().field

    def filter(self, queryset, value):
        return queryset.filter(under(self.path, value)) if value else queryset


class AccountAreaFilter(AreaFilter):
    """Accounts with a duty under the place, and leaders and companions of its groups."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        reach = Q(
            pk__in=Duty.objects.visible_to(self.parent.request.user).filter(under("region", value)).values("user")
        )
        for connect in connected_accounts:
            reach |= connect([value], [])
        return queryset.filter(reach)


class AccountFilter(HouseFilterSet):
    """Roles, areas and states are told by what the asker sees of an account, not by its duties elsewhere."""

    ROLES = [*Role.choices, ("leader", _("group leader")), ("companion", _("companion"))]
    STATES = [
        ("ending", _("duty ends within 30 days")),
        ("idle", _("without a duty")),
        (UNSET, _("without a password yet")),
        ("cleared", _("cleared for sealed data")),
        ("off", _("switched off")),
    ]

    q = LineFilter(label=_("Name"), method="by_name")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=ROLES, method="by_role", empty_label=_("all"))
    area = AccountAreaFilter()
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("all"))

    def by_name(self, queryset, name, value):
        return queryset.filter(Q(username__icontains=value) | Q(full_name__icontains=value))

    def by_role(self, queryset, name, value):
        if value in ("leader", "companion"):
            codes = self.request.user.area_codes("account")
            return queryset.filter(holders(timezone.localdate(), codes, value))
        return queryset.filter(pk__in=self.duties().alive().filter(role=value).values("user"))

    def by_state(self, queryset, name, value):
        if value == "off":
            return queryset.filter(is_active=False)
        if value == "idle":
            return queryset.idle(timezone.localdate())
        if value == UNSET:
            return queryset.without_password()
        duties = self.duties().ending_soon() if value == "ending" else self.duties().cleared()
        return queryset.filter(pk__in=duties.order_by().values("user"))

    def duties(self):
        return Duty.objects.visible_to(self.request.user)


class EndingFilter(HouseFilterSet):
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("all"))
    area = AreaFilter(path="region")
