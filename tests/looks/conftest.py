"""A woman of Biru whose every number is known, and what the log holds."""

import pytest

from tests import factories
from tests.factories import BIRU
from wksbm.accounts.models import AccessLog

NIK = "9901014101900001"
KK = "9901014101900002"
PHONE = "+6281234567890"
NUMBERS = {"nik": NIK, "kk_number": KK, "phone": PHONE}


@pytest.fixture
def siti(cast):
    return factories.person(
        "Siti Aminah", BIRU, nik=NIK, phone=PHONE, household=factories.household(KK, BIRU), address="Jalan Wijaya 5"
    )


@pytest.fixture
def log():
    """`log("reveal")` are the entries of a kind, the oldest first."""
    return lambda *kinds: list(AccessLog.objects.filter(kind__in=kinds).order_by("pk"))
