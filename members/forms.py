"""Enrolling, correcting, leaving."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Membership
from wksbm.formfields import DayField, LineFormField, PartialDateField
from wksbm.forms import HouseForm, RecordForm, pair
from wksbm.people.forms import PERSON_LAYOUT, PersonForm
from wksbm.scans import ScanFormField

EMPTY = [("", "–")]


class NumberFormField(forms.IntegerField):
    """A member number; empty gives the next free one."""

    def __init__(self, **kwargs) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        plain = {"label": _("Member number"), "required": False, "min_value": 1, "max_value": 99_999}
        super().__init__(**plain | {"widget": forms.TextInput(attrs=attrs)} | kwargs)


class JoiningForm(HouseForm):
    """How somebody comes into the group; many at once share these facts."""

    joined_on = PartialDateField(
        label=_("Member since"), required=False, help_text=_("dd/mm/yyyy; the year alone is fine.")
    )
    channel = forms.ChoiceField(label=_("Came by"), required=False, choices=EMPTY + Membership.Channel.choices)
    registration_mode = forms.ChoiceField(
        label=_("Registration"), required=False, choices=EMPTY + Membership.Mode.choices
    )
    consent = forms.ChoiceField(
        label=_("Agreement to join"), required=False, choices=EMPTY + Membership.Consent.choices
    )

    @property
    def facts(self) -> dict:
        """For members.services.enrol."""
        names = ("number", "channel", "registration_mode", "consent", "form_scan")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


JOINING = (pair("joined_on", "number"), pair("channel", "registration_mode"), "consent")


class EnrolForm(JoiningForm):
    """`other_kube` is what is asked once when the person is in a KUBE already; "" when there is nothing to ask."""

    number = NumberFormField(help_text=_("Empty: the next free one."))
    form_scan = ScanFormField(label=_("Scan of the registration form"))

    layout = Layout(*JOINING, "form_scan")

    def __init__(self, *args, other_kube: str = "", **kwargs) -> None:
        self.other_kube = other_kube
        super().__init__(*args, **kwargs)

    def clean(self):
        if self.other_kube:
            self.doubt("joined_on", "other_kube", self.other_kube)
        return super().clean()


class NewMemberForm(EnrolForm, PersonForm):
    """A person whom the registry does not know yet, and at once his membership."""

    layout = Layout(*PERSON_LAYOUT, *JOINING, "form_scan")


class MembershipForm(RecordForm):
    number = NumberFormField()
    joined_on = PartialDateField(label=_("Member since"), required=False)
    partial_dates = ("joined_on",)

    class Meta:
        model = Membership
        fields = ["number", "joined_on", "channel", "registration_mode", "consent"]


class EndedMembershipForm(MembershipForm):
    """Of a membership that is over its end can be corrected as well; without a last day the member is back."""

    left_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: still a member."))

    class Meta(MembershipForm.Meta):
        fields = [*MembershipForm.Meta.fields, "left_on", "left_kind", "left_reason"]

    def clean(self):
        cleaned = super().clean()
        if "left_on" in cleaned and not cleaned["left_on"]:
            cleaned |= {"left_kind": "", "left_reason": ""}
        return cleaned


class LeaveForm(HouseForm):
    on = DayField(label=_("Last day"))
    kind = forms.ChoiceField(label=_("Why"), choices=Membership.Leaving.choices, widget=forms.RadioSelect)
    reason = LineFormField(
        label=_("In your own words"), max_length=200, required=False, help_text=_("For example: moved to Oesao.")
    )
    steps_down = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, terms, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if terms:
            titles = ", ".join(term.title for term in terms)
            self.fields["steps_down"].label = gettext("Steps down as %(titles)s as well") % {"titles": titles}
        else:
            del self.fields["steps_down"]
        self.helper.layout = Layout(*self.fields)

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if self.data.get("kind") == Membership.Leaving.OTHER and not reason:
            raise ValidationError(_("Say in a few words why."), "required")
        return reason
