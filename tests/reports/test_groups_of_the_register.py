"""The register's own groups by type and area, as far as dates tell who was alive."""

from datetime import date

import pytest

from groups.life import dissolve
from reports.recaps import groups
from tests import factories
from tests.factories import BIRU, WATAMPONE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def named(user, cast, code="73.08.21", year=2022):
    return groups.tables(user, cast.regions[code], year)[-1]


def found(name, village, *, founded_on=date(2015, 6, 1), **facts):
    return factories.group(name, village, kind="kps", founded_on=founded_on, **facts)


def test_types_are_rows_and_villages_columns(cast):
    arisan, tani = factories.group_type("PRS-19", "Arisan"), factories.group_type("EKO-06", "Kelompok Tani")
    found("Melati", BIRU, type=arisan)
    found("Mawar", WATAMPONE, type=arisan)
    found("Subur", BIRU, type=tani)
    found("Tanpa Jenis", BIRU)
    table = named(cast.dinas_bone, cast)
    assert {row.label: [cell.value for cell in (*row.cells[:3], row.total)] for row in table.rows} == {
        "Arisan": [1, 0, 1, 2], "Kelompok Tani": [1, 0, 0, 1], "no type recorded": [1, 0, 0, 1]
    }  # fmt: skip
    assert [cell.value for cell in table.totals.cells[:3]] == [3, 0, 1]
    assert table.totals.total.value == 4
    rows = {row.label: row for row in table.rows}
    assert rows["Arisan"].cells[0].url == f"/kelompok/?type={arisan.pk}&area={BIRU}&on=2022-12-31"
    assert rows["no type recorded"].total.url == ""


def test_the_founding_and_the_entered_end_decide(cast):
    found("Baru", BIRU, founded_on=date(2023, 1, 1))
    for name, day in (("Sudah Bubar", date(2022, 12, 31)), ("Bubar Kemudian", date(2023, 1, 2))):
        dissolve(found(name, BIRU), on=day, by=cast.dinas_bone, reason="anggota pindah")  # entered today
    table = named(cast.dinas_bone, cast)
    assert table.totals.total.value == 1
    assert table.notes == ()
    assert named(cast.dinas_bone, cast, year=2023).totals.total.value == 1  # Baru


def test_a_group_without_a_founding_date_counts_in_every_year_and_it_is_said(cast):
    found("Lama", BIRU, founded_on=None)
    table = named(cast.dinas_bone, cast, year=1990)
    assert table.totals.total.value == 1
    assert table.notes == ("1 group has no date of founding: it counts in every year.",)


def test_each_counts_only_the_groups_of_his_area(cast):
    found("Melati", BIRU)
    found("Mawar", WATAMPONE)
    assert named(cast.biru, cast, BIRU).totals.total.value == 1
    assert named(cast.biru, cast).totals.total.value == 1
    assert named(cast.dinas_kupang, cast).totals.total.value == 0
    camat = named(cast.camat, cast)
    assert (camat.totals.total.value, camat.totals.total.url) == (2, "")
