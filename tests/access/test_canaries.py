"""Values that stand nowhere else, in every protected field: nine kinds of users find none that is not theirs to read.

The cells (test_cells.py, test_field_cells.py) look for the same values in every answer they get; here is the rest.
"""

import pytest
from django.core import mail
from django.urls import reverse

from tests.access.crawling import Crawler
from tests.access.roles import POSITIONS, ROLES
from tests.access.world import OURS
from wksbm.accounts.routes import ROUTES, SIGNED_IN

pytestmark = pytest.mark.django_db


@pytest.fixture
def crawler(world, client_of):
    def of(role: str) -> Crawler:
        return Crawler(world, role, client_of(world.users[role]))

    return of


@pytest.fixture(autouse=True)
def no_value_in_logs_and_mails(world, caplog):
    """Whosoever it is: a path in a log names the number of a record, what was searched for stands nowhere."""
    caplog.set_level("INFO")
    yield
    said = "\n".join(record.getMessage() for record in caplog.get_records("call"))
    assert [str(mark) for mark in world.marks.personal(said)] == []
    assert mail.outbox == []


def nothing_leaked(crawler: Crawler) -> None:
    if crawler.leaks:
        found = "\n".join(sorted(set(crawler.leaks)))
        pytest.fail(f"{crawler.role} reads what is hidden from him:\n{found}", pytrace=False)


@pytest.mark.parametrize("role", ROLES)
def test_the_shell_and_what_it_leads_to(role, crawler):
    crawl = crawler(role)
    for name, rule in ROUTES.items():
        if rule == SIGNED_IN:
            crawl.visit(reverse(name))
    home = {link for link in crawl.links if "?" in link}  # filtered lists behind the numbers of the first page
    for link in sorted(home):
        crawl.visit(link)
    assert len(crawl.visited) > 5
    nothing_leaked(crawl)


@pytest.mark.parametrize("role", ROLES)
def test_searches_and_wrong_forms(role, crawler, world):
    crawl = crawler(role)
    for position in POSITIONS:
        person, group = world.places[position].person, world.places[position].group
        for text in (person.full_name, person.nik, group.name):
            for name in ("search", "people:find", "beneficiaries:find"):
                crawl.visit(f"{reverse(name)}?q={text}", asked=text)
    crawl.forms_sent_wrong()
    nothing_leaked(crawl)


@pytest.mark.parametrize("role", ROLES)
def test_sheets_unpacked(role, crawler):
    crawl = crawler(role)
    crawl.sheets()
    nothing_leaked(crawl)


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_route_with_every_key_and_every_link(role, crawler):
    crawl = crawler(role)
    crawl.every_route_with_every_key()
    crawl.follow(rounds=3)
    nothing_leaked(crawl)


def test_every_typed_text_of_a_record_is_marked(world):
    """A field that is added gets its canary, or is not typed by anybody (marks.NOT_MARKED)."""
    marked = {(mark.label, mark.field) for mark in world.marks.all}
    assert {label.split(".")[0] for label, _field in marked} == OURS
    assert len(marked) >= 50
