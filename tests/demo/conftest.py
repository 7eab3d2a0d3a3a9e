"""The demo, loaded once for all tests of a file; each test is rolled back to it."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from reports.demo.load import load_demo
from tests import factories


@pytest.fixture(autouse=True)
def acting():
    """Nobody acts from outside: the demo itself says who does what."""


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        factories.make_regions()
        call_command("load_codes", stdout=io.StringIO())
        with override_settings(DEMO=True):
            load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db, settings):
    settings.DEMO = True
