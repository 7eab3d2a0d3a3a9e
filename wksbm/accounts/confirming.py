"""The password once more, before what a screen left alone must not allow: roles, clearances, full NIKs."""

import time

from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

LONGEST_PASSWORD = 128  # a longer one only costs the hasher time
GRACE = 15 * 60  # seconds
CONFIRMED = "confirmed"
WRONG = _("This is not your password. Type it once more.")


def remember(request) -> None:
    """From now on, and for 15 minutes, this session need not be asked again."""
    request.session[CONFIRMED] = {"user": request.user.pk, "at": int(time.time())}


def confirmed_lately(request) -> bool:
    """Whether the one who is signed in typed his password in this session within the last 15 minutes."""
    confirmed = request.session.get(CONFIRMED) or {}
    return confirmed.get("user") == request.user.pk and 0 <= time.time() - confirmed.get("at", 0) < GRACE


def confirm(request, password: str) -> bool:
    """Whether this is the password of the one who is signed in; if so, the session remembers it.

    Asked through the sign-in backends: a wrong one counts, and a locked account opens nothing.
    """
    found = password and authenticate(request, username=request.user.username, password=password)
    if not found or found.pk != request.user.pk:
        return False
    remember(request)
    return True


class PasswordNowField(forms.CharField):
    def __init__(self, **kwargs) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        plain = {"label": _("Your password"), "strip": False, "max_length": LONGEST_PASSWORD, "widget": widget}
        super().__init__(**plain | kwargs)


class ConfirmingMixin:
    """Put before HouseForm: asks for the password of whoever is signed in, unless this session confirmed it lately.

    Its view is a ConfirmedView. The password never stands in `cleaned_data`; a right one is not asked for again when
    the form comes back for another reason.
    """

    def __init__(self, *args, request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if confirmed_lately(request):
            return
        self.fields["password"] = PasswordNowField(help_text=_("Asked because this changes what somebody may do."))
        if self.helper.layout is not None:
            self.helper.layout = Layout(*self.helper.layout.fields, "password")

    def clean(self):
        cleaned = super().clean()
        typed = cleaned.pop("password", None)
        if typed is None:
            return cleaned
        if confirm(self.request, typed):
            del self.fields["password"]
            if self.helper.layout is not None:
                self.helper.layout.fields.remove("password")
        else:
            self.add_error("password", WRONG)
        return cleaned


class ConfirmedView:
    """Put before HouseFormView, CreateOnceView or EditRecordView: hands the request to a ConfirmingMixin form."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}
