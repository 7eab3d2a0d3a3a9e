"""Adding a paper of a group, taking one away, finding some in the area."""

import django_filters
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Document, SocialGroup
from wksbm.accounts.filters import AreaFilter, HouseFilterSet, LineFilter
from wksbm.formfields import DayField
from wksbm.forms import HouseForm, RecordForm, WhyField, pair
from wksbm.scans import AsksForFilesAgain

STATES = [("expiring", _("ends within 60 days, or has ended")), ("bare", _("without a scan"))]


class PaperForm(AsksForFilesAgain, RecordForm):
    dated_on = DayField(label=_("Dated"), required=False)
    expires_on = DayField(label=_("Valid until"), required=False, future=True, help_text=_("Empty: without an end."))

    layout = Layout("kind", pair("number", "dated_on"), pair("signer", "expires_on"), "edition", "scan")

    class Meta:
        model = Document
        fields = ["kind", "number", "dated_on", "signer", "expires_on", "edition", "scan"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, group: SocialGroup, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.group = group
        self.fields["kind"].choices = Document.Kind.choices


class DeletePaperForm(HouseForm):
    reason = WhyField(label=_("Reason"), required=True, help_text=_("Stays in the history of the group."))


class PaperFilter(HouseFilterSet):
    q = LineFilter(label=_("Number or group"), method="holding")
    area = AreaFilter(path="group__village")
    kind = django_filters.ChoiceFilter(label=_("Kind of paper"), choices=Document.Kind.choices, empty_label=_("all"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("all"))

    def holding(self, queryset, name, value):
        groups = SocialGroup.objects.visible_to(self.request.user).named(value)
        return queryset.filter(Q(number__icontains=value) | Q(group__in=groups))

    def by_state(self, queryset, name, value):
        return queryset.expiring(timezone.localdate()) if value == "expiring" else queryset.filter(scan="")
