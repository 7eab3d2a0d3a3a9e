"""A history to be tampered with, and the answers in English."""

import pytest

from tests import factories
from tests.factories import BIRU
from tests.ledger.tampering import seal_all
from wksbm.accounts.sealing import seal_pending


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def history(cast):
    """Five people's history rows, each in a batch of its own: the last five batches."""
    factories.person("Warga Pertama", BIRU)  # its table is sealed for the first time
    seal_all()
    rows = []
    for letter in "ABCDE":
        rows.append(factories.person(f"Warga {letter}", BIRU, nik=factories.new_nik()).history.get())
        assert seal_pending() == 1
    return rows
