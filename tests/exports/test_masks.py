"""What the field table hides stands in no form of a list, chosen or not; formulas are text in all of them."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories
from tests.exports.taking import taken
from tests.factories import PENFUI
from tests.spreadsheets.formulas import FORMULAS
from tests.spreadsheets.reading import csv_rows, sheets, xml_of

pytestmark = pytest.mark.django_db
NIK, PHONE = "9901014101900001", "+6281234567890"
BAD_INPUTS = Path(__file__).resolve().parents[1] / "bad_inputs" / "cases.csv"
SHAPES = ("read", "edit", "bnba", "recap")


@pytest.fixture
def yuliana(cast):
    who = factories.person("Yuliana Tefa", PENFUI, nik=NIK, phone=PHONE, address="Jalan Adisucipto 7")
    factories.membership(who, cast.group)
    return who


def cells(content: bytes) -> set[str]:
    return {str(cell) for sheet in sheets(content) for row in sheet for cell in row}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_form_of_the_list_of_people_tells_a_nik(cast, english, yuliana, shape):
    for user in (cast.penfui, cast.dinas_kupang):
        content = taken(english(user), reverse("people:export"), shape=shape)
        assert not any(NIK in cell for cell in cells(content))
        assert user == cast.penfui or not any(PHONE in cell for cell in cells(content))


def test_columns_that_were_not_chosen_are_nowhere_in_the_file(cast, english, yuliana):
    content = taken(english(cast.penfui), reverse("people:export"), columns=["name", "village"])
    assert [row for row in sheets(content)[1] if any(row)][1:] == [["Yuliana Tefa", "Penfui Timur"]]
    assert not {cell for cell in cells(content) if "Adisucipto" in cell or PHONE in cell}


def test_the_choice_of_columns_is_remembered_for_this_list(cast, english, yuliana):
    client = english(cast.penfui)
    taken(client, reverse("people:export"), columns=["name", "village"])
    assert client.get(reverse("people:export")).context["form"].initial["columns"] == ["name", "village"]
    assert len(client.get(reverse("members:export")).context["form"].initial["columns"]) > 2
    everything = english(cast.dinas_kupang).get(reverse("people:export")).context["form"]
    assert len(everything.initial["columns"]) == len(everything.fields["columns"].choices)


def test_a_column_that_does_not_exist_is_refused(cast, english, yuliana):
    response = english(cast.penfui).post(reverse("people:export"), {"columns": ["nik_index"]})
    assert response.context["form"].errors.keys() == {"columns"}


def test_a_leaders_list_of_members_has_years_and_no_nik(cast, english, yuliana):
    content = taken(english(cast.lina), reverse("members:export"), columns=["name", "nik", "birth_date"])
    assert [str(cell) for cell in sheets(content)[1][1]] == ["Yuliana Tefa", "9901 •••• •••• ••••", "1990"]


def formulas() -> dict[str, str]:
    """The formulas of the collection, those included that no form takes."""
    with BAD_INPUTS.open(encoding="utf-8", newline="") as file:
        listed = {row["id"] for row in csv.DictReader(file) if row["id"].startswith("FML-")}
    assert listed == set(FORMULAS)
    return FORMULAS


@pytest.mark.parametrize("shape", ["read", "edit", "bnba"])
def test_formulas_stay_text_in_every_form(cast, english, yuliana, shape):
    for text in formulas().values():
        plain = text.replace("\x00", "")
        with connection.cursor() as cursor:  # past the fields, which refuse the half of them
            cursor.execute("UPDATE people_person SET occupation = %s, address = %s", [plain, plain])
        content = taken(english(cast.penfui), reverse("people:export"), shape=shape)
        part = xml_of(content, "xl/worksheets/sheet2.xml")
        assert not [node for node in part.iter() if node.tag.endswith("}f")], text
        if shape != "bnba":
            rows = csv_rows(taken(english(cast.penfui), reverse("people:export"), shape=shape, format="csv"))
            assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")], text
            assert {len(row) for row in rows} == {len(rows[0])}
