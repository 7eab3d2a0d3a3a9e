"""Every bad input that concerns a form: cleaned, asked about, or refused at its field with a way on; never a crash."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from members.services import leave
from tests import factories
from tests.ground.bad_inputs import ANSWERS, BUILT, Asks, Refused, field_of, rows, typed
from wksbm.people.forms import PersonForm
from wksbm.people.models import Person
from wksbm.regions.models import Region

TODAY = date(2026, 11, 21)
PLAIN = {
    "full_name": "Yuliana Tefa", "no_nik_reason": "unknown", "sex": "P", "village": factories.BIRU, "living": "alive",
    "legal_basis": "public_task", "notice": "not_yet",
}  # fmt: skip


@pytest.fixture
def officer(cast):
    """The Dinas of Bone; the NIKs of the file come from a district that has to be there."""
    factories.region("32.73", "kota", "Kota Bandung")
    factories.region("32.73.01", "kecamatan", "Sukasari")
    with translation.override("en"):
        yield cast.dinas_bone


def fill(user, seen: list[str] | None = None, today: date = TODAY, **typed_in: str) -> PersonForm:
    data = QueryDict(mutable=True)
    data.update(PLAIN | typed_in)
    data.setlist("seen_doubt", seen or [])
    return PersonForm(data, user=user, today=today)


def sex_in(nik: str) -> str:
    """The sex that goes with a typed NIK, so that only what the row is about is asked."""
    digits = "".join(char for char in nik if char.isascii() and char.isdigit())
    return "P" if len(digits) == 16 and int(digits[6:8]) > 40 else "L"


def test_every_row_of_the_file_has_its_answer():
    assert set(rows()) == set(ANSWERS) | BUILT


@pytest.mark.parametrize("name", ANSWERS)
def test_the_form_answers(officer, name):
    field, text, answer = field_of(name), typed(rows()[name]), ANSWERS[name]
    typed_in = {field: text} | ({"sex": sex_in(text)} if field == "nik" else {})
    typed_in |= {"guardian": "Marta Boru"} if field == "birth_date" else {}  # some of them are children
    form = fill(officer, **typed_in)
    if isinstance(answer, Refused):
        assert set(form.errors) == {field}
        said = " ".join(form.errors[field])
        assert answer.said in said
        assert len(said) < 250
        assert fill(officer, **typed_in | {field: PLAIN.get(field, "")}).is_valid(), "corrected, it works"
        return
    if isinstance(answer, Asks):
        assert not form.is_valid()
        assert (form.errors, form.doubt_codes) == ({}, [answer.code])
        form = fill(officer, seen=[answer.code], **typed_in)
    assert form.is_valid(), (form.errors, form.doubts)
    person = form.save()
    person.refresh_from_db()
    stored = getattr(person, "village_id" if field == "village" else field)
    assert str(stored) == answer.value
    assert person.doubts == ([answer.code] if isinstance(answer, Asks) else [])


def test_without_a_nik_a_reason_is_needed(officer):
    """NIK-01"""
    refused = fill(officer, nik="", no_nik_reason="")
    assert set(refused.errors) == {"nik"}
    assert fill(officer, nik="", no_nik_reason="no_document").is_valid()


def test_a_nik_of_the_other_sex_is_asked_about_and_not_changed(officer):
    """NIK-35"""
    form = fill(officer, nik="3273014101900001", sex="L")
    assert not form.is_valid()
    assert form.doubt_codes == ["nik_sex"]
    assert fill(officer, nik="3273014101900001", sex="L", seen=["nik_sex"]).save().sex == "L"


def test_the_century_of_a_nik_comes_from_the_birth_date(officer):
    """NIK-37"""
    form = fill(officer, nik="3273010101300001", sex="L", birth_date="01/01/1930")
    assert form.is_valid(), (form.errors, form.doubts)
    assert form.save().birth_date == date(1930, 1, 1)


@pytest.mark.parametrize("length", [121, 100_000])
def test_a_name_that_is_too_long_is_refused_without_echo(officer, length):
    """NAM-11, NAM-12"""
    form = fill(officer, full_name="x" * length)
    said = " ".join(form.errors["full_name"])
    assert "120" in said
    assert "xxxxx" not in said


def test_a_curly_apostrophe_a_decomposed_letter_and_capitals_are_found_again(officer):
    """NAM-08, NAM-14, NAM-26, NAM-38"""
    for name in ("Ma\u2019ruf", "Andre\u0301", "BUDI SANTOSO", "\u0412udi Darma"):
        fill(officer, full_name=name, seen=["mixed_script"]).save()
    found = [Person.objects.matching(text).count() for text in ("Ma'ruf", "andr\u00e9", "budi santoso", "budi darma")]
    assert found == [1, 1, 1, 1]


def test_a_birth_in_the_future_is_refused(officer):
    """DAT-10"""
    form = fill(officer, birth_date=f"{TODAY + timedelta(days=1):%d/%m/%Y}")
    assert set(form.errors) == {"birth_date"}
    assert "21 November 2026" in " ".join(form.errors["birth_date"])


def test_today_is_the_day_of_the_area_and_not_of_the_server(officer, monkeypatch):
    """DAT-11: half past midnight in Bone is still yesterday in UTC and in Jakarta."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 21, 16, 30, tzinfo=UTC))
    bone, bandung = Region.objects.get(pk=factories.BONE), Region.objects.get(pk="32.73")
    assert (bone.today(), bandung.today()) == (date(2026, 11, 22), date(2026, 11, 21))
    born = {"birth_date": "22/11/2026", "guardian": "Marta Boru"}
    assert fill(officer, **born, today=bone.today()).is_valid()
    assert not fill(officer, **born, today=bandung.today()).is_valid()


def test_nobody_leaves_before_joining(officer, cast):
    """DAT-22"""
    member = factories.membership(factories.person("Yuliana", factories.PENFUI), cast.group, joined_on=date(2020, 1, 1))
    with pytest.raises(ValidationError) as refused:
        leave(member, by=cast.penfui, on=date(2019, 1, 1), reason="pindah")
    assert "1 Jan 2020" in refused.value.message_dict["on"][0]
    member.refresh_from_db()
    assert (member.left_on, member.left_reason, member.version) == (None, "", 1)
    member.left_on = date(2019, 1, 1)
    with pytest.raises(ValidationError, match="before the day of joining"):
        member.full_clean()


@pytest.mark.parametrize(
    ("kind", "rule", "born"),
    [("PMKS-08", {"age_min": 60}, date(1996, 11, 1)), ("PMKS-01", {"age_max": 4}, date(2014, 11, 1))],
)
def test_a_kind_that_does_not_fit_the_age_is_doubted(officer, kind, rule, born):
    """DAT-24, DAT-25"""
    who = factories.person("Yuliana", factories.BIRU, birth_date=born)
    assert factories.category(kind, kind, **rule).misfits(who, TODAY) == ["age"]


def test_a_village_outside_the_area_is_answered_like_one_that_does_not_exist(officer):
    """REG-10"""
    outside, missing = (fill(officer, village=code) for code in (factories.PENFUI, "73.08.21.9999"))
    assert set(outside.errors) == set(missing.errors) == {"village"}
    assert outside.errors["village"] == missing.errors["village"]


def test_an_abolished_village_becomes_its_successor_after_a_question(officer):
    """REG-15"""
    old = factories.region("73.08.21.1009", "kelurahan", "Biru Lama")
    old.superseded_by_id = factories.BIRU
    old.save()
    form = fill(officer, village="73.08.21.1009")
    assert not form.is_valid()
    assert form.doubt_codes == ["superseded"]
    assert fill(officer, village="73.08.21.1009", seen=["superseded"]).save().village_id == factories.BIRU
