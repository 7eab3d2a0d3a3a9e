"""A companion has the verbs of the TKSK on the groups given to him, in the days given, and nowhere else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.duties.rows import written
from tests.factories import BIRU
from tests.screens.pages import fill
from wksbm.accounts import access

pytestmark = pytest.mark.django_db
TODAY = date.today()


@pytest.fixture
def given(cast):
    """A companion of one of two groups in Biru, with a member who is PMKS and an activity in each."""
    kind = factories.category("PMKS-23", "Perempuan rawan", sensitivity=0)
    rows = {}
    for name in ("own", "other"):
        group = factories.group(f"Kube {name}", BIRU)
        person = factories.person(f"Siti {name.title()}", BIRU)
        leader = factories.user(f"ketua.{name}")
        factories.leads(leader, group)
        rows[name] = {
            "group": group,
            "member": factories.membership(person, group, number=1),
            "pmks": factories.classification(person, kind, by=cast.biru),
            "activity": factories.activity(group, by=leader),
        }
    rows["companion"] = factories.user("pendamping.biru")
    rows["row"] = factories.leads(
        rows["companion"], rows["own"]["group"], role="companion", starts_on=TODAY, ends_on=TODAY + timedelta(days=30)
    )
    return rows


def test_every_cell_of_a_companion_is_that_of_a_tksk():
    for record in access.RECORDS:
        for action in access.ACTIONS:
            assert access.letter("companion", record, action) == access.letter("tksk", record, action)
    for field in access.FIELDS:
        assert access.field_level({"companion"}, field) == access.field_level({"tksk"}, field)


@pytest.mark.parametrize(
    ("route", "record", "key"),
    [("groups:list", "groups:detail", "group"), ("beneficiaries:list", "beneficiaries:detail", "pmks"),
     ("activities:list", "activities:detail", "activity")],
)  # fmt: skip
def test_he_lists_and_opens_the_rows_of_his_group_alone(cast, client_of, given, route, record, key):
    companion = client_of(given["companion"])
    body = companion.get(reverse(route)).content.decode()
    links = {name: reverse(record, args=[given[name][key].pk]) for name in ("own", "other")}
    assert {name: f'"{link}' in body for name, link in links.items()} == {"own": True, "other": False}
    assert {name: companion.get(link).status_code for name, link in links.items()} == {"own": 200, "other": 404}
    person = given["other"]["member"].person
    assert companion.get(person.get_absolute_url()).status_code == 404


def test_he_logs_an_activity_for_his_group_alone(cast, client_of, given):
    companion, log = client_of(given["companion"]), reverse("activities:log")
    own, other = (f"{log}?kelompok={given[name]['group'].pk}" for name in ("own", "other"))
    made = fill(companion, own, kind="meeting", summary="Belajar menenun.")
    assert made.status_code == 302
    row = given["own"]["group"].activities.latest("pk")
    assert (row.recorded_by, row.history.latest().history_role) == (given["companion"], "companion")
    before = written()
    assert companion.get(other).status_code == 404
    assert companion.get(reverse("groups:create")).status_code == 403
    assert companion.get(reverse("groups:update", args=[given["own"]["group"].pk])).status_code == 403
    assert written() == before


@pytest.mark.parametrize(("route", "key"), [("beneficiaries:verify", "pmks"), ("activities:verify", "activity")])
def test_he_verifies_in_his_group_alone(cast, client_of, given, route, key):
    companion = client_of(given["companion"])
    urls = {name: reverse(route, args=[given[name][key].pk]) for name in ("own", "other")}
    assert {name: companion.post(url).status_code for name, url in urls.items()} == {"own": 302, "other": 404}
    for name in ("own", "other"):
        given[name][key].refresh_from_db()
    assert (bool(given["own"][key].verified_on), bool(given["other"][key].verified_on)) == (True, False)
    assert given["own"][key].history.latest().history_role == "companion"


def test_before_and_after_his_days_he_reaches_nothing(cast, client_of, given):
    companion, row = client_of(given["companion"]), given["row"]
    assert companion.get(given["own"]["group"].get_absolute_url()).status_code == 200
    for starts_on, ends_on in ((TODAY + timedelta(days=1), None), (TODAY - timedelta(9), TODAY - timedelta(days=1))):
        row.starts_on, row.ends_on = starts_on, ends_on
        row.save()
        answer = client_of(given["companion"]).get(given["own"]["group"].get_absolute_url())
        assert answer.url == "/masuk/", (starts_on, ends_on)
