"""The number of queries does not grow with the roster; nobody is told more by going round the screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import IdentityMatch, Membership
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import fill

pytestmark = pytest.mark.django_db


def grow(group, start: int) -> None:
    """A member of the village, one from elsewhere, a waiting name and one who has left; two officers."""
    letter = "abcdefghij"[start]
    rows = [
        factories.membership(factories.person(f"Warga {letter}", PENFUI), group, number=start * 4 + 1),
        factories.membership(factories.person(f"Tamu {letter}", BIRU), group, number=start * 4 + 2),
    ]
    name = IdentityMatch(group=group, name=f"Nama {letter}")
    name.save()
    Membership(identity=name, group=group, number=start * 4 + 3).save()
    factories.membership(factories.person(f"Pergi {letter}", PENFUI), group, left_on=factories.LONG_AGO)
    for row in rows:
        factories.office(group, "adviser", row.person)


def queries(ask) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer = ask()
        assert answer.status_code == 200
        assert answer.getvalue()
    return len(caught)


@pytest.mark.parametrize("who", ["penfui", "lina", "dinas_kupang"])
def test_queries_stay_the_same_with_more_rows(cast, client_of, who):
    client, pk = client_of(getattr(cast, who)), cast.group.pk
    roster = reverse("members:roster", args=[pk])
    cards = reverse("members:cards", args=[pk])
    asked = {
        "roster": lambda: client.get(roster),
        "left": lambda: client.get(roster, {"keluar": "1"}),
        "paper": lambda: client.get(reverse("members:roster-pdf", args=[pk])),
        "list": lambda: client.get(reverse("members:list")),
        "cards": lambda: fill(client, cards),
        "sheet": lambda: fill(client, f"{reverse('members:export')}?group={pk}", format="csv"),
    }
    grow(cast.group, 0)
    for ask in asked.values():
        queries(ask)  # the first look leaves its line in the log
    before = {name: queries(ask) for name, ask in asked.items()}
    for start in range(1, 4):
        grow(cast.group, start)
    assert {name: queries(ask) for name, ask in asked.items()} == before
