"""The quick rows of the sheet of people hold what the library's export holds, masked as the field table says."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import BIRU, PENFUI
from wksbm.accounts.models import User
from wksbm.people.models import Person
from wksbm.people.resources import PersonResource

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NIK = "9901014101900001"
MASKED = "9901 •••• •••• ••••"


@pytest.fixture
def people(cast):
    facts = {"phone": "+6281234567890", "address": "Jalan Adisucipto 7", "hamlet": "Dusun II", "rt": "003", "rw": "001"}
    return [
        factories.person("Yuliana Tefa", PENFUI, nik=NIK, education="SD", marital_status="married", **facts),
        factories.person("Anton Tefa", PENFUI, birth_date=date(1990, 1, 1), birth_date_precision="estimated"),
        factories.person("Marta Boru", PENFUI, birth_date=None, occupation="petani"),
        factories.person("Sitti Aminah", BIRU, nik="9901014101900002", living="deceased", **facts),
    ]


def rows(user: User | None, **options) -> dict[str, dict]:
    sheet = PersonResource(user=user, on=TODAY, **options)
    names = [sheet.get_field_name(field) for field in sheet.get_export_fields()]
    told = [dict(zip(names, row, strict=True)) for row in sheet.rows(reached(user))]
    library = [list(row) for row in sheet.export(reached(user))]
    assert [list(row.values()) for row in told] == library
    return {row["name"]: row for row in told}


def reached(user: User | None):
    return (Person.objects.visible_to(user) if user else Person.objects.all()).order_by("pk")


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_every_user_gets_the_cells_that_the_library_would_give(cast, people):
    for user in (cast.penfui, cast.biru, cast.dinas_kupang, cast.dinas_bone, cast.lina, cast.camat, cast.admin):
        rows(again(user))
        rows(again(user), full_nik=True)


def test_a_village_sees_all_but_the_nik(cast, people):
    row = rows(cast.penfui)["Yuliana Tefa"]
    assert (row["nik"], row["phone"], row["address"]) == (MASKED, "+6281234567890", "Jalan Adisucipto 7")
    assert (row["birth_date"], row["age"]) == (date(1990, 1, 1), 36)
    assert (row["village_code"], row["village"], row["rt"]) == (PENFUI, "Penfui Timur", "003")


def test_days_known_by_year_and_unknown_ones(cast, people):
    told = rows(cast.penfui)
    assert (told["Anton Tefa"]["birth_date"], told["Anton Tefa"]["age"]) == ("± 1990", 36)
    assert (told["Marta Boru"]["birth_date"], told["Marta Boru"]["age"]) == (None, None)


def test_what_a_user_sees_changes_with_the_village_of_each_row(cast, people):
    """Village officer in Penfui, Dinas in Bone: phones are open here and masked there, full NIKs the other way round."""
    factories.duty(cast.penfui, "dinas", "73.08")
    told = rows(again(cast.penfui), full_nik=True)
    assert (told["Yuliana Tefa"]["phone"], told["Yuliana Tefa"]["nik"]) == ("+6281234567890", MASKED)
    assert (told["Sitti Aminah"]["phone"], told["Sitti Aminah"]["nik"]) == ("+6281••••••••", "9901014101900002")


def test_a_leader_with_a_village_elsewhere_sees_by_row_and_not_by_village(cast, people):
    """She leads a group in Penfui and is officer in Biru: of her members the year of birth, of her villagers the day."""
    factories.membership(people[0], cast.group)
    factories.duty(cast.lina, "village", BIRU)
    told = rows(again(cast.lina))
    assert set(told) >= {"Yuliana Tefa", "Sitti Aminah"}
    assert (told["Yuliana Tefa"]["birth_date"], told["Yuliana Tefa"]["nik"]) == ("1990", MASKED)
    assert told["Sitti Aminah"]["birth_date"] == date(1990, 1, 1)


def test_without_a_user_nothing_of_anybody_goes_out(people):
    for row in PersonResource(on=TODAY).rows(Person.objects.all()):
        assert not {"Yuliana Tefa", NIK, MASKED, "003", "+6281234567890"} & set(row)


def test_fifty_rows_cost_as_many_queries_as_one(cast):
    def queries() -> tuple[int, int]:
        user = again(cast.penfui)
        with CaptureQueriesContext(connection) as captured:
            count = len(list(PersonResource(user=user, on=TODAY).rows(reached(user))))
        return count, len(captured)

    factories.person("Warga Satu", PENFUI)
    one, cost_of_one = queries()
    for number in range(49):
        factories.person(f"Warga {chr(97 + number // 26)}{chr(97 + number % 26)}", PENFUI)
    fifty, cost_of_fifty = queries()
    assert (fifty - one, cost_of_fifty) == (49, cost_of_one)
