"""A new registry has one way in: the command that makes its first administrator, once."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from wksbm.accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_first_administrator_gets_a_temporary_password(acting):
    said = io.StringIO()
    call_command("first_admin", "kepala.dinas", "Kepala Dinas", stdout=said)
    admin = User.objects.get(username="kepala.dinas")
    password = said.getvalue().splitlines()[0].removeprefix("kepala.dinas: ")
    assert admin.check_password(password)
    assert (admin.roles, admin.must_change_password) == ({"admin"}, True)
    assert admin.duties.get().history.get().history_user.username == "sistem"


def test_there_is_only_one_first_administrator(acting):
    factories.user("admin", "admin")
    with pytest.raises(CommandError, match="already"):
        call_command("first_admin", "kepala.dinas", "Kepala Dinas")
    assert not User.objects.filter(username="kepala.dinas").exists()


def test_a_malformed_name_is_refused_in_words(acting):
    with pytest.raises(CommandError, match=r"huruf|letters"):
        call_command("first_admin", "Kepala Dinas", "Kepala Dinas")
    assert not User.objects.filter(full_name="Kepala Dinas").exists()
