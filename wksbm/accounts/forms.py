"""Signing in and passwords."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context
from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.confirming import LONGEST_PASSWORD, WRONG, confirm
from wksbm.accounts.sessions import WANTS_PIN


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
    own_phone = forms.BooleanField(
        label=_("This is my own phone"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text=_("For group leaders: stays signed in for 30 days, behind a PIN. Not on a shared phone."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": False}
        self.fields["login"].max_length = 60
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        _limit_passwords(self)
        self.helper = _house_helper(self)

    def login(self, request, redirect_url=None):
        request.session[WANTS_PIN] = self.cleaned_data["own_phone"]  # asked after the last step, if there are two
        return super().login(request, redirect_url)


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password now")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password, once more")
        _limit_passwords(self)
        self.helper = _house_helper(self)

    def clean_oldpassword(self) -> str:
        """Asked as at the door, so that guessing here counts there."""
        if not confirm(context.request, self.cleaned_data["oldpassword"]):
            raise forms.ValidationError(WRONG, "password")
        return self.cleaned_data["oldpassword"]

    def save(self) -> None:
        self.user.must_change_password = False
        super().save()
