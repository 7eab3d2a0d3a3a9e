"""Everyone his own area: inside it works what the access table opens, outside it there is nothing."""

import re

import pytest
from django.urls import get_resolver, reverse

from tests.access.world import records
from wksbm.accounts import access
from wksbm.accounts.routes import ROUTES

pytestmark = pytest.mark.django_db

WITH_KEY = sorted(
    name
    for name in ROUTES
    if any(parameters for patterns in get_resolver().reverse_dict.getlist(name) for _path, parameters in patterns[0])
    or (
        ":" in name
        and name.split(":")[1]
        in {
            "detail",
            "update",
            "password",
            "duty-create",
            "duty-end",
            "stage",
            "leader-account",
            "roster",
            "enrol",
            "leave",
            "officer",
            "of-person",
            "verify",
            "reject",
            "end",
            "delete",
            "of-group",
        }
    )
    or name == "members:find"
)
LISTS = [name for name in ROUTES if name.endswith(":list")]
POST_ONLY = {"accounts:password", "beneficiaries:verify"}
ROLES = {  # who, whose area holds `biru`; every role meets every route
    "village": "biru",
    "tksk": "tksk",
    "tksk_c": "tksk_cleared",
    "dinas": "dinas_bone",
    "viewer": "camat",
}


@pytest.fixture
def world(cast):
    return {place: records(place, by=cast.dinas_bone) for place in ("biru", "watampone", "macege", "penfui")}


def plain(response) -> str:
    """The body without tokens and without the path."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return body.replace(response.request["PATH_INFO"], "")


def ask(client, route: str, url: str):
    return client.post(url) if route in POST_ONLY else client.get(url)


@pytest.mark.parametrize("role", ROLES)
def test_a_route_answers_inside_the_area_as_the_table_says(role, cast, world, client_of):
    client, wrong = client_of(getattr(cast, ROLES[role])), []
    for route in WITH_KEY:
        letter = access.letter(role, *ROUTES[route])
        allowed = {"N": {404}, "F": {403}}.get(letter, {200, 302, 403})
        status = ask(client, route, world["biru"].url(route)).status_code
        if status not in allowed:
            wrong.append((route, letter, status))
    assert not wrong


@pytest.mark.parametrize(
    ("who", "outside"),
    [
        ("biru", "watampone"),
        ("biru", "macege"),
        ("tksk", "macege"),
        ("dinas_bone", "penfui"),
        ("lina", "penfui"),
        ("camat", "macege"),
    ],
)
def test_a_record_outside_the_area_does_not_exist(who, outside, cast, world, client_of):
    """The neighbour's record and one that was never there give the same answer, to the letter."""
    client, told = client_of(getattr(cast, who)), []
    for route in WITH_KEY:
        url = world[outside].url(route)
        theirs = ask(client, route, url)
        nothing = ask(client, route, re.sub(r"/[0-9]+/", "/987654321/", url))
        same = theirs.status_code == nothing.status_code and plain(theirs) == plain(nothing)
        if not same or theirs.status_code not in (403, 404):  # 403 comes from the role, before anything is looked up
            told.append((route, theirs.status_code, nothing.status_code))
    assert not told


@pytest.mark.parametrize(
    ("who", "inside", "outside"),
    [
        ("biru", {"biru"}, {"watampone", "macege", "penfui"}),
        ("watampone", {"watampone"}, {"biru", "macege", "penfui"}),
        ("tksk", {"biru", "watampone"}, {"macege", "penfui"}),
        ("dinas_bone", {"biru", "watampone", "macege"}, {"penfui"}),
        ("dinas_kupang", {"penfui"}, {"biru", "watampone", "macege"}),
        ("penfui", {"penfui"}, {"biru", "watampone", "macege"}),
    ],
)
def test_a_list_holds_the_own_area_and_nothing_else(who, inside, outside, cast, world, client_of):
    user = getattr(cast, who)
    for route in LISTS:
        if access.best_letter(user.roles, *ROUTES[route]) in "NF":
            continue
        body = client_of(user).get(reverse(route)).content.decode()
        # By the link, too: a name out of the area would be masked, and the row would be there all the same.
        assert {place for place in outside if world[place].name in body or world[place].link(route) in body} == set()
        assert {place for place in inside if world[place].link(route) not in body} == set(), route


@pytest.mark.parametrize("route", ["search", "people:find", "beneficiaries:find"])
def test_a_search_finds_nobody_outside(route, cast, world, client_of):
    for place in ("watampone", "penfui"):
        rows = world[place]
        for text in (rows.name, rows.person.nik):
            body = client_of(cast.biru).get(reverse(route), {"q": text}).content.decode()
            assert rows.person.full_name not in body
            assert rows.group.name not in body
    assert world["biru"].person.full_name in client_of(cast.biru).get(reverse(route), {"q": "ZzBiru"}).content.decode()


@pytest.mark.parametrize("route", ["members:export", "beneficiaries:export"])
def test_an_export_holds_the_own_area_and_nothing_else(route, cast, world, client_of):
    response = client_of(cast.biru).post(reverse(route), {"format": "csv", "nik": "masked"})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8-sig")
    assert world["biru"].name in text
    assert len(text.splitlines()) == 2  # the headings and the one row of Biru
    assert world["watampone"].name not in text
    assert world["penfui"].name not in text


def test_the_region_picker_offers_only_the_own_area(cast, client_of):
    pages = [reverse("people:create"), reverse("beneficiaries:create"), f"{reverse('regions:picker')}?_field=village"]
    for page in pages:
        body = client_of(cast.tksk).get(page).content.decode()
        assert "73.08.21.1001" in body
        assert "73.08.22" not in body
        assert "53.01" not in body


def test_a_stranger_is_sent_to_the_sign_in_page(cast, world, client):
    for route in [*WITH_KEY, *LISTS, "home", "search"]:
        url = world["biru"].url(route) if route in WITH_KEY else reverse(route)
        response = ask(client, route, url)
        assert response.status_code == 302, route
        assert response["Location"].startswith("/masuk/"), route


def test_an_ended_duty_and_a_disabled_account_see_nothing(cast, client_of, client):
    assert client_of(cast.ended).get("/").url == "/masuk/"
    assert client_of(cast.disabled).get("/").url.startswith("/masuk/")


def test_a_leader_reaches_his_group_and_its_people_only(cast, world, client_of):
    factories_person = world["penfui"].person
    body = client_of(world["penfui"].leader).get(reverse("members:list")).content.decode()
    assert factories_person.full_name in body
    assert client_of(world["penfui"].leader).get(factories_person.get_absolute_url()).status_code == 200
    assert client_of(cast.lina).get(factories_person.get_absolute_url()).status_code == 404
    assert client_of(cast.lina).get(world["penfui"].group.get_absolute_url()).status_code == 404
