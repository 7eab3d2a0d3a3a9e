"""Leaders and companions of a group: an account that is there, or a new one."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from groups.leading import proposed_name
from groups.models import Leadership, SocialGroup
from wksbm.accounts.confirming import ConfirmingMixin
from wksbm.accounts.duty_forms import ReasonField, UsernameField, account_named, known_by_phone, offer
from wksbm.formfields import DayField, LineFormField, NameFormField, PhoneField
from wksbm.forms import HouseForm, pair


class LeaderForm(ConfirmingMixin, HouseForm):
    """Name and phone make a new account; `known` names one that is there. `url` is the page of this form."""

    full_name = NameFormField(label=_("Full name"), required=False, max_length=120)
    phone = PhoneField(label=_("Phone"), required=False)
    starts_on = DayField(label=_("From"), future=True)
    ends_on = DayField(label=_("Until"), required=False, future=True, help_text=_("Empty: until it is ended."))
    username = UsernameField()
    known = LineFormField(
        label=_("Or an account that is there: its user name"), required=False, max_length=60,
        help_text=_("Then name, phone and new user name stay empty."),
    )  # fmt: skip

    layout = Layout("full_name", "phone", pair("starts_on", "ends_on"), "username", "known")

    def __init__(self, *args, group=None, role=Leadership.Role.LEADER, url="", **kwargs) -> None:
        self.url, self.account = url, None
        super().__init__(*args, **kwargs)
        example = proposed_name(group, role) if group else _("from the name of the group")
        self.fields["username"].help_text = _("Empty: %(name)s") % {"name": example}

    def clean_known(self) -> str:
        self.account = account_named(self.cleaned_data["known"], self.user)
        return self.account.username if self.account else ""

    def clean(self):
        cleaned = super().clean()
        if "known" in self.errors or cleaned.get("known"):
            return cleaned
        if not cleaned.get("full_name") and "full_name" not in self.errors:
            self.add_error("full_name", _("Write the name, or the user name of an account that is there."))
        known = known_by_phone(cleaned.get("phone", ""), self.user)
        if known is not None:
            offer(self, f"{self.url}?{urlencode({'known': known.username})}", known, _("Give the group to it."))
        return cleaned


class LeaderOfForm(LeaderForm):
    """From the list of accounts, where the group is still to be named."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=SocialGroup.objects.none())

    layout = Layout("group", *LeaderForm.layout.fields)

    def __init__(self, *args, groups, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class EndForm(ConfirmingMixin, HouseForm):
    on = DayField(label=_("Last day"), future=True)
    reason = ReasonField()

    layout = Layout("on", "reason")
