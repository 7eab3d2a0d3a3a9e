"""Lists as a Dinas prints them: letterhead, official columns, signatories; counted by sub-district."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from tests import factories
from tests.exports.taking import taken
from tests.factories import BIRU, MACEGE, PENFUI, WATAMPONE
from tests.spreadsheets.reading import about, sheets
from wksbm.accounts.models import AccessLog
from wksbm.spreadsheets.formats import formats_of

pytestmark = pytest.mark.django_db
NIK = "9901014101900001"
SIDES = ("left", "right", "top", "bottom")
FOLIO = 14  # the number under which a workbook knows the paper that offices here use (F4)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def lines(content: bytes) -> list[list]:
    """The rows of the list's sheet without blank cells at their ends."""
    return [[cell for cell in row if cell != ""] for row in sheets(content)[1]]


@pytest.fixture
def family(cast):
    home = factories.household("9901010101010001", PENFUI)
    mother = factories.person("Yuliana Tefa", PENFUI, nik=NIK, household=home, rt="003", occupation="petani")
    factories.person("Anak Tefa", PENFUI, household=home)
    home.head = mother
    home.save()
    return home


def test_bnba_has_its_letterhead_its_heading_and_a_place_to_sign(cast, english, family):
    told = lines(taken(english(cast.penfui), reverse("people:export"), shape="bnba"))
    assert told[0] == ["GOVERNMENT OF KABUPATEN KUPANG"]
    assert told[1:3] == [["SOCIAL SERVICES OFFICE"], ["DESA PENFUI TIMUR"]]
    head = next(place for place, row in enumerate(told) if row[:2] == ["No.", "NIK"])
    assert head >= 6
    mother = next(row for row in told[head:] if "9901 •••• •••• ••••" in row)
    assert mother[:6] == [2, "9901 •••• •••• ••••", "Yuliana Tefa", "Yuliana Tefa", "P", mother[5]]
    assert mother[6] == 2, "both of the family"
    assert ["Head of Desa Penfui Timur"] in told[head + 3 :]
    assert told[-1] == ["Staff number (NIP):"]
    assert told[head + 4][0].startswith("Penfui Timur, ")


def test_the_dinas_signs_for_its_regency(cast, english, family):
    told = lines(taken(english(cast.dinas_kupang), reverse("people:export"), shape="bnba"))
    assert ["Head of the Social Services Office of Kabupaten Kupang"] in told
    assert not any(row == ["DESA PENFUI TIMUR"] for row in told)


def test_bnba_of_pmks_names_the_kind_and_its_code(cast, english):
    who = factories.person("Sitti Aminah", BIRU, nik=NIK, address="Jalan Ahmad Yani 3")
    factories.classification(who, factories.category(), by=cast.biru)
    told = lines(taken(english(cast.dinas_bone), reverse("beneficiaries:export"), shape="bnba"))
    [row] = [row for row in told if "Sitti Aminah" in row]
    assert {"Lanjut usia telantar", "PMKS-08", "Jalan Ahmad Yani 3", "Tanete Riattang"} <= set(row)


def test_a_recap_counts_the_listed_rows_by_sub_district_and_tells_persons_apart(cast, english):
    first, second = factories.category(), factories.category("PMKS-09", "Lain")
    for name, village, kinds in (("A B", BIRU, [first, second]), ("C D", WATAMPONE, [first]), ("E F", MACEGE, [first])):
        who = factories.person(name, village)
        for kind in kinds:
            factories.classification(who, kind, by=cast.biru)
    told = lines(taken(english(cast.dinas_bone), reverse("beneficiaries:export"), shape="recap"))
    head = next(place for place, row in enumerate(told) if row[:1] == ["No."])
    assert told[head][-2:] == ["Total", "Different persons"]
    assert [row[1:] for row in told[head + 1 : head + 3]] == [
        ["Tanete Riattang", 2, 1, 3, 2],
        ["Tanete Riattang Barat", 1, 0, 1, 1],
    ]
    assert told[head + 3] == ["Total", 3, 1, 4, 3]
    few = lines(taken(english(cast.tksk), reverse("beneficiaries:export"), shape="recap"))
    assert not any("Tanete Riattang Barat" in row for row in few)


def test_the_list_of_psks_tells_chair_officers_and_members(cast, english):
    chair = factories.person("Lina Tefa", PENFUI)
    factories.membership(chair, cast.group)
    factories.office(cast.group, "chair", chair)
    told = lines(taken(english(cast.dinas_kupang), reverse("groups:export"), shape="psks"))
    head = next(place for place, row in enumerate(told) if row[:1] == ["No."])
    assert told[head + 1][:2] == [1, "Rindu Sejahtera"]
    assert {"Lina Tefa", "Penfui Timur", "Kabupaten Kupang"} <= set(told[head + 1])


@pytest.mark.parametrize(("route", "shape"), [("people:export", "bnba"), ("groups:export", "psks")])
def test_many_rows_cost_as_many_queries_as_few(cast, english, route, shape):
    client = english(cast.dinas_kupang)
    counts = []
    for add in (2, 30):
        for number in range(add):
            home = factories.household(factories.new_nik(), PENFUI)
            who = factories.person(f"Warga {add} {number}".replace("0", "o"), PENFUI, household=home)
            home.head = who
            home.save()
            group = factories.group(f"Mekar {add} {number}", PENFUI)
            factories.membership(who, group)
            factories.office(group, "chair", who)
        with CaptureQueriesContext(connection) as queries:
            taken(client, reverse(route), shape=shape)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_form_of_the_dinas_is_no_csv_and_not_for_leaders(cast, english):
    response = english(cast.penfui).post(reverse("people:export"), {"shape": "bnba", "format": "csv"})
    assert response.context["form"].errors.keys() == {"format"}
    page = english(cast.lina).post(reverse("groups:export"), {"shape": "psks"})
    assert page.context["form"].errors.keys() == {"shape"}


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_two_columns_of_a_form_are_called_alike(language):
    with translation.override(language):
        for form in (form for sheet in ("people", "groups", "beneficiaries") for form in formats_of(sheet)):
            titles = [str(title) for title, _column in getattr(form, "columns", ())]
            assert len(set(titles)) == len(titles), form.code


def test_the_sums_of_a_recap_are_no_row_of_it(cast, english):
    factories.person("A B", BIRU)
    factories.person("C D", MACEGE)
    content = taken(english(cast.dinas_bone), reverse("people:export"), shape="recap")
    assert about(content)["Rows"] == "2"
    assert AccessLog.objects.get(kind="export").facts["rows"] == 2
    page = load_workbook(BytesIO(content)).worksheets[1]
    *_districts, last, total = (row for row in page.iter_rows(values_only=True) if row[1] and row[-1] is not None)
    assert (last[0], total[1]) == (2, "Total")
    head = int(page.print_title_rows.rpartition("$")[2])
    assert page.auto_filter.ref == f"A{head}:D{head + 2}", "sorting leaves the sums at the foot"


@pytest.mark.parametrize("shape", ["bnba", "recap"])
def test_a_form_of_the_dinas_is_printed_across_one_page_of_folio(cast, english, family, shape):
    book = load_workbook(BytesIO(taken(english(cast.penfui), reverse("people:export"), shape=shape)))
    told, page = book.worksheets
    assert [sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in (told, page)] == [True, True]
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert {int(sheet.page_setup.paperSize) for sheet in (told, page)} == {FOLIO}


def test_what_is_printed_stands_between_ruling_lines_and_blank_cells_too(cast, english, family):
    def ruled(**asked):
        page = load_workbook(BytesIO(taken(english(cast.penfui), reverse("people:export"), **asked))).worksheets[1]
        rules = [(str(at.sqref), rule) for at in page.conditional_formatting for rule in at.rules]
        lines = [getattr(rule.dxf.border, side).style for _at, rule in rules for side in SIDES]
        return page.auto_filter.ref, [at for at, _rule in rules], set(lines)

    listed, under, lines = ruled(shape="bnba")
    assert (under, lines) == ([listed], {"thin"})
    counted, under, _lines = ruled(shape="recap")
    assert under == [re.sub(r"[0-9]+$", lambda row: str(int(row[0]) + 1), counted)], "with the sums"
    assert ruled(shape="read")[1] == []


def test_about_tells_of_niks_only_where_the_file_has_any(cast, english, family):
    client, url = english(cast.dinas_kupang), reverse("people:export")
    asked = [{"shape": "bnba"}, {"columns": ["name", "nik"]}, {"shape": "recap"}, {"columns": ["name"]}]
    assert ["NIK" in about(taken(client, url, **answers)) for answers in asked] == [True, True, False, False]


def test_lines_are_high_enough_and_numbers_stand_off_what_follows(cast, english, family):
    """LibreOffice's own lines are lower, and cut the first row under the heading; No. and NIK read as one number."""
    content = taken(english(cast.penfui), reverse("people:export"), shape="bnba")
    page = load_workbook(BytesIO(content)).worksheets[1]
    assert page.sheet_format.defaultRowHeight == 15
    first = page.cell(int(page.print_title_rows.rpartition("$")[2]) + 1, 1)
    assert (first.value, first.alignment.horizontal, first.alignment.indent) == (1, "right", 1)


def test_a_header_on_paper_takes_the_lines_it_needs_and_no_more_room_than_its_longest_word(cast, english, family):
    content = taken(english(cast.penfui), reverse("people:export"), shape="bnba")
    page = load_workbook(BytesIO(content)).worksheets[1]
    heading = page[int(page.print_title_rows.rpartition("$")[2])]
    size = next(cell for cell in heading if cell.value == "People in the family")
    assert size.alignment.wrap_text
    assert page.row_dimensions[size.row].height >= 30
    assert page.column_dimensions[size.column_letter].width < len(size.value)
