"""What a sheet refuses says what may stand there, and the headers of offices need no question."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests import factories
from tests.factories import BIRU, TA, WATAMPONE
from tests.sheets_more.running import Run
from wksbm.regions.models import Region
from wksbm.spreadsheets.blank_sheets import may_be_written
from wksbm.spreadsheets.cells import NumberCell, WordCell
from wksbm.spreadsheets.day_cells import DayCell, PartialDayCell
from wksbm.spreadsheets.headers import read_header
from wksbm.spreadsheets.money import GroupedCell, MoneyCell
from wksbm.spreadsheets.sheet import Column, sheet_of

pytestmark = pytest.mark.django_db
WORDS = [("infant", "infant, not registered"), ("other", "other")]
OTHER_BIRU = "73.08.22.1009"


def test_words_that_hold_a_comma_are_told_apart():
    cell = WordCell(WORDS)
    assert cell.unknown().endswith(": infant, not registered; other.")
    assert may_be_written(Column("why", "Why", cell)) == "infant, not registered; other"


def test_of_many_words_a_refusal_names_some_and_says_where_all_stand():
    cell = WordCell([(str(number), f"word {number}") for number in range(13)])
    assert cell.unknown().endswith(": word 0; word 1; word 2; word 3; word 4 … Semuanya ada di templat.")
    assert cell.unknown().count("word ") == 5


def test_skills_and_kinds_are_told_apart_as_well(cast):
    factories.category("PMKS-1", "Anak telantar", sensitivity=0)
    factories.category("PMKS-2", "Fakir miskin", sensitivity=0)
    sheet = sheet_of("beneficiaries")(cast.dinas_bone, date.today())
    assert "Anak telantar; Fakir miskin" in refusal_of(sheet.columns["category"].widget)


def refusal_of(widget, raw="nonsense") -> str:
    with pytest.raises(ValidationError) as refused:
        widget.read(raw)
    return " ".join(refused.value.messages)


def test_the_kind_of_a_region_is_told_by_the_length_of_its_code(cast):
    run = Run(cast.admin, "regions", ["Kode", "Nama", "Jenis"], ["73.08.21.1009", "Baru", "kecamatan"])
    assert "73.08.21 kecamatan" in run.texts()


def test_each_region_that_shares_its_name_is_asked_about_by_itself(cast):
    factories.region(OTHER_BIRU, "kelurahan", "Biru")
    header = ["Wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Sumber"]
    run = Run(cast.dinas_bone, "tallies", header, ["Biru", "2023", "PMKS", "Anak telantar", "7", "Dinas"])
    assert (run.faults(), run.row().faults[0].written) == ({"region": "ambiguous"}, "Biru")
    assert [code for code, _words in run.sheet.fixes_for("region", "ambiguous", "Biru")] == [BIRU, OTHER_BIRU]


@pytest.mark.parametrize(
    ("code", "titles"),
    [
        ("members", {"Nama Anggota": "full_name", "Sejak": "joined_on"}),
        ("officers", {"Nama Pengurus": "full_name"}),
        ("people", {"Nama Warga": "full_name"}),
    ],
)
def test_headers_as_offices_write_them_are_known(cast, code, titles):
    sheet = sheet_of(code)(cast.dinas_bone, date.today())
    header = read_header(1, list(titles), sheet, {})
    assert header.meanings == dict(enumerate(titles.values()))


def test_an_answer_about_a_column_holds_as_long_as_the_sheet_does_not_know_it_better(cast):
    """Left out before the sheet knew what it is; given a meaning that the sheet has no more."""
    sheet = sheet_of("people")(cast.dinas_bone, date.today())
    said = {"kecamatan": "", "bantuan": "", "lorong": "hamlet", "suku": "tribe"}
    header = read_header(1, ["Nama", "Kecamatan", "Bantuan", "Lorong", "Suku"], sheet, said)
    assert header.meanings == {0: "full_name", 1: "district", 3: "hamlet"}
    assert header.unknown == {4: "Suku"}


def test_a_year_is_told_without_a_dot():
    assert "1900 to 2026" in refusal_of_english(NumberCell(1900, 2026))
    assert "0 to 100.000" in refusal_of_english(NumberCell(0, 100_000))


def refusal_of_english(widget, raw="nonsense") -> str:
    with translation.override("en"):
        return refusal_of(widget, raw)


def test_a_place_that_is_called_just_so_goes_before_one_that_is_like_it(cast):
    factories.region("73.08.22.1008", "kelurahan", "Ta'a")
    header = ["Nama", "Username", "Peran", "Wilayah"]
    run = Run(cast.dinas_bone, "accounts", header, ["Rina Wati", "desa.rina", "petugas desa", "Ta"])
    assert (run.kind, run.sheet.get(run.row(), "region")) == ("new", TA)


@pytest.mark.parametrize("written", ["-4", "\u22124", "-1.500", "- 4", -4])
def test_below_nought_says_where_counts_begin(written):
    assert refusal_of_english(GroupedCell(), written) == "At least 0, at most 999.999.999."
    assert refusal_of_english(MoneyCell(1), written) == "At least Rp 1, at most Rp 10.000.000.000."
    with translation.override("id"):
        assert refusal_of(GroupedCell(), written) == "Paling sedikit 0, paling banyak 999.999.999."


@pytest.mark.parametrize("written", ["99", "kira-kira 99", "kemarin"])
def test_where_the_year_alone_is_enough_a_refusal_says_so(written):
    assert "or the year alone, for example 2019" in refusal_of_english(PartialDayCell(), written)
    with translation.override("id"):
        assert "atau tahunnya saja, mis. 2019" in refusal_of(PartialDayCell(), written)
    assert "year alone" not in refusal_of_english(DayCell(), written)


def test_a_year_of_two_digits_in_a_number_cell_is_no_day_of_1900():
    assert "four digits" in refusal_of_english(PartialDayCell(), 99)
    assert "four digits" in refusal_of_english(PartialDayCell(), 5.0)
    assert PartialDayCell().read(1999) == ("1999-01-01|year", "")


@pytest.mark.parametrize("number", [0, 4.0, 99, 365, 1827, 1990, 2021, 2100])
def test_a_number_that_is_no_day_is_none_where_a_day_is_asked_for(number):
    assert "dd/mm/yyyy" in refusal_of_english(DayCell(), number)
    assert DayCell().read(7306) == ("1920-01-01", ""), "of the oldest"


@pytest.mark.parametrize("cell", [DayCell, PartialDayCell])
@pytest.mark.parametrize(("made", "year"), [("1905-03-14", 1900), ("1905-07-13", 2021), ("1905-09-30", 2100)])
def test_a_year_in_a_cell_for_dates_is_no_day_of_1905(cell, made, year):
    """Excel shows 13/07/1905 for a 2021 that was typed there."""
    assert f"The year {year} stands in a cell for dates" in refusal_of_english(cell(), ("date", made))
    assert cell().plain_atoms([("date", "1990-01-01"), ("date", made)], tuple) is None
    assert cell().read(("date", "1905-10-01")) == ("1905-10-01", "")
    assert cell().read("13/07/1905") == ("1905-07-13", ""), "who writes the day, means it"


@pytest.mark.parametrize("written", ["Watampone", WATAMPONE, "Entahlah"])
def test_a_village_outside_is_answered_with_those_inside(cast, written):
    few = sheet_of("activities")(cast.biru, date.today()).columns["village"].widget
    assert refusal_of_english(few, written) == (
        f"This is no village inside your area. Write one of these, by name or code: Biru ({BIRU})."
    )


def test_of_many_villages_one_is_an_example(cast):
    for number in range(1010, 1016):
        factories.region(f"73.08.21.{number}", "kelurahan", f"Desa {number}")
    many = sheet_of("activities")(cast.tksk, date.today()).columns["village_code"].widget
    example = f"for example Biru ({BIRU})."
    assert refusal_of_english(many).endswith(f"Write the name or the code of one that is, {example}")
    regions = sheet_of("tallies")(cast.dinas_bone, date.today()).columns["region"].widget
    assert "no region inside your area. Write the name or the code of one that is, for" in refusal_of_english(regions)
    with translation.override("id"):
        assert f"misalnya Biru ({BIRU})" in refusal_of(many)


@pytest.mark.parametrize("written", ["--5", "---5", "5-", "-x"])
def test_signs_that_make_no_number_are_refused(written):
    assert "whole number" in refusal_of_english(NumberCell(-9, 9), written)
    assert NumberCell(-9, 9).read("-5") == (-5, "")


def test_a_cell_of_many_blanks_is_blank(cast):
    """Exports of fixed width fill their cells up."""
    sheets = [(code, sheet_of(code)(cast.admin, date.today())) for code in ("accounts", "regions")]
    sheets += [(code, sheet_of(code)(cast.dinas_bone, date.today())) for code in ("people", "match", "tallies")]
    for code, sheet in sheets:
        for name, column in sheet.columns.items():
            assert column.widget.read(" " * 25) == (None, ""), (code, name)


def test_a_village_that_was_abolished_is_no_example(cast):
    Region.objects.filter(pk=BIRU).update(superseded_by=TA)
    widget = sheet_of("activities")(cast.tksk, date.today()).columns["village"].widget
    assert refusal_of_english(widget).endswith(f"for example Ta ({TA}).")
