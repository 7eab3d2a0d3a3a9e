"""Every bad cell of the sheet of people: understood, asked about, or refused at its column with a way on."""

import pytest
from django.utils import translation

from tests import factories
from tests.bad_inputs.cases import CASES, Doubted, Refused
from tests.bad_inputs.checking import checked, doubts, faults
from tests.bad_inputs.people import ANSWERS, AT, BIRU, BUILT, FIELDS, OLD_BIRU, TODAY, of_a_kind
from tests.screens.pages import everything
from wksbm.spreadsheets.engine.rows import NEW, WRONG

pytestmark = pytest.mark.django_db

GROUPS = ["NIK", "NAM", "DAT", "TEL", "REG", "XLS"]
SECRET = {"nik", "no_nik_reason", "full_name"}
PLAIN = {"full_name": "Yuliana Tefa", "no_nik_reason": "unknown", "sex": "P", "village_code": BIRU}


@pytest.fixture
def officer(cast):
    """The Dinas of Bone; the NIKs of the cases come from a district that has to be there."""
    factories.region("32.73", "kota", "Kota Bandung")
    factories.region("32.73.01", "kecamatan", "Sukasari")
    old = factories.region(OLD_BIRU, "kelurahan", "Biru Lama")
    old.superseded_by_id = BIRU
    old.save()
    with translation.override("en"):
        yield cast.dinas_bone


def cells_of(name: str, built: dict) -> dict:
    return built.get(name) or {FIELDS[name[:3]]: CASES[name].written}


def sex_in(nik) -> str:
    """The sex that goes with a written NIK, so that only what the case is about is asked."""
    digits = "".join(char for char in str(nik) if char.isascii() and char.isdigit())
    return "P" if len(digits) != 16 or int(digits[6:8]) > 40 else "L"


def judge(officer, name: str, cells: dict) -> str:
    """What was wrong with the answer to a case, or nothing."""
    column, answer = next(iter(cells)), ANSWERS[name]
    if not CASES[name].expected & answer.kinds:
        return f"{answer} is none of {CASES[name].expected}"
    sheet, row = checked(officer, "people", PLAIN | {"sex": sex_in(cells.get("nik"))} | cells, TODAY)
    if isinstance(answer, Refused):
        return refused_well(officer, sheet, row, name, cells)
    expected = [answer.code] if isinstance(answer, Doubted) else []
    found = (row.kind, doubts(row), sheet.get(row, column))
    return "" if found == (NEW, expected, answer.value) else f"{found}, {faults(sheet, row)}"


def refused_well(officer, sheet, row, name: str, cells: dict) -> str:
    """At its column alone, in words that neither repeat the value nor tell a NIK; corrected, the row comes in."""
    column, written = AT.get(name) or next(iter(cells)), str(next(iter(cells.values())))
    said = faults(sheet, row)
    if row.kind != WRONG or list(said) != [column] or ANSWERS[name].said not in said[column]:
        return f"{row.kind}, {said}"
    repeated = any(written[at : at + 6] in said[column] for at in range(len(written[:300]) - 5))
    if len(said[column]) > 250 or (repeated and column in SECRET):
        return f"the message tells too much: {said[column][:300]}"
    mended = PLAIN | cells | {column: PLAIN.get(column)}
    _sheet, row = checked(officer, "people", mended, TODAY)
    return "" if row.kind == NEW else "corrected, it is still refused"


@pytest.mark.parametrize("group", GROUPS)
def test_every_bad_cell_has_its_answer(officer, group):
    built, before = BUILT | of_a_kind(), everything()
    names = [name for name in ANSWERS if name.startswith(group)]
    wrong = {name: found for name in names if (found := judge(officer, name, cells_of(name, built)))}
    assert wrong == {}
    assert everything() == before
