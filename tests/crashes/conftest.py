"""Who stands in the registry before a list comes."""

import pytest

from tests import factories
from tests.crashes.lists import CHANGED
from tests.factories import BIRU, new_nik
from tests.sheets_people.bringing import named
from wksbm.people.models import Person


@pytest.fixture
def known(cast) -> list[Person]:
    """People who stand in the registry before, and are changed by every list."""
    return [factories.person(named(number), BIRU, nik=new_nik(), address="lama") for number in range(CHANGED)]
