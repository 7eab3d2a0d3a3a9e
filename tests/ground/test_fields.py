"""Fields that keep their promise by themselves: sealed in the table, found by fingerprint, clean however set."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests import factories
from wksbm.fields import LineField, NameField, NoteField, RtRwField
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


def stored(table: str, column: str, pk: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])
        return cursor.fetchone()[0]


@pytest.fixture
def yuliana(cast):
    return factories.person("Yuliana Tefa", factories.PENFUI, nik="9901014101900001")


@pytest.mark.parametrize("table", ["people_person", "people_historicalperson"])
def test_a_nik_stands_sealed_in_the_table_and_in_its_history(yuliana, table):
    raw = stored(table, "nik", yuliana.pk)
    assert raw.startswith("k1:")
    assert "9901014101900001" not in raw


def test_a_sealed_value_comes_back_as_it_was(yuliana):
    assert Person.objects.get(pk=yuliana.pk).nik == "9901014101900001"
    assert yuliana.history.get().nik == "9901014101900001"


def test_an_empty_sealed_value_stays_empty(cast):
    nameless = factories.person("Tanpa Nomor", factories.PENFUI)
    assert stored("people_person", "nik", nameless.pk) == ""
    assert Person.objects.get(pk=nameless.pk).nik == ""
    assert nameless.nik_index == ""


@pytest.mark.parametrize("lookup", ["nik", "nik__startswith", "nik__icontains", "nik__gt", "nik__in"])
def test_a_sealed_field_cannot_be_searched(yuliana, lookup):
    with pytest.raises(TypeError):
        Person.objects.filter(**{lookup: "9901"}).exists()


def test_a_nik_is_found_by_its_fingerprint_and_only_whole(yuliana):
    factories.person("Orang Lain", factories.PENFUI, nik=factories.new_nik())
    assert list(Person.objects.with_nik("9901014101900001")) == [yuliana]
    assert list(Person.objects.with_nik("990101410190000")) == []


def test_the_fingerprint_follows_the_number(yuliana):
    yuliana.nik = "9901014101900002"
    yuliana.save()
    assert list(Person.objects.with_nik("9901014101900001")) == []
    assert list(Person.objects.with_nik("9901014101900002")) == [yuliana]


def test_the_fingerprint_follows_a_save_of_the_number_alone(yuliana):
    yuliana.nik = "9901014101900002"
    yuliana.save(update_fields=["nik"])
    assert list(Person.objects.with_nik("9901014101900002")) == [yuliana]


def test_text_is_cleaned_when_a_model_is_checked(cast):
    person = Person(
        full_name="  Yuliana\u00a0 Tefa ",
        village_id=factories.PENFUI,
        sex="P",
        no_nik_reason="unknown",
        rt="3",
        address="Jl.\tMelati",
        birth_date=date(1990, 1, 1),
    )
    person.full_clean()
    assert (person.full_name, person.rt, person.address) == ("Yuliana Tefa", "003", "Jl. Melati")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (LineField(max_length=20), "dua\nbaris"),
        (LineField(max_length=20), "x" * 21),
        (NameField(), "Budi 2"),
        (NameField(), "x" * 121),
        (NoteField(max_length=20), "Bu\x00di"),
        (RtRwField(), "1234"),
        (RtRwField(), "3a"),
        (RtRwField(), "\uff13"),
    ],
)
def test_what_may_not_be_stored_is_refused_by_the_field(field, value):
    with pytest.raises(ValidationError):
        field.clean(value, None)


@pytest.mark.parametrize(("typed", "kept"), [("3", "003"), ("003", "003"), (" 12 ", "012"), ("", ""), ("0", "000")])
def test_an_rt_has_three_digits(typed, kept):
    assert RtRwField().clean(typed, None) == kept


def test_notes_are_limited_in_the_form(cast):
    field = NoteField(max_length=20).formfield()
    assert field.clean("satu\r\ndua") == "satu\ndua"
    with pytest.raises(ValidationError):
        field.clean("x" * 21)
