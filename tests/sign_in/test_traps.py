"""Traps in which these very libraries were caught: each is a setting of ours, and each would come back silently."""

import pytest
from allauth.account import app_settings as account_settings
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.sign_in.door import is_in, knock

pytestmark = pytest.mark.django_db
_CLOSED = """
account_signup account_signup_by_passkey account_reset_password account_reset_password_done account_reset_password_from_key
account_reset_password_from_key_done account_email account_confirm_email account_email_verification_sent account_inactive
account_set_password account_reauthenticate account_request_login_code account_confirm_login_code account_change_phone
account_verify_phone mfa_index mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
mfa_download_recovery_codes mfa_reauthenticate mfa_trust mfa_list_webauthn mfa_add_webauthn mfa_login_webauthn
mfa_signup_webauthn
"""


def test_axes_sees_the_user_name_that_the_form_calls_login(cast):
    """With AXES_USERNAME_FORM_FIELD = "login" it would see none, and count all accounts of an address as one."""
    assert settings.AXES_USERNAME_FORM_FIELD == "username"
    for _number in range(8):
        knock(Client(), "desa.biru", "salah")
    knock(Client(), "desa.watampone", "salah")
    counts = dict(AccessAttempt.objects.values_list("username", "failures_since_start"))
    assert counts == {"desa.biru": 8, "desa.watampone": 1}


def test_allauth_locks_no_account_from_every_address(cast):
    """Its own limit counts five wrong passwords an account, from wherever they come."""
    assert account_settings.RATE_LIMITS == {}
    for number in range(40):
        knock(Client(REMOTE_ADDR=f"192.0.2.{number}"), "desa.biru", "salah")
    owner = Client(REMOTE_ADDR="192.0.2.200")
    knock(owner, "desa.biru")
    assert is_in(owner)


@pytest.mark.parametrize("name", _CLOSED.split())
def test_the_pages_that_we_do_not_use_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_of_allauths_views_only_four_are_mounted():
    found = {
        pattern.name
        for pattern in get_resolver().url_patterns
        if getattr(getattr(pattern, "callback", None), "__module__", "").startswith("allauth")
    }
    assert found == {"account_login", "account_logout", "account_change_password", "mfa_authenticate"}


def test_axes_asks_first_and_ours_decides():
    assert settings.AUTHENTICATION_BACKENDS == [
        "axes.backends.AxesStandaloneBackend",
        "wksbm.accounts.backends.DutyBackend",
    ]
    assert "axes.middleware.AxesMiddleware" in settings.MIDDLEWARE


def test_axes_keeps_no_log_of_its_own(cast):
    client = Client()
    knock(client, "desa.biru")
    client.post("/keluar/")
    assert apps.get_model("axes.AccessLog").objects.count() == 0
    assert apps.get_model("axes.AccessFailureLog").objects.count() == 0


def test_the_admin_shows_nothing_of_the_libraries_tables():
    shown = {model._meta.app_label for model in admin.site._registry}
    assert not shown & {"axes", "mfa", "account", "auth"}


def test_only_apps_and_recovery_codes_are_a_second_step():
    assert settings.MFA_SUPPORTED_TYPES == ["totp", "recovery_codes"]
    assert not getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None)
    assert not getattr(settings, "MFA_TRUST_ENABLED", False)
