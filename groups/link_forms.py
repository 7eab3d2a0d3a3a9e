"""What is asked of a tie: to a partner outside the register, or to another group."""

import django_filters
from crispy_forms.layout import HTML, Layout
from django import forms
from django.db.models import Count
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from groups.models import Link, SocialGroup
from groups.models.links import GIVES
from wksbm.accounts.filters import AreaFilter, HouseFilterSet, LineFilter
from wksbm.formfields import DayField
from wksbm.forms import RecordForm, pair

MORE = (
    HTML('<details class="mb-3"{% if form.errors or form.instance.pk %} open{% endif %}><summary>'),
    HTML(_("More about this link")),
    HTML("</summary>"),
)
STATES = [("possible", _("not yet a partner")), ("begun", _("partner"))]


class LinkForm(RecordForm):
    since = DayField(
        label=_("Since"),
        required=False,
        help_text=_("Empty: not yet, but they could help. Only the year known: 01/01."),
    )
    until = DayField(label=_("Until"), required=False, future=True)

    def __init__(self, *args, group: SocialGroup, other: SocialGroup | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.group, self.instance.other = group, other
        self.fields["level"].help_text = _("Of the other one, where it stands above or below.")
        for name in ("direction", "party_kind", "cause"):
            if name in self.fields:
                choices = Link._meta.get_field(name).choices
                self.fields[name].choices = [("", _("not known")), *choices] if name == "cause" else choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("direction") == Link.Direction.VERTICAL and not cleaned.get("level"):
            self.add_error("level", _("Choose the level on which the other one works."))
        if cleaned.get("until") and cleaned.get("since") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The end lies before the beginning."))
        return cleaned


class PartnerForm(LinkForm):
    layout = Layout(
        "party",
        "party_kind",
        "gives",
        "since",
        "direction",
        "level",
        *MORE,
        "cause",
        pair("agreement", "until"),
        pair("programme", "trained"),
        "note",
        HTML("</details>"),
    )

    class Meta:
        model = Link
        fields = [
            "party", "party_kind", "gives", "since", "direction", "level", "cause", "agreement", "until", "programme",
            "trained", "note",
        ]  # fmt: skip
        widgets = dict.fromkeys(("party_kind", "direction", "cause"), forms.RadioSelect)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("party", "party_kind"):
            self.fields[name].required = True
        self.fields["party"].help_text = _("Name of the agency, company, university or forum; of a resident the name.")
        self.fields["trained"].help_text = _("By a KKN or a course.")


class GroupLinkForm(LinkForm):
    layout = Layout(
        "direction", "level", "since", "gives", *MORE, "cause", pair("agreement", "until"), "note", HTML("</details>")
    )

    class Meta:
        model = Link
        fields = ["direction", "level", "since", "gives", "cause", "agreement", "until", "note"]
        widgets = dict.fromkeys(("direction", "cause"), forms.RadioSelect)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].help_text = _("Empty: not known.")


class PartnerFilter(HouseFilterSet):
    """Over links; what it lets pass is counted by partner, however the name is written in large and small letters."""

    q = LineFilter(label=_("Name"), field_name="party", lookup_expr="icontains")
    area = AreaFilter(path="group__village")
    kind = django_filters.ChoiceFilter(
        label=_("Kind of partner"), field_name="party_kind", choices=Link.Party.choices, empty_label=_("all")
    )
    gives = django_filters.ChoiceFilter(label=_("Can give"), choices=GIVES, method="giving", empty_label=_("all"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("all"))

    def giving(self, queryset, name, value):
        return queryset.filter(gives__contains=f",{value},")

    def by_state(self, queryset, name, value):
        return queryset.filter(since__isnull=value == "possible")

    @property
    def qs(self):
        return by_partner(super().qs)


def by_partner(links):
    """One row a partner: `key`, its name in small letters, and how many groups name it."""
    named = links.order_by().annotate(key=Lower("party")).values("key")
    return named.annotate(groups=Count("group", distinct=True)).order_by("key")
