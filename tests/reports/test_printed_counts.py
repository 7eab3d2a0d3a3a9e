"""Counts without names: as printed, unknown where they are unknown, and closed where they would say who."""

import pytest
from django.urls import reverse

from reports.recaps import groups, pmks, printed
from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.reports import papers
from tests.reports.papers import DISTRICT, tally
from wksbm.regions.models import Tally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def only(cast, code=DISTRICT, user=None, module=pmks):
    (table,) = module.tables(user or cast.dinas_bone, cast.regions[code], 2006)
    return table


def values(row) -> list[int | None]:
    return [cell.value for cell in (*row.cells, row.total)]


def test_the_units_of_1520_are_named(cast):
    papers.pmks_of_2006()
    assert only(cast).notes == ("1,520 mixes unlike things: individuals (655), families (754), dwellings (111).",)


def test_a_column_has_the_papers_fuller_spelling_but_not_its_misprints(cast):
    papers.pmks_of_2006()
    headings = [column.heading for column in only(cast).columns]
    assert headings[1:7:5] == ["Ta'", "Walannae"]
    assert headings[2] == "Watampone"
    assert headings[4] == "Pappolo"
    assert [column.heading for column in only(cast, "73.08").columns] == ["Tanete Riattang"]


def test_a_region_above_adds_up_what_its_source_counted(cast):
    papers.pmks_of_2006()
    table = only(cast, "73.08")
    assert [values(row) for row in table.rows][9] == [748, 748]
    assert values(table.totals) == [1520, 1520]


def test_a_village_officer_sees_the_column_of_his_village(cast):
    papers.pmks_of_2006()
    table = only(cast, BIRU, cast.biru)
    assert [column.heading for column in table.columns] == ["Biru"]
    assert values(table.totals) == [50, 50]
    assert values(only(cast, DISTRICT, cast.biru).totals) == [50, 50]


def test_the_dinas_of_another_regency_sees_none_of_it(cast):
    papers.pmks_of_2006()
    assert printed.tables(cast.dinas_kupang, cast.regions[DISTRICT], "pmks", 2006) == []


def test_an_unknown_cell_makes_the_sum_unknown_and_never_zero(cast):
    Tally.objects.bulk_create([tally(BIRU, "Anak Nakal", 3), tally(WATAMPONE, "Anak Nakal", None)])
    table = only(cast)
    assert [column.heading for column in table.columns] == ["Biru", "Watampone"]
    assert values(table.rows[0]) == [3, None, None]
    assert values(table.totals) == [3, None, None]
    assert table.has_unknown


def test_a_label_that_an_area_lacks_is_unknown_there(cast):
    Tally.objects.bulk_create([tally(BIRU, "A", 3), tally(BIRU, "B", 4), tally(WATAMPONE, "B", 5)])
    assert values(only(cast).rows[0]) == [3, None, None]


def test_two_sources_of_a_year_stand_in_two_tables(cast):
    Tally.objects.bulk_create([tally(BIRU, "A", 3), tally(BIRU, "A", 4, source="BPS")])
    tables = pmks.tables(cast.dinas_bone, cast.regions[DISTRICT], 2006)
    assert [table.totals.total.value for table in tables] == [4, 3]


def test_what_the_printed_total_of_a_row_says_is_kept_beside_what_its_cells_give(cast):
    papers.groups_of_2006()
    table = only(cast, module=groups)
    rows = {row.label: row for row in table.rows}
    assert values(rows["Bidan"])[-1] == 16
    assert values(table.totals)[-1] == 531
    assert sum(row.total.value for row in table.rows) == 569
    assert sum(cell.value for cell in table.totals.cells) == 478


def test_above_the_district_its_printed_totals_count_once(cast):
    papers.groups_of_2006()
    table = only(cast, "73.08", module=groups)
    assert values(table.totals) == [531, 531]
    assert values(table.rows[0]) == [2, 2]
    assert "Tanete Riattang: the cells add up to 569, the printed total is 531." in table.notes


def test_published_counts_of_sealed_kinds_are_printed_and_others_are_not(cast):
    factories.category("PMKS-17", "Korban NAPZA", sensitivity=3)
    Tally.objects.bulk_create([tally(BIRU, "Napsa", 3, code="PMKS-17")])
    assert only(cast).totals.total.value == 3
    Tally.objects.update(published=False)
    Tally.objects.bulk_create([tally(BIRU, "A", 4, published=False), tally(BIRU, "Jumlah", 7, published=False)])
    table = only(cast)
    assert [row.label for row in table.rows] == ["A"]
    assert values(table.totals) == [4, 4]  # not 7: subtraction would give the sealed number back


def test_each_printed_number_leads_to_its_source(cast, client_of):
    papers.pmks_of_2006()
    cell = only(cast).rows[9].cells[5]
    assert cell.value == 237
    page = client_of(cast.dinas_bone).get(cell.url).content.decode()
    for shown in ("Keluarga Fakir Miskin", papers.SOURCE, "2006", "Manurunge", "237"):
        assert shown in page
    assert "231" not in page  # Bukaka's


def test_the_total_of_a_column_leads_to_all_its_labels(cast, client_of):
    papers.pmks_of_2006()
    page = client_of(cast.dinas_bone).get(only(cast).totals.cells[5].url).content.decode()
    assert "Keluarga Fakir Miskin" in page
    assert "Rumah Tidak layak Huni" in page


def test_a_count_outside_the_area_is_a_page_that_does_not_exist(cast, client_of):
    papers.pmks_of_2006()
    here, there = Tally.objects.filter(region=BIRU).first(), Tally.objects.filter(region=WATAMPONE).first()
    address, client = reverse("reports:tally"), client_of(cast.biru)
    assert client.get(address, {"id": here.pk, "area": BIRU}).status_code == 200
    outside = [{"id": there.pk}, {"id": here.pk, "area": WATAMPONE}, {"id": here.pk, "area": DISTRICT}]
    nonsense = [{}, {"id": "x"}, {"id": 2**63 - 1}, {"id": 2**63}, {"id": here.pk, "area": "x" * 14}]
    for wrong in outside + nonsense:
        assert client.get(address, wrong).status_code == 404


def test_a_count_that_is_closed_has_no_page_either(cast, client_of):
    factories.category("PMKS-17", "Korban NAPZA", sensitivity=3)
    row = tally(BIRU, "Napsa", 3, code="PMKS-17", published=False)
    row.save()
    assert client_of(cast.dinas_bone).get(reverse("reports:tally"), {"id": row.pk}).status_code == 404


def test_a_viewer_gets_the_printed_numbers_without_their_pages(cast, client_of):
    papers.pmks_of_2006()
    table = only(cast, DISTRICT, cast.camat)
    assert table.totals.total.value == 1520
    assert {cell.url for row in (*table.rows, table.totals) for cell in (*row.cells, row.total)} == {""}
    assert client_of(cast.camat).get(reverse("reports:tally"), {"id": Tally.objects.first().pk}).status_code == 404
