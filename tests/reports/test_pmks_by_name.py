"""What the register knows by name: which rows count on which day, in whose area, and where each number leads."""

from datetime import date

import pytest
from django.urls import reverse

from reports.recaps import pmks
from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.reports import papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def case(cast, village, kind, *, status="verified", identified_on=date(2022, 3, 1), who=None, **facts):
    who = who or factories.person("Sitti Rahma", village)
    return factories.classification(who, kind, by=cast.biru, status=status, identified_on=identified_on, **facts)


def named(user, cast, code="73.08.21", year=2022, status="verified"):
    return pmks.tables(user, cast.regions[code], year, status)[-1]


def numbers(table) -> dict[str, list[int]]:
    return {row.label: [cell.value for cell in (*row.cells, row.total)] for row in table.rows}


def test_kinds_are_rows_and_the_areas_below_are_columns(cast):
    elderly = factories.category()
    case(cast, BIRU, elderly)
    case(cast, BIRU, elderly)
    case(cast, WATAMPONE, elderly)
    table = named(cast.dinas_bone, cast)
    assert [column.heading for column in table.columns] == [
        "Biru", "Ta", "Watampone", "Bukaka", "Pappolo", "Manurunge", "Walanae", "Masumpu"
    ]  # fmt: skip
    assert numbers(table) == {"Lanjut usia telantar": [2, 0, 1, 0, 0, 0, 0, 0, 3]}
    assert [cell.value for cell in table.totals.cells] == [2, 0, 1, 0, 0, 0, 0, 0]
    assert table.totals.total.value == 3


def test_a_regency_shows_its_districts(cast):
    case(cast, BIRU, factories.category())
    case(cast, factories.MACEGE, factories.category())
    table = named(cast.dinas_bone, cast, "73.08")
    assert [column.heading for column in table.columns] == ["Tanete Riattang", "Tanete Riattang Barat"]
    assert numbers(table) == {"Lanjut usia telantar": [1, 1, 2]}


@pytest.mark.parametrize(
    ("status", "facts", "verified", "with_proposals"),
    [
        ("verified", {"verified_on": date(2022, 12, 31)}, 1, 1),
        ("verified", {"verified_on": date(2023, 1, 1)}, 0, 1),
        ("proposed", {}, 0, 1),
        ("ended", {"verified_on": date(2022, 4, 1), "decided_on": date(2022, 12, 30)}, 0, 0),
        ("ended", {"verified_on": date(2022, 4, 1), "decided_on": date(2023, 1, 1)}, 1, 1),
        ("rejected", {"decided_on": date(2022, 12, 30)}, 0, 0),
        ("rejected", {"decided_on": date(2023, 1, 1)}, 0, 1),
        ("verified", {"identified_on": date(2023, 1, 1)}, 0, 0),
    ],
)
def test_the_state_of_31_december_counts(cast, status, facts, verified, with_proposals):
    case(cast, BIRU, factories.category(), status=status, **facts)
    assert named(cast.dinas_bone, cast).totals.total.value == verified
    assert named(cast.dinas_bone, cast, status="all").totals.total.value == with_proposals


def test_who_is_of_two_kinds_counts_in_both_and_once_as_a_person(cast):
    who = factories.person("Sitti Rahma", BIRU)
    case(cast, BIRU, factories.category(), who=who)
    case(cast, BIRU, factories.category("PMKS-24", "Fakir Miskin", unit="family"), who=who)
    table = named(cast.dinas_bone, cast)
    assert numbers(table)["Lanjut usia telantar"][-1] == numbers(table)["Fakir Miskin"][-1] == 1
    assert table.totals.total.value == 2
    assert [table.subjects.cells[0].value, table.subjects.total.value] == [1, 1]
    assert "2 cases of 1 persons, households or communities: some are of several kinds." in table.notes
    assert "2 mixes unlike things: person (1), family (1)." in table.notes


def test_where_nobody_is_of_two_kinds_persons_are_not_counted_apart(cast):
    case(cast, BIRU, factories.category())
    assert named(cast.dinas_bone, cast).subjects is None


def test_each_number_leads_to_its_rows(cast):
    kind = factories.category()
    case(cast, BIRU, kind)
    table = named(cast.dinas_bone, cast)
    address = reverse("beneficiaries:list")
    assert table.rows[0].cells[0].url == f"{address}?category={kind.pk}&area={BIRU}&on=2022-12-31&status=verified"
    assert table.rows[0].cells[1].url == ""
    assert table.rows[0].total.url == f"{address}?category={kind.pk}&area=73.08.21&on=2022-12-31&status=verified"
    assert table.totals.cells[0].url == f"{address}?area={BIRU}&on=2022-12-31&status=verified"


def test_the_present_year_counts_today(cast):
    today = cast.regions["73.08.21"].today()
    case(cast, BIRU, factories.category(), identified_on=today)
    assert named(cast.dinas_bone, cast, year=today.year).totals.total.value == 1
    assert f"on={today:%Y-%m-%d}" in named(cast.dinas_bone, cast, year=today.year).totals.total.url


def test_a_village_officer_counts_his_own_village_only(cast):
    case(cast, BIRU, factories.category())
    case(cast, WATAMPONE, factories.category())
    table = named(cast.biru, cast, BIRU)
    assert [column.heading for column in table.columns] == ["Biru"]
    assert numbers(table) == {"Lanjut usia telantar": [1, 1]}
    assert named(cast.biru, cast, "73.08.21").totals.total.value == 1
    assert named(cast.dinas_kupang, cast).totals.total.value == 0


@pytest.mark.parametrize("who", ["ended", "disabled", "lina"])
def test_without_a_duty_over_the_area_nothing_is_counted(cast, who):
    case(cast, BIRU, factories.category())
    assert named(getattr(cast, who), cast).totals.total.value == 0


def test_a_viewer_and_the_administrator_get_the_numbers_without_the_way_to_the_rows(cast):
    case(cast, BIRU, factories.category())
    case(cast, BIRU, factories.category("PMKS-25", "Keluarga bermasalah", sensitivity=2))
    for user in (cast.camat, cast.admin):
        table = named(user, cast)
        assert numbers(table) == {"Lanjut usia telantar": [1, 0, 0, 0, 0, 0, 0, 0, 1]}
        assert {cell.url for row in (*table.rows, table.totals) for cell in (*row.cells, row.total)} == {""}
    assert len(named(cast.tksk, cast).rows) == 2


def test_a_camat_who_is_also_village_officer_elsewhere_stays_a_viewer_in_his_district(cast):
    factories.duty(cast.camat, "village", factories.PENFUI)
    case(cast, BIRU, factories.category())
    case(cast, BIRU, factories.category("PMKS-25", "Keluarga bermasalah", sensitivity=2))
    assert list(numbers(named(cast.camat, cast))) == ["Lanjut usia telantar"]


def test_sealed_kinds_have_no_row_and_the_table_says_so(cast):
    sealed = factories.category("PMKS-17", "Korban NAPZA", sensitivity=3, abbreviation="NAPZA")
    case(cast, BIRU, sealed)
    for user in (cast.dinas_bone, cast.tksk_cleared):
        table = named(user, cast)
        assert table.rows == ()
        assert table.totals.total.value == 0
        assert [(row.label, row.total.value, row.total.words) for row in table.guarded[0].rows] == [
            ("Korban NAPZA", None, "<5")
        ]
    assert (
        named(cast.biru, cast, BIRU).closed == "1 sealed kind is not counted here: it goes through the Dinas. (NAPZA)"
    )


def test_printed_counts_and_named_records_of_a_year_stand_in_two_tables(cast):
    papers.pmks_of_2006()
    case(cast, BIRU, factories.category(), identified_on=date(2006, 5, 1))
    printed, by_name = pmks.tables(cast.dinas_bone, cast.regions["73.08.21"], 2006)
    assert (printed.totals.total.value, by_name.totals.total.value) == (1520, 1)


@pytest.mark.parametrize("count", [1, 30])
def test_eleven_queries_make_both_tables_however_many_rows_there_are(cast, count, django_assert_num_queries):
    papers.pmks_of_2006()
    kinds = [factories.category(), factories.category("PMKS-24", "Fakir Miskin")]
    for place in range(count):
        case(cast, (BIRU, WATAMPONE)[place % 2], kinds[place % 2], identified_on=date(2006, 5, 1))
    user, region = type(cast.dinas_bone).objects.get(pk=cast.dinas_bone.pk), cast.regions["73.08.21"]
    with django_assert_num_queries(11):
        pmks.tables(user, region, 2006)
