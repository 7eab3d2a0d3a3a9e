"""The kinds of PMKS in a sheet: by code, name or what offices call them; sealed ones never; odd ones asked about."""

from datetime import date

import pytest

from beneficiaries.models import SealedCase
from tests import factories
from tests.factories import BIRU
from tests.sheets_more.pmks import HEADER, NIK, SITI, make_kinds, pmks
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(cast):
    return make_kinds()


@pytest.mark.parametrize("written", ["Orang dengan HIV/AIDS", "ODHA", "PMKS-16", "penderita hiv", "Eks napi"])
def test_a_sealed_kind_never_comes_in_and_leaves_no_trace(cast, kinds, written):
    factories.category("PMKS-15", "Bekas Warga Binaan Lembaga Pemasyarakatan", sensitivity=3)
    run = pmks(cast.tksk_cleared, [*SITI[:5], written])
    assert run.faults() == {"": "sealed_kind"}
    assert run.kind == "wrong"
    assert not any(run.row().atoms)
    (cause,) = run.index.causes.values()
    assert set(cause.written) == {""}
    assert written not in run.texts()
    assert "Siti" not in run.sheet.row_title(run.row())
    assert run.write().written == {"new": 0, "changed": 0}
    assert not Person.objects.exists()
    assert not SealedCase.objects.exists()


def test_a_sealed_row_that_is_left_out_is_not_shown_either(cast, kinds):
    run = pmks(cast.biru, [*SITI[:5], "ODHA"], decided={2: "skip"})
    assert run.kind == "skipped"
    assert not any(run.row().atoms)
    assert run.sheet.row_title(run.row()) == "Baris yang tidak ditampilkan"


def test_other_words_are_no_sealed_kinds(cast, kinds):
    run = pmks(cast.biru, [*SITI[:5], "Lanjut usia telatar"])
    assert run.faults() == {"category": "unknown_word"}
    assert "HIV" not in run.texts()
    assert "Disabilitas" in str([word for word, _ in run.sheet.fixes_for("category", "")])
    assert run.sheet.suggestion("category", "Lanjut usia telatar") == str(kinds["old"])


@pytest.mark.parametrize(
    ("name", "birth", "sex", "code"),
    [
        ("Lansia terlantar", "01/03/1996", "P", "age"),  # DAT-24: an elderly kind at 30
        ("Anak balita terlantar", "01/03/2014", "P", "age"),  # DAT-25: an under-five kind at 12
        ("WRSE", "01/03/1980", "L", "sex"),
    ],
)
def test_what_does_not_fit_by_age_or_sex_is_a_doubt(cast, kinds, name, birth, sex, code):
    run = pmks(
        cast.biru,
        ["Siti Aminah", None, birth, sex, "Biru", name, "tidak diketahui"],
        header=[*HEADER, "Alasan tanpa NIK"],
    )
    assert run.kind == "new", run.texts()
    assert run.doubts()["category"].startswith(f"{code}|")
    assert run.sheet.doubt_words(run.doubts()["category"])


def test_of_a_known_person_the_registry_says_how_old_she_is(cast, kinds):
    factories.person("Siti Aminah", BIRU, nik=NIK, birth_date=date(2014, 3, 1))
    run = pmks(cast.biru, ["Siti Aminah", NIK, None, None, None, "Lansia terlantar"])
    assert run.kind == "new"
    assert run.doubts()["category"].startswith("age|")
