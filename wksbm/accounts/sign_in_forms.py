"""Forms around signing in: the screen lock, the PIN of a trusted phone, the second step."""

from datetime import datetime
from itertools import pairwise

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from wksbm.accounts import second_factor
from wksbm.accounts.confirming import LONGEST_PASSWORD, WRONG, ConfirmingMixin, confirm
from wksbm.accounts.replay import SECRET
from wksbm.accounts.sessions import is_trusted, pin_fits
from wksbm.formfields import LineFormField
from wksbm.forms import HouseForm

PIN_LENGTH = 6
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class UnlockForm(HouseForm):
    """Asks for the password, or on a trusted phone for its PIN. Raises TooManyPins with the last wrong one."""

    def __init__(self, *args, request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        attrs = DIGITS if is_trusted(request) else {"autocomplete": "current-password"}
        self.fields[SECRET] = forms.CharField(
            label=_("PIN of this phone") if is_trusted(request) else _("Your password"),
            strip=False,
            max_length=LONGEST_PASSWORD,
            widget=forms.PasswordInput(attrs=attrs),
        )

    def clean(self):
        typed = super().clean().get(SECRET)
        if typed and is_trusted(self.request):
            if not pin_fits(self.request, typed):
                self.add_error(SECRET, _("This is not the PIN. After five wrong ones the password is asked."))
        elif typed and not confirm(self.request, typed):
            self.add_error(SECRET, WRONG)
        return self.cleaned_data


def is_easy(pin: str) -> bool:
    """One digit only, a staircase, a repeated part, or six digits that are a birth date in any order."""
    steps = {(int(right) - int(left)) % 10 for left, right in pairwise(pin)}
    repeated = pin in (pin[:2] * 3, pin[:3] * 2)
    return steps in ({0}, {1}, {9}) or repeated or any(_is_date(pin, order) for order in ("%d%m%y", "%m%d%y", "%y%m%d"))


def _is_date(pin: str, order: str) -> bool:
    try:
        datetime.strptime(pin, order)
    except ValueError:
        return False
    return True


class PinField(forms.CharField):
    def __init__(self, **kwargs) -> None:
        widget = forms.PasswordInput(attrs=DIGITS | {"autocomplete": "new-password"})
        super().__init__(**{"min_length": PIN_LENGTH, "max_length": PIN_LENGTH, "widget": widget} | kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not (value.isascii() and value.isdigit()):
            raise forms.ValidationError(_("Six digits, nothing else."), "digits")
        return value


class PinForm(HouseForm):
    pin = PinField(label=_("PIN"), help_text=_("Six digits. Not a date of birth, not 123456."))
    pin_again = PinField(label=_("PIN, once more"))

    layout = Layout("pin", "pin_again")

    def clean_pin(self) -> str:
        pin = self.cleaned_data["pin"]
        if is_easy(pin):
            raise forms.ValidationError(_("This PIN is easy to guess. Think of another one."), "easy")
        return pin

    def clean(self):
        cleaned = super().clean()
        if "pin" in cleaned and "pin_again" in cleaned and cleaned["pin"] != cleaned["pin_again"]:
            self.add_error("pin_again", _("The two PINs differ."))
        return cleaned


def code_attrs() -> dict:
    return {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none"}


class CodeForm(AuthenticateForm):
    """The second step at sign-in: a code of the app, or a recovery code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code"),
            max_length=20,
            help_text=_("Six digits from the app; or one of your recovery codes."),
            widget=forms.TextInput(attrs=code_attrs()),
        )
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_code(self) -> str:
        self.authenticator = second_factor.use_code(self.user, self.cleaned_data["code"])
        return self.cleaned_data["code"]

    def save(self) -> None:
        super().save()
        second_factor.passed(context.request, self.user)


class EnrolForm(ConfirmingMixin, HouseForm):
    """The first code of a new app, which shows that it was set up; `secret` is what the page showed."""

    code = forms.CharField(label=_("Code from the app"), max_length=20, widget=forms.TextInput(attrs=code_attrs()))

    layout = Layout("code")

    def __init__(self, *args, secret: str, **kwargs) -> None:
        self.secret = secret
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if second_factor.step_of(self.secret, code) is None:
            raise forms.ValidationError(_("This code does not fit. Wait for the next one and type it."), "code")
        return code


class AskPasswordForm(ConfirmingMixin, HouseForm):
    """Nothing but the password, if it was not typed lately."""

    layout = Layout()


class ResetFactorForm(ConfirmingMixin, HouseForm):
    """Taking the lost second step of an account away."""

    reason = LineFormField(
        label=_("Reason"),
        min_length=10,
        max_length=200,
        help_text=_("For example: phone lost, spoken to in the office. Stands in the history."),
    )

    layout = Layout("reason")
