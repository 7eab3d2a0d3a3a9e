"""The sheet to fill in: what it offers comes back, what nobody filled in says so."""

import csv
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from activities.models import Skill
from tests import factories
from tests.exports.taking import brought_back, counts, taken
from tests.sheets_more.pmks import make_kinds
from tests.sheets_more.running import Run
from tests.spreadsheets.reading import body, sheets
from wksbm.accounts.system import system_user
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.people.numbers import birth_fits, is_womans
from wksbm.spreadsheets.blank_sheets import example, must_be_filled
from wksbm.spreadsheets.layouts import permitted
from wksbm.spreadsheets.sheet import sheets_for

pytestmark = pytest.mark.django_db
PMKS = Path(__file__).parents[2] / "beneficiaries" / "data" / "pmks.csv"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def blank(client, code: str = "people") -> bytes:
    response = client.get(reverse("spreadsheets:template", args=[code]))
    assert response.status_code == 200
    return body(response)


def sheet_of(user, code: str):
    return next(sheet for sheet in sheets_for(user) if sheet.code == code)(user, timezone.localdate())


def codes(user) -> list[str]:
    return [sheet.code for sheet in sheets_for(user)]


@pytest.mark.parametrize("who", ["penfui", "dinas_kupang", "admin"])
def test_every_sheet_comes_back_untouched_and_has_no_rows(cast, english, who):
    user = getattr(cast, who)
    assert codes(user)
    for code in codes(user):
        batch = brought_back(user, code, blank(english(user), code))
        assert batch.options["candidates"], code
        assert len(batch.options["candidates"]) == 1, "the explanation is no sheet of rows"
        assert batch.options["unknown"] == {}, code
        assert batch.counts["read"] == 0, code


def test_a_sheet_of_people_filled_in_comes_in(cast, english):
    book = openpyxl.load_workbook(BytesIO(blank(english(cast.penfui))))
    page = book.worksheets[0]
    titles = {cell.value: cell.column for cell in page[1]}
    filled = {"Name": "Siti Aminah", "NIK": "9901014101900001", "Sex (L/P)": "P", "Date of birth": "21/11/1990"}
    for title, value in filled.items():
        page.cell(2, titles[title], value)
    stream = BytesIO()
    book.save(stream)
    assert counts(brought_back(cast.penfui, "people", stream.getvalue())) == {"read": 1, "new": 1}


def test_permitted_words_stand_as_a_list_in_the_cells(cast, english):
    book = openpyxl.load_workbook(BytesIO(blank(english(cast.penfui))))
    page = book.worksheets[0]
    column = next(cell.column_letter for cell in page[1] if cell.value == "Marital status")
    [found] = [rule for rule in page.data_validations.dataValidation if str(rule.sqref).startswith(column)]
    name, _bang, reach = found.formula1.partition("!")
    words = [cell.value for (cell,) in book[name.strip("'")][reach.replace("$", "")]]
    assert {"married", "widowed"} <= set(words)
    assert "1000" in str(found.sqref) or "1001" in str(found.sqref)


def test_of_some_lists_several_words_may_stand_in_a_cell(cast, english):
    """Excel itself would refuse "a; b" where a list is all that may stand."""
    client = english(cast.penfui)
    several = [
        str(column.column_name)
        for column in sheet_of(cast.penfui, "groups").columns.values()
        if column.widget.free and permitted(column)
    ]
    assert several
    for content in (blank(client, "groups"), taken(client, reverse("groups:export"), shape="edit")):
        book = openpyxl.load_workbook(BytesIO(content))
        page = book[book.active.title]
        words = {cell.column_letter: cell.value for cell in page[1]}
        strict = {
            words[re.match("[A-Z]+", str(rule.sqref))[0]]: bool(rule.showErrorMessage)
            for rule in page.data_validations.dataValidation
        }
        assert [name for name, held in strict.items() if not held] == several
        assert len(strict) > len(several)
    told = {row[0]: row[2] for row in sheets(blank(client, "groups"))[1] if len(row) > 3}
    assert all("several" in told[name] for name in several if name != "Type")


def test_a_count_explains_its_region_and_its_number(cast, english):
    told = {row[0]: row[1:] for row in sheets(blank(english(cast.dinas_kupang), "tallies"))[1] if len(row) > 3}
    assert told["Region code"][1:] == ["the code of a region of any level (73.08.21), or its name", "73.08.21"]
    assert told["Region"][2] == "Tanete Riattang"
    assert told["Count"][1] == "a whole number"
    area = {row[0]: row[1:] for row in sheets(blank(english(cast.dinas_kupang), "accounts"))[1] if len(row) > 3}
    assert told["Region"][1] in [row[1] for row in area.values()]


def test_each_column_is_explained_with_an_example(cast, english):
    told = {row[0]: row[1:] for row in sheets(blank(english(cast.penfui)))[1] if len(row) > 3}
    assert told["Name"][0] == "yes"
    assert told["NIK"][2].startswith("99")
    assert "± 1990" in told["Date of birth"][1]
    assert told["Sex (L/P)"][1] == "P; L"
    assert [told[title][0] for title in ("NIK", "Sex (L/P)", "RT")] == ["for somebody new", "for somebody new", "no"]
    assert told["Why no NIK"][1].count(";") == len(Person.NoNik.choices) - 1  # one of them holds a comma
    assert "three digits" in told["RT"][1]
    assert "Number in the registry" not in told


@pytest.mark.parametrize("who", ["penfui", "dinas_kupang"])
def test_the_examples_of_a_person_agree_with_each_other(cast, who):
    pmks = {row["name_id"]: row for row in csv.DictReader(PMKS.read_text(encoding="utf-8").splitlines())}
    for sheet in sheets_for(getattr(cast, who)):
        columns = sheet(getattr(cast, who), timezone.localdate()).columns
        example = {name: column.example for name, column in columns.items()}
        if example.get("nik"):
            day, month, year = example["birth_date"].split("/")
            assert birth_fits(example["nik"], date(int(year), int(month), int(day))), sheet.code
            assert is_womans(example["nik"]) is (example.get("sex", "P") == "P"), sheet.code
        if "category" in example:
            kind = pmks[example["category"]]
            assert (kind["age_min_years"], kind["age_max_years"]) == ("", ""), "a kind for any age"


def test_who_may_not_bring_a_sheet_in_gets_none(cast, english):
    for user, code in ((cast.lina, "people"), (cast.admin, "people"), (cast.penfui, "accounts"), (cast.penfui, "nope")):
        assert english(user).get(reverse("spreadsheets:template", args=[code])).status_code in (403, 404)


def test_a_list_to_match_says_by_what_a_person_is_found(cast, english):
    told = {row[0]: row[1:] for row in sheets(blank(english(cast.biru), "match"))[1] if len(row) > 3}
    assert " ".join(told["NIK"][0].split()) == "yes, or name and date of birth"
    assert [told[title][0] for title in ("Name", "Date of birth", "PKH")] == ["without a NIK", "without a NIK", "no"]
    assert told["DTSEN desil"][1] == "a whole number from 1 to 10"


SHEETS = ("people", "members", "officers", "groups", "beneficiaries", "activities", "tallies", "accounts")


@pytest.mark.parametrize("code", SHEETS)
def test_what_a_new_row_cannot_do_without_is_told(cast, code):
    columns = sheet_of(cast.dinas_kupang, code).columns.values()
    row = [example(column) if column.required else None for column in columns]
    run = Run(cast.dinas_kupang, code, [str(column.column_name) for column in columns], row)
    lacking = [name for name in run.faults() if name]
    assert lacking or code == "activities"
    for name in lacking:
        assert must_be_filled(run.sheet.columns[name]) != "no", name


LISTS = {
    "officers": ["Office", "Chosen by"],
    "activities": ["Kind of activity", "Skill taught"],
    "groups": ["Type"],
    "beneficiaries": ["Kind code", "Kind of PMKS"],
}


@pytest.fixture
def code_lists():
    """Of each list that an administrator may lengthen a few words."""
    with acting_as(system_user()):
        make_kinds()
        Skill(code="jahit", name="Menjahit").save()
    factories.group_type("posyandu", "Posyandu")


@pytest.mark.usefixtures("code_lists")
@pytest.mark.parametrize(("code", "title"), [(code, title) for code in LISTS for title in LISTS[code]])
def test_a_list_stands_wherever_a_few_words_are_permitted(cast, english, code, title):
    book = openpyxl.load_workbook(BytesIO(blank(english(cast.penfui), code)))
    page = book.worksheets[0]
    column = next(cell.column_letter for cell in page[1] if cell.value == title)
    assert [rule for rule in page.data_validations.dataValidation if str(rule.sqref).startswith(column)]


@pytest.mark.usefixtures("code_lists")
@pytest.mark.parametrize("who", ["penfui", "dinas_kupang", "admin"])
def test_every_permitted_word_is_read_as_what_it_says(cast, who):
    for code in codes(getattr(cast, who)):
        for name, column in sheet_of(getattr(cast, who), code).columns.items():
            words = permitted(column)
            assert [column.widget.read(word)[0] for word in words] == list(column.widget.words), (code, name)
            assert len(set(words)) == len(words)


def test_the_explanation_is_read_whole(cast, english):
    """A text longer than its column would end at the example beside it; on paper it is as wide as one page."""
    page = openpyxl.load_workbook(BytesIO(blank(english(cast.biru)))).worksheets[1]
    told = [cell for row in page.iter_rows(min_row=5) for cell in row]
    longest = max(told, key=lambda cell: len(cell.value or ""))
    assert longest.value.count("\n") == 2
    assert page.row_dimensions[longest.row].height == 45
    assert {(cell.alignment.wrap_text, cell.alignment.vertical) for cell in told} == {(True, "top")}
    assert (page.page_setup.orientation, page.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
