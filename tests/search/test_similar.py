"""Who is entered twice is seen while typing: in one's own area, by birthday and name, or by name in the village."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.screens.pages import fill, resend
from wksbm.people.likeness import similar
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db

BORN = date(1990, 3, 7)
TYPED = {"full_name": "Sitti Amina", "sex": "P", "birth_date": "07/03/1990", "no_nik_reason": "unknown"}


def names(by, full_name: str = "Sitti Amina", born: date | None = BORN, village: str = BIRU, **facts) -> list[str]:
    new = Person(full_name=full_name, birth_date=born, village_id=village, **facts)
    return [person.full_name for person in similar(new, by=by)]


@pytest.mark.parametrize(
    ("name", "village", "born"),
    [
        ("Siti Aminah", WATAMPONE, BORN),  # elsewhere in the district, the same birthday
        ("Aminah Siti", WATAMPONE, BORN),
        ("Siti Aminah", WATAMPONE, date(1990, 7, 3)),  # day and month swapped
        ("Siti Amunah", BIRU, date(1990, 12, 1)),  # the same year in the village
        ("Siti Aminah", BIRU, None),
        ("Siti Amina", BIRU, date(1961, 1, 1)),  # very similar in the village
    ],
)
def test_who_may_be_the_same_is_shown(cast, name, village, born):
    factories.person(name, village, birth_date=born)
    assert names(cast.tksk) == [name]


@pytest.mark.parametrize(
    ("name", "village", "born"),
    [
        ("Budi Santoso", BIRU, BORN),
        ("Siti Aminah", WATAMPONE, date(1990, 3, 8)),
        ("Siti Amunah", BIRU, date(1961, 1, 1)),
        ("Siti Aminah", PENFUI, BORN),
    ],
)
def test_who_is_somebody_else_or_lives_outside_is_not(cast, name, village, born):
    factories.person(name, village, birth_date=born)
    assert names(cast.tksk) == []


def test_the_same_birthday_stands_first_and_five_are_enough(cast):
    for letter in "abcdef":
        factories.person(f"Siti Amina{letter}", BIRU, birth_date=date(1990, 5, 5))
    factories.person("Siti Aminu Lina", BIRU, birth_date=BORN)
    found = names(cast.biru)
    assert (found[0], len(found)) == ("Siti Aminu Lina", 5)


def test_somebody_outside_costs_the_statements_of_nobody(cast):
    assert names(cast.biru) == []
    asked = []
    for _round in "ab":
        with CaptureQueriesContext(connection) as queries:
            assert names(cast.biru) == []
        asked.append(len(queries))
        factories.person("Siti Aminah", PENFUI, birth_date=BORN)
    assert asked[0] == asked[1]


def test_the_cards_come_while_typing_masked_as_everywhere(cast, client_of):
    nik = factories.new_nik(BORN)
    known = factories.person("Siti Aminah", BIRU, birth_date=BORN, nik=nik)
    typed = {"full_name": "Sitti Amina", "birth_date": "07/03/1990", "village": BIRU}
    page = client_of(cast.biru).get("/warga/mirip/", typed, headers={"HX-Request": "true"}).content.decode()
    assert known.get_absolute_url() in page
    assert nik not in page
    assert "<html" not in page
    assert "<html" in client_of(cast.biru).get("/warga/mirip/", typed).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"full_name": "Siti Aminah"},
        {"full_name": "", "birth_date": "07/03/1990"},
        {"full_name": "Siti Aminah", "birth_date": "31/02/1990"},
        {"full_name": "Siti Aminah", "village": PENFUI},
        {"full_name": "a\nb", "birth_date": "x", "village": "' OR 1=1"},
        {"full_name": "Siti" * 200, "birth_date": "07/03/1990"},
    ],
)
def test_half_typed_and_odd_values_show_nobody(cast, client_of, typed):
    factories.person("Siti Aminah", BIRU, birth_date=BORN)
    factories.person("Siti Aminah", PENFUI, birth_date=BORN)
    page = client_of(cast.biru).get("/warga/mirip/", typed)
    assert (page.status_code, list(page.context["similar"])) == (200, [])


def test_only_who_enters_people_may_ask(cast, client_of):
    assert client_of(cast.admin).get("/warga/mirip/", TYPED).status_code == 403


def test_without_script_the_form_asks_once_and_then_saves(cast, client_of):
    known = factories.person("Siti Aminah", BIRU, birth_date=BORN)
    asked = fill(client_of(cast.biru), "/warga/baru/", **TYPED)
    assert asked.status_code == 200
    assert known.get_absolute_url() in asked.content.decode()
    assert asked.context["form"].open_doubts == {"similar"}
    assert resend(asked).status_code == 302
    saved = Person.objects.get(full_name="Sitti Amina")
    assert saved.doubts == []


def test_a_correction_does_not_ask(cast, client_of):
    factories.person("Siti Aminah", BIRU, birth_date=BORN)
    other = factories.person("Siti Aminah", BIRU, birth_date=BORN)
    page = fill(client_of(cast.biru), f"/warga/{other.pk}/ubah/", rt="004")
    assert page.status_code == 302


def test_somebody_outside_is_no_doubt(cast, client_of):
    factories.person("Siti Aminah", PENFUI, birth_date=BORN)
    assert fill(client_of(cast.biru), "/warga/baru/", **TYPED).status_code == 302
