import pytest

from tests import factories
from tests.sealed.cases import make_kinds


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def kinds(cast):
    """Three kinds of sensitivity 3."""
    return make_kinds()


@pytest.fixture
def dinas_cleared(cast):
    """Of Bone, by name, for 90 days."""
    return factories.user("dinas.rahasia", "dinas", factories.BONE, cleared=True, full_name="Mappaita Sulaiman")
