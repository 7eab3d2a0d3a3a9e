"""One world a file: built once, every test of the file leaves it as it was."""

import logging

import pytest
from django.db import transaction

from tests.access import counting
from tests.access import world as world_of_places
from wksbm.accounts.system import system_user
from wksbm.actor import acting_as


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Five positions with the same records, nine users. Tests run in savepoints inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        with acting_as(system_user()):
            built = world_of_places.build()
        yield built
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet_refusals(caplog):
    """Thousands of refusals are asked for here; each would be logged with its stack. Errors still fail the test."""
    caplog.set_level(logging.ERROR, logger="django.request")


def pytest_terminal_summary(terminalreporter):
    if lines := list(counting.summary()):
        terminalreporter.section("the access table")
        for line in lines:
            terminalreporter.write_line(line)
