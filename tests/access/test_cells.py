"""Every cell of the record table × every position of the target, done in the product as the role would do it."""

import pytest

from tests.access import counting
from tests.access.deed_table import deeds_of
from tests.access.doing import Doer
from tests.access.evidence import differences, fingerprint
from tests.access.roles import LETTERS, ROLES
from tests.access.to_come import RECORDS

pytestmark = pytest.mark.django_db

EXISTING = [record for record in LETTERS if record not in RECORDS]


@pytest.fixture(scope="module")
def payloads() -> dict:
    return {}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("record", EXISTING)
def test_the_cells_of(record, role, world, client_of, payloads):
    deeds = deeds_of(record, world, client_of)
    doer = Doer(world, role, client_of(world.users[role]), client_of, payloads)
    before = fingerprint()
    doer.check_all(deeds)
    wrong = doer.wrong + [f"changed although refused: {table}" for table in differences(before, fingerprint())]
    if wrong:
        pytest.fail(f"{role}: {len(wrong)} answers are not those of the table\n" + "\n".join(wrong), pytrace=False)
    counting.tested(role, {(deed.record, deed.action) for deed in deeds})
