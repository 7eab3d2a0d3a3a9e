"""Outside demo mode there is no demo: nothing is loaded, and its published password opens nothing."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from reports.demo.load import load_demo
from tests import factories
from wksbm.accounts.models import User
from wksbm.accounts.system import DEMO_PASSWORD, is_shut_demo_password, system_user
from wksbm.actor import acting_as


@pytest.mark.django_db
def test_outside_demo_mode_nothing_is_loaded():
    with pytest.raises(ImproperlyConfigured):
        load_demo()
    with pytest.raises(CommandError):
        call_command("demo", "--no-serve")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_register_in_use_takes_no_made_up_people(settings):
    settings.DEMO = True
    with acting_as(system_user()):
        factories.user("desa.sendiri")
    with pytest.raises(ImproperlyConfigured):
        load_demo()
    assert set(User.objects.values_list("username", flat=True)) == {"sistem", "desa.sendiri"}


def test_outside_demo_mode_the_published_password_is_shut(settings):
    assert is_shut_demo_password(DEMO_PASSWORD)
    assert not is_shut_demo_password("ein anderes Geheimnis ä")
    settings.DEMO = True
    assert not is_shut_demo_password(DEMO_PASSWORD)
