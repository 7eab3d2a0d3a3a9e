"""Who reads the access log: codes for the Dinas, names for the cleared, codes of the country for administrators."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import BIRU, BONE, MACEGE, PENFUI, WATAMPONE
from tests.looks.conftest import NIK
from tests.looks.test_limits import reveal, spent
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
Kind = AccessLog.Kind
LOG = "/akun/catatan/"


@pytest.fixture
def cleared(cast):
    return factories.user("dinas.rahasia", "dinas", BONE, cleared=True)


def seen(person) -> str:
    return reverse("people:seen", args=[person.pk])


def told(client, url: str = LOG) -> list[tuple]:
    return [(line.account, line.what, line.about, line.why) for line in client.get(url).context["lines"]]


@pytest.mark.parametrize("who", ["lina", "biru", "tksk", "tksk_cleared", "camat"])
def test_for_villages_tksk_leaders_and_viewers_there_is_no_log(cast, siti, client_of, who):
    client = client_of(getattr(cast, who))
    for url in (LOG, seen(siti), reverse("people:log-export")):
        assert client.get(url).status_code == 404
    for url in ("/", "/menu/"):
        assert LOG not in client.get(url).content.decode()


@pytest.mark.parametrize(("who", "name"), [("dinas_bone", "#{}"), ("cleared", "Siti Aminah"), ("admin", "#{}")])
def test_names_are_for_the_cleared_and_codes_for_the_others(cast, cleared, siti, client_of, who, name):
    """Whoever looked is named to all of them."""
    reveal(client_of(cast.biru), siti)
    client = client_of(getattr(cast, who, cleared))
    [(account, _what, about, why)] = told(client)
    assert (account, about.endswith(name.format(siti.pk))) == ("desa.biru", True)
    assert why
    [line] = client.get(seen(siti)).context["lines"]
    assert (line.who, line.account) == ("Desa Biru", "desa.biru")
    pages = client.get(LOG).content.decode() + client.get(seen(siti)).content.decode()
    assert ("Siti Aminah" in pages) is (who == "cleared")
    assert NIK not in pages


def test_the_page_of_a_person_leads_to_who_has_seen_it(cast, siti, client_of):
    assert seen(siti) in client_of(cast.dinas_bone).get(siti.get_absolute_url()).content.decode()
    assert seen(siti) not in client_of(cast.biru).get(siti.get_absolute_url()).content.decode()


def test_a_persons_log_holds_every_look_and_refused_attempt_newest_first(cast, siti, client_of):
    client = client_of(cast.biru)
    client.get(siti.get_absolute_url())
    reveal(client, siti)
    client.post(reverse("people:match", args=[siti.pk]), {"digits": "0001"})
    client_of(cast.admin).get(reverse("people:update", args=[siti.pk]))
    factories.person("Orang Lain", BIRU)
    note(cast.biru, Kind.VIEW, target="groups.SocialGroup", number=siti.pk, region=BIRU)
    page = client_of(cast.dinas_bone).get(seen(siti))
    kinds = [entry.kind for entry in page.context["rows"]]
    assert kinds == ["match", "reveal", "view"]  # the administrator's refusal has no area: he is nobody's of Bone
    assert [entry.kind for entry in client_of(cast.admin).get(seen(siti)).context["rows"]] == ["refused", *kinds]


@pytest.mark.parametrize(
    ("who", "places"),
    [
        ("dinas_bone", {BIRU, WATAMPONE, MACEGE}),
        ("dinas_kupang", {PENFUI}),
        ("admin", {BIRU, WATAMPONE, MACEGE, PENFUI, None}),
    ],
)
def test_a_log_holds_the_own_area(cast, client_of, who, places):
    for code in (BIRU, WATAMPONE, MACEGE, PENFUI):
        note(cast.admin, Kind.VIEW, factories.person("Siti", code))
    note(cast.admin, Kind.EXPORT, target="groups.SocialGroup", rows=3)
    found = client_of(getattr(cast, who)).get(LOG).context["rows"]
    assert {entry.region_id for entry in found} == places


def test_what_an_account_of_the_area_did_elsewhere_stands_there_by_its_code(cast, cleared, client_of):
    factories.duty(cast.biru, "village", PENFUI)
    stranger = factories.person("Orang Penfui", PENFUI)
    client_of(cast.biru).get(stranger.get_absolute_url())
    for user in (cast.dinas_bone, cleared):
        client = client_of(user)
        [(account, _what, about, _why)] = told(client, f"{LOG}?kind=view")
        assert (account, about.endswith(f"#{stranger.pk}")) == ("desa.biru", True)
        assert "Orang Penfui" not in client.get(LOG).content.decode()
        assert client.get(seen(stranger)).status_code == 404


def test_a_leaders_log_belongs_to_the_dinas_of_his_group(cast, client_of):
    client_of(cast.lina).get("/cari/", {"q": NIK})
    assert [row[0] for row in told(client_of(cast.dinas_kupang))] == ["ketua.lina"]
    assert told(client_of(cast.dinas_bone)) == []


def test_a_dinas_with_a_village_elsewhere_reads_no_log_there(cast, client_of):
    factories.duty(cast.dinas_bone, "village", PENFUI)
    neighbour = factories.person("Orang Penfui", PENFUI)
    client_of(cast.penfui).get(neighbour.get_absolute_url())
    client = client_of(cast.dinas_bone)
    assert client.get(neighbour.get_absolute_url()).status_code == 200
    assert client.get(seen(neighbour)).status_code == 404
    assert "desa.penfui" not in client.get(LOG).content.decode()


def test_the_filters_find_who_what_when_and_whom(cast, siti, client_of):
    other = factories.person("Orang Lain", BIRU)
    client_of(cast.biru).get(siti.get_absolute_url())
    client_of(cast.tksk).get(other.get_absolute_url())
    reveal(client_of(cast.tksk), siti)
    client = client_of(cast.dinas_bone)

    def found(**query) -> list[tuple]:
        return sorted((row.user.username, row.kind) for row in client.get(LOG, query).context["rows"])

    day = f"{cast.regions[BIRU].today():%d/%m/%Y}"
    assert len(found()) == 3
    assert found(q="desa.biru") == found(q="Desa B") == [("desa.biru", "view")]
    assert found(kind="reveal") == [("tksk.tanete", "reveal")]
    assert found(number=siti.pk) == [("desa.biru", "view"), ("tksk.tanete", "reveal")]
    assert (len(found(since=day)), len(found(until=day)), len(found(until="01/01/2020"))) == (3, 3, 0)
    assert found(number=siti.pk, kind="view", q="desa") == [("desa.biru", "view")]


def test_odd_parameters_break_nothing(cast, siti, client_of):
    client_of(cast.biru).get(siti.get_absolute_url())
    client = client_of(cast.dinas_bone)
    for query in ("number=-1", "number=9" + "9" * 30, "number=1.5", "number=x", "since=31/02/2024", "since=01/01/9999",
                  "until=31/12/9999", "kind=nothing", "user__password__startswith=a", "facts__hit=1", "q=%25"):  # fmt: skip
        for url in (LOG, seen(siti)):
            assert client.get(f"{url}?{query}").status_code == 200, query


def test_every_kind_of_entry_is_a_sentence(cast, siti, client_of):
    facts = {Kind.LIMIT: {"of": "reveal", "most": 30, "role": "village"}, Kind.LOOK_UP: {"hit": False},
             Kind.EXPORT: {"rows": 2, "nik": "full"}}  # fmt: skip
    for kind in Kind.values:
        note(cast.biru, kind, siti, **facts.get(kind, {}))
    note(cast.biru, Kind.EXPORT, target="recap", file="rekap-pmks")
    note(cast.biru, Kind.REFUSED, target="admin:regions_region_change", number=3, status=403)
    note(cast.biru, Kind.PASSWORD_GIVEN, cast.watampone)
    page = client_of(cast.dinas_bone).get(LOG)
    lines = page.context["lines"]
    assert page.context["count"] == len(Kind.values) + 3
    assert all(line.what for line in lines)
    assert lines[0].about == "Desa Watampone"  # accounts are named to all who read the log


def test_a_page_of_many_entries_asks_no_more_than_one_of_few(cast, cleared, siti, client_of):
    def statements(client, url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = (LOG, f"{LOG}?number={siti.pk}", seen(siti))
    for user in (cast.biru, cast.tksk):
        note(user, Kind.VIEW, siti)
        note(user, Kind.PASSWORD_GIVEN, cast.watampone)
    clients = [client_of(user) for user in (cast.dinas_bone, cleared, cast.admin)]
    few = [statements(client, url) for client in clients for url in urls]
    for number in range(40):
        note(cast.biru, Kind.VIEW, siti)
        note(cast.tksk, Kind.VIEW, factories.person(f"Orang {chr(97 + number % 26)}", MACEGE))
        note(cast.tksk, Kind.PASSWORD_GIVEN, cast.biru if number % 2 else cast.tksk)
    assert [statements(client, url) for client in clients for url in urls] == few
    page = clients[0].get(LOG)
    assert (len(page.context["lines"]), page.context["count"]) == (25, 124)
    assert "halaman=2" in page.content.decode()


def test_the_board_of_the_dinas_names_who_has_spent_an_hour(cast, siti, client_of):
    spent(cast.biru, Kind.REVEAL, 30)
    reveal(client_of(cast.biru), siti)
    board = client_of(cast.dinas_bone).get("/")
    [alarm] = board.context["alarms"]
    assert alarm.who == "Desa Biru"
    assert "30" in alarm.sentence
    assert f"{alarm.at:%H.%M}" in board.content.decode()
    page = client_of(cast.dinas_bone).get(alarm.url)
    assert [entry.kind for entry in page.context["rows"]] == ["limit"]
    for user in (cast.dinas_kupang, cast.biru, cast.tksk):
        assert client_of(user).get("/").context["alarms"] == []


def test_an_alarm_leaves_the_board_after_a_week(cast, client_of):
    with patch("django.utils.timezone.now", return_value=timezone.now() - timedelta(days=7, minutes=1)):
        note(cast.biru, Kind.LIMIT, of="reveal", most=30, role="village")
    assert client_of(cast.dinas_bone).get("/").context["alarms"] == []
    assert len(told(client_of(cast.dinas_bone))) == 1
