"""Groups, members, PMKS and activities come back unchanged too."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.exports.taking import brought_back, counts, taken
from tests.factories import PENFUI
from tests.spreadsheets.reading import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def village(cast) -> None:
    who = factories.person("Yuliana Tefa", PENFUI, nik="9901014101900001", education="SD", rt="003")
    other = factories.person("Marta Boru", PENFUI, birth_date=date(1960, 1, 1), birth_date_precision="year")
    arisan = factories.group(
        "Arisan Mawar", PENFUI, kind="kps", founded_on=date(2008, 1, 1), founded_on_precision="year"
    )
    for person in (who, other):
        factories.membership(person, cast.group, joined_on=date(2024, 3, 12))
        factories.classification(person, factories.category(), by=cast.penfui, own_wording="hidup sendiri")
    factories.membership(who, arisan, number=3)
    factories.activity(cast.group, by=cast.lina, on=date(2026, 10, 1), summary="Rapat bulanan")
    factories.activity(arisan, by=cast.penfui, on=date(2026, 9, 1), kind="meeting", summary="Arisan\nkedua")


@pytest.mark.parametrize("code", ["groups", "members", "beneficiaries", "activities", "accounts"])
def test_what_is_offered_to_edit_comes_back_unchanged(cast, english, village, code):
    user = cast.dinas_kupang
    client = english(user)
    route = "groups:export-accounts" if code == "accounts" else f"{code}:export"
    content = taken(client, reverse(route), shape="edit")
    batch = brought_back(user, code, content)
    assert counts(batch) == {"read": batch.counts["read"], "same": batch.counts["read"]}
    assert batch.counts["read"]
    if code != "accounts":
        assert sheets(content)[1][0][0] == "Number in the registry"
