"""One predicate for rows, buttons, menu entries and search hits: what a page offers opens, what lies outside is nowhere."""

import re

import pytest
from django.urls import reverse

from tests.access.answers import seen, text_of
from tests.access.crawling import LINK
from tests.access.filling import NOWHERE
from tests.access.roles import INSIDE, POSITIONS, ROLES
from tests.screens.pages import undone
from wksbm.accounts.routes import ROUTES, SIGNED_IN

pytestmark = pytest.mark.django_db

ACTION = re.compile(r'action="(/[^"]*)')
SEARCHES = ("search", "people:find", "beneficiaries:find")


def pages_of(world) -> list[str]:
    """Where a working day leads: the shell, the lists, the pages of the first position."""
    rows = world.places["own"]
    shell = [
        reverse(name)
        for name, rule in ROUTES.items()
        if rule == SIGNED_IN and name in ("home", "menu", "accounts:mine")
    ]
    lists = [reverse(name) for name in ROUTES if name.endswith(":list")] + [reverse("reports:index")]
    frames = [rows.person, rows.group, rows.kube, rows.activity, rows.classification, rows.leader]
    tabs = [reverse("members:roster", args=[rows.group.pk]), reverse("members:of-person", args=[rows.person.pk])]
    return [*shell, *lists, *tabs, *(row.get_absolute_url() for row in frames)]


def status_of(client, link: str) -> int:
    answer = client.get(link)
    if answer.streaming:
        list(answer.streaming_content)  # a file is closed when it was read
    return answer.status_code


@pytest.mark.parametrize("role", ROLES)
def test_what_a_page_offers_opens(role, world, client_of):
    """No link and no button leads to a refusal."""
    client, offered, dead = client_of(world.users[role]), {}, []
    with undone():
        for url in pages_of(world):
            page = client.get(url)
            if page.status_code == 200:
                links = LINK.findall(text_of(page)) + ACTION.findall(text_of(page))
                offered |= dict.fromkeys((link.replace("&amp;", "&") for link in links), url)
        for link, url in offered.items():
            if not link.startswith(("/static/", "/keluar/")) and (status := status_of(client, link)) in (403, 404):
                dead.append(f"{url} offers {link}: {status}")
    assert dead == []
    assert len(offered) > 8


@pytest.mark.parametrize("role", ROLES)
def test_a_search_finds_the_own_area_and_nothing_else(role, world, client_of):
    client, wrong = client_of(world.users[role]), []
    for position in POSITIONS:
        rows = world.places[position]
        for name in SEARCHES:
            for text in (rows.person.full_name, rows.person.nik):
                with undone():
                    page = client.get(reverse(name), {"q": text})
                found = page.status_code == 200 and seen(text_of(page).replace(text, ""), rows, world.marks)
                inside = position in INSIDE[role] and role != "viewer" and page.status_code == 200
                if found != inside:
                    wrong.append(f"{name} for {text} of {position}: {'found' if found else 'not found'}")
    assert wrong == []


def test_a_page_that_does_not_exist_is_the_same_for_everybody_of_a_role(world, client_of):
    """And it holds no form of its own: nothing in it depends on what was asked for."""
    for role in ROLES:
        client = client_of(world.users[role])
        mistyped, missing = client.get("/tidak/ada/"), client.get(NOWHERE)
        assert mistyped.status_code == missing.status_code == 404
        assert missing.templates[0].name == "errors/404.html"
        assert text_of(missing).count("<form") == text_of(missing).count('action="/bahasa/"'), (
            "only the switch of languages"
        )
