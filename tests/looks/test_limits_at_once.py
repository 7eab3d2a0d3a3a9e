"""Parallel requests do not pass a limit: the account's row is held while its looks are counted."""

import pytest
from django.urls import reverse

from tests.looks.conftest import NIK
from tests.looks.test_limits import spent
from tests.parallel import at_once
from wksbm.accounts.limits import LIMITS
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db(transaction=True)
Kind = AccessLog.Kind
TOGETHER = 6


@pytest.mark.parametrize(("kind", "room"), [(Kind.REVEAL, 2), (Kind.LOOK_UP, 1), (Kind.MATCH, 3)])
def test_of_many_at_once_only_as_many_pass_as_the_hour_holds(cast, siti, client_of, log, kind, room):
    spent(cast.biru, kind, LIMITS[kind] - room)
    acts = {
        Kind.REVEAL: lambda client: client.post(reverse("people:reveal", args=[siti.pk]), {"why": "card"}),
        Kind.LOOK_UP: lambda client: client.get(reverse("people:list"), {"q": NIK}),
        Kind.MATCH: lambda client: client.post(reverse("people:match", args=[siti.pk]), {"digits": "0001"}),
    }
    clients = [client_of(cast.biru) for _one in range(TOGETHER)]
    answers = at_once([lambda client=client: acts[kind](client) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [200] * room + [429] * (TOGETHER - room)
    assert (len(log(kind)), len(log("limit"))) == (LIMITS[kind], 1)
