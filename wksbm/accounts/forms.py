"""Signing in, passwords, accounts and duties."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.models import Role, User
from wksbm.accounts.services import TAKEN, grantable_roles
from wksbm.formfields import DayField, NameFormField, PhoneField
from wksbm.forms import HouseForm
from wksbm.regions.picker import RegionField

LONGEST_PASSWORD = 128  # a longer one only costs the hasher time


def _house_helper(form) -> FormHelper:
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


def _limit_passwords(form) -> None:
    for field in form.fields.values():
        if isinstance(field.widget, forms.PasswordInput):
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
            field.max_length = LONGEST_PASSWORD
            field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": False}
        self.fields["login"].max_length = 60
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        _limit_passwords(self)
        self.helper = _house_helper(self)


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password now")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password, once more")
        _limit_passwords(self)
        self.helper = _house_helper(self)

    def save(self) -> None:
        self.user.must_change_password = False
        super().save()


class DutyForm(HouseForm):
    """A duty for an account: role, area, until when."""

    role = forms.ChoiceField(label=_("Role"))
    region = RegionField(
        label=_("Area"), required=False, help_text=_("Left open at a level, it is the whole of the level above.")
    )
    starts_on = DayField(label=_("From"), future=True)
    ends_on = DayField(label=_("Until"), required=False, future=True, help_text=_("Empty: until it is ended."))

    layout = Layout(
        "role",
        "region",
        Div(Div("starts_on", css_class="col-md-6"), Div("ends_on", css_class="col-md-6"), css_class="row"),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        allowed = grantable_roles(self.user)
        self.fields["role"].choices = [(value, label) for value, label in Role.choices if value in allowed]
        self.fields["region"].set_areas(self.user.area_codes("account"), self.posted)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") != Role.ADMIN and "region" not in self.errors and not cleaned.get("region"):
            self.add_error("region", _("Choose the area of this duty."))
        if cleaned.get("role") == Role.ADMIN:
            cleaned["region"] = None
        return cleaned


class AccountForm(DutyForm):
    """A new officer: name, phone, role, area, until."""

    full_name = NameFormField(label=_("Full name"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=User._meta.get_field("username").validators,
        help_text=_("For example desa.penfui. Small letters, no spaces."),
    )
    phone = PhoneField(label=_("Phone"), required=False)

    layout = Layout("full_name", "username", "phone", *DutyForm.layout.fields)

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].casefold()
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(TAKEN)
        return username


class AccountEditForm(HouseForm, forms.ModelForm):
    class Meta:
        model = User
        fields = ["full_name", "phone", "is_active"]
        field_classes = {"phone": PhoneField}
        help_texts = {"is_active": _("Switched off, the account is out at its next click.")}


class EndDutyForm(HouseForm):
    on = DayField(label=_("Last day"), future=True)
