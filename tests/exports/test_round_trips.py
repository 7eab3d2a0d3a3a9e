"""What went out to be edited comes back: unchanged it changes nothing, edited it changes the edited cells alone."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.exports.taking import brought_back, counts, taken
from tests.factories import PENFUI
from tests.spreadsheets.reading import csv_rows, records, sheets

pytestmark = pytest.mark.django_db
NIK = "9901014101900001"
EDIT = {"shape": "edit", "format": "xlsx"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(cast):
    yuliana = factories.person(
        "Yuliana Tefa", PENFUI, nik=NIK, phone="+6281234567890", marital_status="married", education="SMA", rt="003",
        rw="001", hamlet="Dusun II", address="Jalan Adisucipto 7", occupation="petani", birth_date=date(1990, 1, 1),
    )  # fmt: skip
    old = factories.person("Ma'ru Boru", PENFUI, sex="L", birth_date=date(1950, 1, 1), birth_date_precision="year")
    young = factories.person("Siti", PENFUI, birth_date=None, no_nik_reason="infant")
    return [yuliana, old, young]


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("who", ["penfui", "dinas_kupang"])
def test_people_come_back_unchanged(cast, english, people, who, format):
    user = getattr(cast, who)
    content = taken(english(user), reverse("people:export"), shape="edit", format=format)
    batch = brought_back(user, "people", content, f"kembali.{format}")
    assert counts(batch) == {"read": 3, "same": 3}, batch.facts


def test_the_number_stands_first_and_nothing_that_only_reads(cast, english, people):
    content = taken(english(cast.penfui), reverse("people:export"), **EDIT)
    header, *rows = sheets(content)[1]
    assert header[:3] == ["Number in the registry", "Name", "NIK"]
    assert "Age" not in header
    assert [row[0] for row in rows] == [person.pk for person in people]


def test_an_edited_cell_is_the_only_change(cast, english, people):
    rows = csv_rows(taken(english(cast.penfui), reverse("people:export"), shape="edit", format="csv"))
    place = rows[0].index("Occupation")
    next(row for row in rows if row[1] == "Siti")[place] = "nelayan"
    content = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    assert counts(brought_back(cast.penfui, "people", content, "kembali.csv")) == {"read": 3, "same": 2, "changed": 1}


def test_only_chosen_columns_go_out_and_those_that_every_row_needs(cast, english, people):
    content = taken(english(cast.penfui), reverse("people:export"), **EDIT, columns=["phone", "age"])
    assert sheets(content)[1][0] == ["Number in the registry", "Name", "Phone"]
    assert counts(brought_back(cast.penfui, "people", content)) == {"read": 3, "same": 3}


def test_masked_numbers_stay_masked(cast, english, people):
    [row] = [row for row in records(taken(english(cast.dinas_kupang), reverse("people:export"), **EDIT)) if row["NIK"]]
    assert (row["NIK"], row["Phone"]) == ("9901 •••• •••• ••••", "+6281••••••••")


def test_who_brings_nothing_in_is_not_offered_it(cast, english, people):
    client = english(cast.lina)
    page = client.get(reverse("groups:export"))
    assert [code for code, _title in page.context["form"].fields["shape"].choices] == ["read"]
    refused = client.post(reverse("groups:export"), EDIT)
    assert refused.context["form"].errors.keys() == {"shape"}
