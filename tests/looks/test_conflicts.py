"""Two people with one NIK: the Dinas is told and settles it; nobody else can even see that there is such a thing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, MACEGE, PENFUI, WATAMPONE
from tests.looks.conftest import NIK
from tests.screens.pages import fill, send
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.people.services import save_person

pytestmark = pytest.mark.django_db

LIST = "/warga/?nik=conflict"
OTHER_NIK, THIRD_NIK = "9901014101900077", "9901014101900078"
OTHERS = ["biru", "tksk", "tksk_cleared", "admin"]


def claimed(name: str, village: str, by, nik: str = NIK) -> Person:
    person = Person(full_name=name, village_id=village, nik=nik, sex="P")
    with acting_as(by):
        return save_person(person, by=by)


@pytest.fixture
def first(cast):
    return factories.person("Siti Macege", MACEGE, nik=NIK)


@pytest.fixture
def second(cast, first):
    """Of the same regency, entered by a village that does not see the first."""
    return claimed("Siti Biru", BIRU, cast.biru)


@pytest.fixture
def far(cast):
    """In conflict with somebody of another regency."""
    factories.person("Siti Penfui", PENFUI, nik=OTHER_NIK)
    return claimed("Siti Jauh", WATAMPONE, cast.watampone, OTHER_NIK)


def flagged() -> set[str]:
    return set(Person.objects.filter(nik_conflict=True).values_list("full_name", flat=True))


def note_of(client, person) -> list:
    context = client.get(person.get_absolute_url()).context
    return None if context["conflict"] is None else [str(one) for one in context["conflict"].others]


def test_the_dinas_finds_the_conflict_on_its_board_in_its_list_and_on_the_page(cast, client_of, second, far):
    client = client_of(cast.dinas_bone)
    assert {task.url: task.count for task in client.get("/").context["tasks"]}[LIST] == 2
    assert {row.full_name for row in client.get(LIST).context["rows"]} == {"Siti Biru", "Siti Jauh"}
    page = client.get(second.get_absolute_url()).content.decode()
    assert Person.objects.get(full_name="Siti Macege").get_absolute_url() in page
    assert (note_of(client, second), note_of(client, far)) == (["Siti Macege"], [])
    assert "Penfui" not in client.get(far.get_absolute_url()).content.decode()


def test_who_is_cleared_is_a_dinas_like_any_other(cast, client_of, second):
    cleared = factories.user("dinas.rahasia", "dinas", factories.BONE, cleared=True)
    assert note_of(client_of(cleared), second) == ["Siti Macege"]


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_there_is_no_such_thing(cast, client_of, second, far, who):
    client = client_of(getattr(cast, who))
    assert LIST not in client.get("/").content.decode()
    listed = client.get("/warga/")
    assert "conflict" not in listed.content.decode()
    asked, nonsense = client.get(LIST), client.get("/warga/?nik=nonsense")
    assert asked.context["count"] == nonsense.context["count"] == listed.context["count"]
    assert plain(asked).replace("conflict", "nonsense") == plain(nonsense)
    assert note_of(client, second) is None
    assert "rk-note" not in client.get(second.get_absolute_url()).content.decode().split("<footer")[0]


def plain(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def test_a_dinas_elsewhere_sees_only_its_own_side(cast, client_of, second, far):
    assert client_of(cast.dinas_kupang).get(LIST).context["count"] == 0
    assert LIST not in client_of(cast.dinas_kupang).get("/").content.decode()


def test_a_dinas_with_a_village_elsewhere_settles_nothing_there(cast, client_of, second):
    factories.duty(cast.dinas_kupang, "village", BIRU)
    client = client_of(cast.dinas_kupang)
    assert client.get(second.get_absolute_url()).status_code == 200
    assert note_of(client, second) is None
    assert client.get(LIST).context["count"] == 0


def test_the_flag_is_in_no_export_and_no_form(cast, client_of, second):
    client = client_of(cast.biru)
    sheet = client.post(reverse("people:export"), {"format": "csv"})
    text = b"".join(sheet.streaming_content).decode()
    assert "Siti Biru" in text
    assert "conflict" not in text
    assert "conflict" not in client.get(reverse("people:update", args=[second.pk])).content.decode()


def test_correcting_one_of_them_settles_it(cast, client_of, second):
    assert flagged() == {"Siti Biru"}
    page = fill(client_of(cast.dinas_bone), reverse("people:update", args=[second.pk]), nik=THIRD_NIK,
                seen_doubt=["nik_province", "nik_birth"])  # fmt: skip
    assert page.status_code == 302
    assert flagged() == set()


def test_correcting_the_other_one_settles_it_for_the_one_that_stays(cast, client_of, first, second):
    before = Person.history.filter(id=second.pk).count(), Person.objects.get(pk=second.pk).version
    page = fill(client_of(cast.dinas_bone), reverse("people:update", args=[first.pk]), nik=THIRD_NIK,
                seen_doubt=["nik_province", "nik_birth"])  # fmt: skip
    assert page.status_code == 302
    assert flagged() == set()
    # No history and no version: the village of the one that stays must not learn that there ever was another.
    assert (Person.history.filter(id=second.pk).count(), Person.objects.get(pk=second.pk).version) == before


def test_of_three_two_stay_in_conflict(cast, client_of, first, second):
    claimed("Siti Penfui", PENFUI, cast.penfui)
    assert flagged() == {"Siti Biru", "Siti Penfui"}
    with acting_as(cast.dinas_bone):
        first.nik = THIRD_NIK
        save_person(first, by=cast.dinas_bone)
    assert flagged() == {"Siti Biru", "Siti Penfui"}


def test_the_rest_of_a_person_in_conflict_can_be_corrected(cast, client_of, second):
    """The Dinas sees the other one, but his NIK is not what is being changed."""
    client = client_of(cast.dinas_bone)
    url = reverse("people:update", args=[second.pk])
    page = send(client, url, client.get(url), occupation="petani", seen_doubt=["nik_province", "nik_birth"])
    assert page.status_code == 302
    second.refresh_from_db()
    assert (second.occupation, second.nik, second.nik_conflict) == ("petani", NIK, True)


def test_giving_up_a_nik_asks_the_same_whether_somebody_elsewhere_has_it(cast):
    """A village that corrects its own person must not notice that the old number is somebody else's, too."""
    mine = [factories.person(f"Siti {nik[-2:]}", WATAMPONE, nik=nik) for nik in (NIK, OTHER_NIK)]
    claimed("Siti Biru", BIRU, cast.biru)
    asked = []
    assert cast.watampone.roles == {"village"}  # read once a request
    for person, free in zip(mine, (THIRD_NIK, "9901014101900079"), strict=True):
        person.nik = free
        with acting_as(cast.watampone), CaptureQueriesContext(connection) as queries:
            save_person(person, by=cast.watampone)
        asked.append([query["sql"].split("SET ")[0][:60] for query in queries if "SAVEPOINT" not in query["sql"]])
    assert asked[0] == asked[1]
    assert flagged() == set()


def test_a_conflict_whose_other_side_is_gone_is_none(cast, client_of, second, first):
    Person.objects.filter(pk=first.pk).update(nik="", nik_index="", no_nik_reason="unknown")
    assert note_of(client_of(cast.dinas_bone), second) is None
