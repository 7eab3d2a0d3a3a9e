"""Every route stands in the table of routes, every rule of the table in the access table; nothing else is open."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from wksbm.accounts.access import ACTIONS, COLUMNS, FIELDS, LEVELS, OPENNESS, RECORDS
from wksbm.accounts.routes import ADMIN, OPEN, ROUTES, SIGNED_IN, WITH_OLD_PASSWORD


def patterns(resolver=None, namespaces: tuple[str, ...] = ()):
    """(view name, pattern) of every route, as the gate sees the name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        elif isinstance(entry, URLPattern):
            yield ":".join((*namespaces, entry.name or entry.lookup_str)), entry


def test_routes_and_table_are_the_same_list():
    names = {name for name, _pattern in patterns() if not name.startswith("admin:")}
    assert names - set(ROUTES) == set(), "routes that the table lacks"
    assert set(ROUTES) - names == set(), "names in the table that lead nowhere"


def test_every_rule_stands_in_the_access_table():
    for name, rule in ROUTES.items():
        if rule not in (OPEN, SIGNED_IN, ADMIN):
            record, action = rule
            assert record in RECORDS, name
            assert action in ACTIONS, name


def test_pages_behind_an_old_password_are_routes():
    assert set(ROUTES) >= WITH_OLD_PASSWORD


def test_the_access_table_is_whole():
    for record, cells in RECORDS.items():
        assert set(cells) == set(COLUMNS), record
        for role, letters in cells.items():
            assert len(letters) == len(ACTIONS), f"{record}, {role}"
            assert set(letters) <= set(OPENNESS), f"{record}, {role}"
    for field, cells in FIELDS.items():
        assert set(cells) == set(COLUMNS), field
        assert set(cells.values()) <= set(LEVELS), field


def address(name: str, pattern: URLPattern) -> str:
    return reverse(name, kwargs=dict.fromkeys(pattern.pattern.converters, 1))


@pytest.mark.django_db
def test_strangers_are_sent_to_the_sign_in_page_everywhere_else():
    client = Client()
    for name, pattern in patterns():
        if name.startswith("admin:") or ROUTES.get(name) == OPEN:
            continue
        answer = client.get(address(name, pattern))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), name


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, rule in ROUTES.items() if rule == OPEN and name != "set_language"])
def test_open_pages_answer_strangers(name):
    assert Client().get(reverse(name), follow=True).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ended", "disabled"])
def test_accounts_without_a_duty_alive_get_nowhere(cast, client_of, who):
    for name, pattern in patterns():
        if ROUTES.get(name, OPEN) != OPEN:
            client = client_of(getattr(cast, who))
            assert client.get(address(name, pattern))["Location"].split("?")[0] == reverse("account_login"), name
