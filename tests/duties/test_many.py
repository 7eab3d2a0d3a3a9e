"""A regency has thousands of leaders: pages that cost the same with one and with many; names drawn at the same moment."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.leading import give_leader_account
from tests import factories
from tests.factories import BIRU
from tests.parallel import at_once
from wksbm.accounts.models import User


def leaders(serials, group) -> None:
    for serial in serials:
        factories.leads(factories.user(f"ketua.arisan{serial}"), group)


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "page"), [
    ("biru", "/akun/"), ("dinas_bone", "/akun/"), ("dinas_bone", "/akun/?role=leader"), ("dinas_bone", "/akun/tugas/"),
    ("admin", "/"),
])  # fmt: skip
def test_a_list_of_accounts_asks_as_much_for_one_leader_as_for_many(cast, client_of, who, page):
    group = factories.group("Arisan", BIRU, kind="kps")
    leaders([0], group)
    factories.user("desa.habis", "village", BIRU, ends_on=date.today())
    client, counts = client_of(getattr(cast, who)), []
    client.get(page)
    for more in (0, 9):
        leaders(range(1, more + 1), group)
        for serial in range(more):
            factories.user(f"desa.habis{serial}", "village", BIRU, ends_on=date.today())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_leaders_named_at_the_same_moment_get_two_names(cast):
    facts = {"phone": "", "starts_on": date.today(), "by": cast.penfui}
    verbs = [
        lambda name=name: give_leader_account(cast.group, full_name=name, **facts) for name in ("Ina Lalu", "Ani Boru")
    ]
    outcomes = at_once(verbs, as_user=cast.penfui)
    assert not any(isinstance(outcome, Exception) for outcome in outcomes), outcomes
    assert set(User.objects.filter(username__startswith="ketua.rindu").values_list("username", flat=True)) == {
        "ketua.rindu", "ketua.rindu2",
    }  # fmt: skip
