"""Sub-districts on the pages: a wrong one is mended or cleared there, the sheet to fill in asks where names need it."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU
from tests.sheets_more.running import Run
from tests.sheets_people.bringing import HEADER, crowd
from tests.spreadsheets.reading import body, sheets
from tests.workbench.files import HEAD, bring_in, checked, mend, page, person_row
from tests.workbench.test_mending import asked, cause_of, counts
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db
OTHER_BIRU = "73.08.22.1009"
SHEETS = ("people", "groups", "members", "officers", "beneficiaries", "activities")


@pytest.fixture
def shared(cast):
    factories.region(OTHER_BIRU, "kelurahan", "Biru")


def rows_in(*districts: str) -> list[list]:
    """A person of Biru for each of the sub-districts."""
    rows = [person_row(f"Ani {'abcdef'[number]}") for number in range(len(districts))]
    return [[*row, district] for row, district in zip(rows, districts, strict=True)]


def test_a_misspelt_one_is_mended_for_all_its_rows_by_its_proposal(cast, english, shared):
    client = english(cast.dinas_bone)
    rows = rows_in("Tanete Ritang Barat", "Tanete Ritang Barat", "Tanete Riattang")
    batch = checked(client, rows, head=[*HEAD, "Kecamatan"])
    assert counts(batch) == {"read": 3, "new": 1, "wrong": 2}
    cause = cause_of(batch, "unknown_district")
    assert [(one.told, one.count, one.suggestion) for one in cause.written] == [
        ("Tanete Ritang Barat", 2, "Tanete Riattang Barat")
    ]
    mend(client, batch, "suggest", cause=cause.id)
    bring_in(client, batch)
    assert sorted(Person.objects.values_list("village", flat=True)) == [BIRU, OTHER_BIRU, OTHER_BIRU]


def test_one_that_contradicts_is_cleared_or_chosen_in_its_rows_alone(cast, english):
    client = english(cast.dinas_bone)
    batch = checked(client, rows_in("Tanete Riattang Barat", "Tanete Riattang"), head=[*HEAD, "Kecamatan"])
    assert counts(batch) == {"read": 2, "new": 1, "wrong": 1}
    cause = cause_of(batch, "lies_elsewhere")
    assert cause.can_be_blank
    assert ("Tanete Riattang",) * 2 in cause.select
    assert "Biru does not lie in Tanete Riattang Barat but in Tanete Riattang." in page(client, batch)
    mend(client, batch, "blank", **asked(cause))
    assert counts(batch) == {"read": 2, "new": 2}


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_sheet_to_fill_in_asks_for_the_sub_district_where_names_alone_do_not_tell(cast, english, sheet):
    def headers() -> list[str]:
        return sheets(body(english(cast.dinas_bone).get(reverse("spreadsheets:template", args=[sheet]))))[0][0]

    assert not {"District", "Regency or city"} & set(headers())
    factories.region(OTHER_BIRU, "kelurahan", "Biru")
    found = headers()
    assert found.index("District") == found.index("Desa or kelurahan") + 1
    assert "Regency or city" not in found


def test_rows_in_plenty_are_looked_at_by_their_places(cast):
    """Sound rows pass without being looked at one by one: their places still have to agree."""
    rows = [[*row, "Tanete Riattang"] for row in crowd(60)]
    rows[40][-1] = "Tanete Riattang Barat"
    run = Run(cast.dinas_bone, "people", [*HEADER, "Kecamatan"], *rows)
    assert [number for number, row in run.rows.items() if row.faults] == [42]
    assert run.faults(42) == {"district": "lies_elsewhere"}
    run.write()
    again = Run(cast.dinas_bone, "people", [*HEADER, "Kecamatan"], *rows[:40])
    assert set(again.kinds) == {"same"}
