"""The pages of the recaps: who gets which, what the selector offers, how a file leaves."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, LONG_AGO, WATAMPONE
from tests.reports import papers
from wksbm.regions.models import Tally

pytestmark = pytest.mark.django_db
PMKS, MEMBERS, GROUPS = "/rekap/pmks/", "/rekap/anggota/", "/rekap/kelompok/"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def queries_of():
    """How many queries a call makes."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


@pytest.fixture
def page(client_of):
    """`page(user, address, **parameters)` is the text of a page."""

    def read(user, address: str, **parameters) -> str:
        response = client_of(user).get(address, parameters)
        assert response.status_code == 200
        return response.content.decode()

    return read


def test_the_names_of_the_routes_have_their_addresses():
    names = ("index", "pmks", "members", "groups", "tally")
    assert [reverse(f"reports:{name}") for name in names] == ["/rekap/", PMKS, MEMBERS, GROUPS, "/rekap/hitungan/"]


def test_an_officer_is_offered_all_recaps_and_a_leader_only_his_members(cast, page, client_of):
    for user in (cast.dinas_bone, cast.biru, cast.tksk, cast.camat, cast.admin):
        assert [address in page(user, "/rekap/") for address in (PMKS, MEMBERS, GROUPS)] == [True, True, True]
    assert [address in page(cast.lina, "/rekap/") for address in (PMKS, MEMBERS, GROUPS)] == [False, True, False]
    assert client_of(cast.lina).get(PMKS).status_code == client_of(cast.lina).get(GROUPS).status_code == 403


def test_the_table_of_the_paper_stands_on_the_page_with_its_source_and_the_units_it_mixes(cast, page):
    papers.pmks_of_2006()
    text = page(cast.dinas_bone, PMKS, region="73.08.21", year="2006")
    assert "PMKS, counted without names: 1,520" in text
    assert f"Source: {papers.SOURCE}" in text
    assert "1,520 mixes unlike things: individuals (655), families (754), dwellings (111)." in text
    assert 'aria-label="Wanita Rawan Sosial Ekonomi, Masumpu: 474"' in text
    assert 'aria-label="Masumpu: 635"' in text


def test_a_region_outside_the_area_is_answered_like_one_that_does_not_exist(cast, page):
    papers.pmks_of_2006()
    answers = [page(cast.dinas_kupang, PMKS, region=code, year="2006") for code in ("73.08.21", "99.99.99")]
    for text in answers:
        assert "There is no such place in your area." in text
        assert "1,520" not in text
    assert "There is no such place in your area." in page(cast.biru, PMKS, region=WATAMPONE)


def test_the_selector_offers_the_own_area_only(cast, page):
    text = page(cast.tksk, PMKS)
    assert "Watampone" in text
    assert "Penfui" not in text
    assert "Macege" not in text
    assert "Watampone" not in page(cast.biru, PMKS)


def test_without_a_choice_the_own_area_is_shown_for_the_present_year(cast, page):
    today = cast.regions[BIRU].today()
    kind = factories.category()
    factories.classification(factories.person("Sitti Rahma", BIRU), kind, by=cast.biru, status="verified")
    text = page(cast.biru, PMKS)
    assert "PMKS by name: 1" in text
    assert f"Kelurahan Biru · {today.year}" in text


def test_an_empty_recap_says_what_to_do_and_where_there_are_numbers(cast, page):
    papers.pmks_of_2006()
    text = page(cast.dinas_bone, PMKS, region="73.08.21")
    assert "No PMKS counted here" in text
    assert "Counts without names: 2006" in text
    assert "status=all" in text
    assert "No group counted here" in page(cast.biru, GROUPS)


def test_the_administrator_chooses_an_area_first(cast, page):
    papers.pmks_of_2006()
    assert "Choose an area" in page(cast.admin, PMKS)
    assert "counted without names: 1,520" in page(cast.admin, PMKS, region="73.08.21", year="2006")


def test_a_year_or_day_that_cannot_be_is_refused_beside_its_field(cast, page):
    text = page(cast.dinas_bone, PMKS, year="1066")
    assert "Select a valid choice" in text
    assert "rk-totline" not in text
    assert "This day is still to come" in page(cast.penfui, MEMBERS, on="01/01/2999")
    assert "dd/mm/yyyy" in page(cast.penfui, MEMBERS, on="31.31")


def test_unknown_cells_show_a_question_mark_and_the_page_explains_it(cast, page):
    papers.groups_of_2006()
    text = page(cast.dinas_bone, GROUPS, region="73.08.21", year="2006")
    assert "? is not known" in text
    assert '<abbr title="not known">?</abbr>' in text
    assert "Bidan: the cells add up to 39, the printed total is 16." in text


def test_kinds_that_are_sealed_are_named_as_not_counted(cast, page):
    factories.category("PMKS-17", "Korban NAPZA", sensitivity=3, abbreviation="NAPZA")
    factories.classification(factories.person("A B", BIRU), factories.category(), by=cast.biru, status="verified")
    assert "1 sealed kind is not counted here" in page(cast.biru, PMKS)


def test_many_areas_lie_as_rows_and_can_be_turned(cast, page):
    papers.pmks_of_2006()
    asked = {"region": "73.08.21", "year": "2006"}
    assert 'aria-label="Anak Nakal, Masumpu: 18"' in page(cast.dinas_bone, PMKS, **asked)
    turned = page(cast.dinas_bone, PMKS, **asked, baris="wilayah")
    assert 'aria-label="Masumpu, Anak Nakal: 18"' in turned
    assert "Kinds as rows" in turned


def test_a_leader_sees_the_members_of_his_own_group(cast, page):
    papers.members_of_rindu(cast.group)
    other = factories.group("Mekar Jaya", factories.PENFUI)
    factories.membership(factories.person("Orang Lain", factories.PENFUI), other)
    text = page(cast.lina, MEMBERS, on="31/12/2021")
    assert "Members by age: 25" in text
    assert f"/anggota/?group={cast.group.pk}&amp;on=2021-12-31&amp;age_from=25&amp;age_to=29" in text
    assert f"/anggota/?group={cast.group.pk}&amp;on=2021-12-31&amp;education=SMP" in text
    assert "Mekar Jaya" not in text
    assert "Mekar Jaya" not in page(cast.lina, MEMBERS, group=str(other.pk))
    assert "Orang Lain" not in text


def test_a_group_of_another_place_is_a_leftover_of_the_choice_before(cast, page):
    papers.members_of_rindu(cast.group)
    here = page(cast.dinas_kupang, MEMBERS, group=str(cast.group.pk))
    assert "Members by age: 25" in here
    elsewhere = page(cast.dinas_kupang, MEMBERS, group=str(cast.group.pk), region=factories.MATA_AIR)
    assert "Nobody was a member on that day" in elsewhere


def test_a_group_without_members_says_what_to_do(cast, page):
    assert "enrol the members on the page of their group" in page(cast.lina, MEMBERS)


def test_a_table_leaves_as_a_csv_file(cast, client_of):
    papers.pmks_of_2006()
    asked = {"region": "73.08.21", "year": "2006", "unduh": "csv"}
    response = client_of(cast.dinas_bone).get(PMKS, asked)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="rekap-pmks-73.08.21-2006.csv"'
    lines = response.content.decode().splitlines()
    assert lines[0] == "no,label,unit,Biru,Ta',Watampone,Bukaka,Pappolo,Manurunge,Walannae,Masumpu,total"
    assert lines[-1] == ",total,,50,7,35,246,1,300,246,635,1520"


def test_the_second_table_of_a_page_has_its_own_file(cast, client_of):
    papers.members_of_rindu(cast.group)
    asked = {"group": cast.group.pk, "on": "31/12/2021", "unduh": "csv"}
    client = client_of(cast.lina)
    assert client.get(MEMBERS, asked).content.decode().splitlines()[1] == "1,20-24 years,3,12"
    assert client.get(MEMBERS, asked | {"tabel": 2}).content.decode().splitlines()[1] == "1,SD,8,32"
    assert client.get(MEMBERS, asked | {"tabel": 9}).content.decode().splitlines()[1] == "1,SD,8,32"


@pytest.mark.parametrize("label", ["=1+1", "+62", "-5", "@SUM(A1)"])
def test_text_that_a_spreadsheet_would_run_leaves_as_text(cast, client_of, label):
    Tally.objects.bulk_create([papers.tally(BIRU, label, 3)])
    response = client_of(cast.biru).get(PMKS, {"year": "2006", "unduh": "csv"})
    assert response.content.decode().splitlines()[1] == f"1,'{label},,3,3"


@pytest.mark.parametrize("address", [PMKS, GROUPS, MEMBERS])
def test_a_page_has_the_same_number_of_queries_with_one_and_with_thirty_rows(cast, client_of, address, queries_of):
    kinds = factories.group_type("EKO-06", "Kelompok Tani"), factories.group_type("PRS-19", "Arisan")

    def enter(place: int) -> None:
        village = (BIRU, WATAMPONE)[place % 2]
        who = factories.person("Sitti Rahma", village, birth_date=date(1950 + place, 1, 1))
        factories.classification(who, factories.category(), by=cast.biru, status="verified")
        group = factories.group("Tani", village, kind="kps", type=kinds[place % 2])
        factories.membership(who, group, joined_on=LONG_AGO)

    client = client_of(cast.tksk)
    enter(0)
    with_one = queries_of(lambda: client.get(address))
    for place in range(1, 30):
        enter(place)
    assert queries_of(lambda: client.get(address)) == with_one
