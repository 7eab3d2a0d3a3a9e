"""Who opens a story: the letter `history` of the access table; and that opening it is a look."""

import pytest
from django.urls import reverse

from beneficiaries.sealed import Content, refer
from tests import factories
from tests.factories import BIRU
from tests.screens.pages import fill
from wksbm.accounts import access
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
ROUTES = {
    "people:history": "person",
    "groups:history": "group",
    "members:history": "member",
    "beneficiaries:history": "beneficiary",
    "activities:history": "activity",
    "accounts:history": "account",
    "beneficiaries:sealed-history": "sealed",
}
INSIDE = {
    "leader": "leader",
    "village": "biru",
    "tksk": "tksk",
    "tksk_c": "tksk_cleared",
    "dinas": "dinas_bone",
    "dinas_c": "cleared",
    "viewer": "camat",
    "admin": "admin",
}


@pytest.fixture
def users(cast):
    leader = factories.user("ketua.biru")
    cleared = factories.user("dinas.rahasia", "dinas", factories.BONE, cleared=True)
    return {**vars(cast), "leader": leader, "cleared": cleared}


@pytest.fixture
def rows(cast, users):
    group = factories.group("Harapan", BIRU)
    factories.leads(users["leader"], group)
    person = factories.person("Ana", BIRU)
    return {
        "people:history": person,
        "groups:history": group,
        "members:history": factories.membership(person, group),
        "beneficiaries:history": factories.classification(person, factories.category(), by=cast.biru),
        "activities:history": factories.activity(group, by=users["leader"]),
        "accounts:history": users["leader"],
        "beneficiaries:sealed-history": refer(
            Content(name="x"), village=cast.regions[BIRU], on=factories.LONG_AGO, by=cast.biru
        ),
    }


@pytest.mark.parametrize("role", INSIDE)
def test_the_letter_of_the_table_opens_or_refuses_it(users, rows, client_of, role):
    client, found, wanted = client_of(users[INSIDE[role]]), {}, {}
    for route, record in ROUTES.items():
        letter = access.letter(role, record, "history")
        if record == "sealed" and letter == "A":
            fill(client, rows[route].get_absolute_url(), reason="rapat kasus")
        wanted[route] = {"F": 403, "N": 404}.get(letter, 200)
        found[route] = client.get(reverse(route, args=[rows[route].pk])).status_code
    assert found == wanted


@pytest.mark.parametrize("who", ["watampone", "dinas_kupang", "lina"])
def test_outside_the_area_it_answers_like_a_number_that_was_never_given(cast, rows, client_of, who):
    client = client_of(getattr(cast, who))
    for route, row in rows.items():
        theirs, none = (client.get(reverse(route, args=[number])) for number in (row.pk, 987654321))
        assert theirs.status_code in (403, 404)
        plain = [answer.content.decode().replace(answer.request["PATH_INFO"], "") for answer in (theirs, none)]
        assert (theirs.status_code, plain[0]) == (none.status_code, plain[1]), route


LINKED = {
    "people:history": "people:detail",
    "groups:history": "groups:detail",
    "members:history": "members:of-person",
    "beneficiaries:history": "beneficiaries:detail",
    "activities:history": "activities:detail",
    "accounts:history": "accounts:detail",
}


@pytest.mark.parametrize("who", ["biru", "leader", "tksk", "admin"])
def test_the_pages_of_records_lead_to_their_stories_where_the_table_opens_them(users, rows, client_of, who):
    client, role = client_of(users[who]), {"biru": "village"}.get(who, who)
    for route, page in LINKED.items():
        number = rows["people:history"].pk if page == "members:of-person" else rows[route].pk
        answer = client.get(reverse(page, args=[number]))
        if answer.status_code == 200:
            linked = f'href="{reverse(route, args=[rows[route].pk])}"' in answer.content.decode()
            assert linked is (access.letter(role, ROUTES[route], "history") in "AM"), route


def test_reading_somebodys_story_is_a_look_at_that_person(cast, users, rows, client_of):
    person = rows["people:history"]
    for who, route in (
        ("biru", "people:history"),
        ("tksk", "members:history"),
        ("dinas_bone", "beneficiaries:history"),
    ):
        client_of(users[who]).get(reverse(route, args=[rows[route].pk]))
    looks = AccessLog.objects.filter(kind="view", target="people.Person", number=person.pk).order_by("pk")
    assert [(look.user.username, look.facts) for look in looks] == [
        ("desa.biru", {"part": "history"}),
        ("tksk.tanete", {"part": "history"}),
        ("dinas.bone", {"part": "history"}),
    ]
