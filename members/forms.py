"""Enrolling, leaving, offices."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Membership, OfficerTerm
from wksbm.formfields import DayField, LineFormField, PartialDateField
from wksbm.forms import HouseForm, RecordForm, pair
from wksbm.people.forms import PERSON_LAYOUT, PersonForm

EMPTY = [("", "–")]


class EnrolForm(HouseForm):
    joined_on = PartialDateField(
        label=_("Member since"), required=False, help_text=_("dd/mm/yyyy; the year alone is fine.")
    )
    channel = forms.ChoiceField(label=_("Came by"), required=False, choices=EMPTY + Membership.Channel.choices)
    registration_mode = forms.ChoiceField(
        label=_("Registration"), required=False, choices=EMPTY + Membership.Mode.choices
    )

    layout = Layout("joined_on", pair("channel", "registration_mode"))


class NewMemberForm(PersonForm):
    """A person whom the registry does not know yet, and at once his membership."""

    joined_on = EnrolForm.base_fields["joined_on"]
    channel = EnrolForm.base_fields["channel"]
    registration_mode = EnrolForm.base_fields["registration_mode"]

    layout = Layout(*PERSON_LAYOUT, *EnrolForm.layout.fields)


class MembershipForm(RecordForm):
    joined_on = PartialDateField(label=_("Member since"), required=False)
    partial_dates = ("joined_on",)

    class Meta:
        model = Membership
        fields = ["number", "joined_on", "channel", "registration_mode"]


class LeaveForm(HouseForm):
    on = DayField(label=_("Last day"))
    reason = LineFormField(label=_("Reason"), max_length=200, help_text=_("For example: moved, own wish, passed away."))


class OfficeForm(HouseForm):
    """Fills an office; who holds it now steps down the day before, in the same act."""

    post = forms.ChoiceField(label=_("Office"), choices=OfficerTerm.Post.choices)
    rank = forms.TypedChoiceField(
        label=_("Rank"),
        choices=[("", "–"), (1, "I"), (2, "II"), (3, "III")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    member = forms.ModelChoiceField(
        label=_("Member"), queryset=Membership.objects.none(), required=False, empty_label=_("nobody yet")
    )
    starts_on = PartialDateField(label=_("Since"), required=False)
    selection = forms.ChoiceField(label=_("Chosen by"), required=False, choices=EMPTY + OfficerTerm.Selection.choices)
    decree = LineFormField(label=_("Decree"), required=False, max_length=80)

    layout = Layout(pair("post", "rank"), "member", "starts_on", pair("selection", "decree"))

    def __init__(self, *args, group, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        roster = Membership.objects.visible_to(self.user).roster(group, group.village.today())
        self.fields["member"].queryset = roster
        self.fields["member"].label_from_instance = lambda membership: membership.person.full_name
