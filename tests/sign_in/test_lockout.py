"""Eight wrong passwords close an account for one address for 15 minutes; nobody learns whether the account exists."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.factories import PASSWORD
from tests.sign_in.door import is_in, knock, signed_in
from wksbm.accounts.lockout import NOWHERE, client_address
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
LIMIT = 8


def guess(client, login: str, times: int = LIMIT) -> list:
    return [knock(client, login, f"salah-{number}") for number in range(times)]


def lockouts() -> list[tuple[str, dict]]:
    return list(AccessLog.objects.filter(kind="locked_out").values_list("user__username", "facts"))


def body(response, login: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode()).replace(login, "")


def test_the_eighth_wrong_password_closes_the_door_for_a_quarter_of_an_hour(cast):
    client = Client()
    assert [answer.status_code for answer in guess(client, "desa.biru")] == [200] * 7 + [429]
    answer = knock(client, "desa.biru")
    assert (answer.status_code, is_in(client)) == (429, False), "not even the right password is looked at"
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert answer.context["minutes"] == 15
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert knock(client, "desa.biru").status_code == 302
    assert is_in(client)


def test_waiting_is_not_prolonged_by_trying(cast):
    guess(Client(), "desa.biru")
    closed_at = AccessAttempt.objects.get().attempt_time
    guess(Client(), "desa.biru", 3)
    row = AccessAttempt.objects.get()
    assert (row.attempt_time, row.failures_since_start) == (closed_at, LIMIT)


def test_the_account_stays_open_for_every_other_address_and_the_address_for_every_other_account(cast):
    guess(Client(REMOTE_ADDR="192.0.2.1"), "desa.biru")
    elsewhere, neighbour = Client(REMOTE_ADDR="192.0.2.2"), Client(REMOTE_ADDR="192.0.2.1")
    assert knock(elsewhere, "desa.biru").status_code == 302
    assert knock(neighbour, "desa.watampone").status_code == 302
    assert knock(Client(REMOTE_ADDR="192.0.2.1"), "desa.biru").status_code == 429


def test_known_and_unknown_names_get_the_same_answers_to_the_letter(cast):
    """Also a disabled account; only the log tells them apart."""
    answers = {name: guess(Client(), name, 10) for name in ("desa.biru", "tidak.ada", "desa.nonaktif")}
    told = {name: [(one.status_code, body(one, name)) for one in those] for name, those in answers.items()}
    assert told["desa.biru"] == told["tidak.ada"] == told["desa.nonaktif"]
    assert sorted(name for name, _facts in lockouts()) == ["desa.biru", "desa.nonaktif"]


def test_a_lockout_is_logged_once_with_the_area_of_the_account_and_no_more(cast):
    guess(Client(), "desa.biru", 12)
    [entry] = AccessLog.objects.filter(kind="locked_out")
    assert (entry.user, entry.region_id, entry.facts) == (cast.biru, "73.08.21.1001", {"step": "password"})
    guess(Client(), "ketua.lina")
    assert AccessLog.objects.get(kind="locked_out", user=cast.lina).region_id == cast.group.village_id


@pytest.mark.parametrize("written", ["DESA.BIRU", " desa.biru", "Desa.Biru "])
def test_capitals_and_blanks_give_no_further_tries(cast, written):
    guess(Client(), "desa.biru", 7)
    assert knock(Client(), written, "salah").status_code == 429
    assert knock(Client(), written).status_code == 429, "nor a way around the lock"
    assert AccessAttempt.objects.count() == 1


def test_another_browser_gives_no_further_tries(cast):
    statuses = [knock(Client(HTTP_USER_AGENT=f"Browser {n}"), "desa.biru", "salah").status_code for n in range(LIMIT)]
    assert statuses == [200] * 7 + [429]


def test_a_right_password_begins_the_count_anew(cast):
    guess(Client(), "desa.biru", 7)
    signed_in("desa.biru")
    assert {answer.status_code for answer in guess(Client(), "desa.biru", 7)} == {200}


def test_the_count_survives_the_memory_of_the_workers(cast):
    for _number in range(7):
        guess(Client(), "desa.biru", 1)
        cache.clear()
    assert guess(Client(), "desa.biru", 1)[0].status_code == 429


def test_nothing_that_was_typed_is_kept_with_the_count(cast, client_of):
    guess(Client(), "desa.biru", 2)
    client_of(cast.dinas_bone).post(
        "/anggota/ekspor/?q=9901010101900001",
        {"nik": "full", "format": "xlsx", "reason": "Yuliana Tefa", "password": "x"},
    )
    assert AccessAttempt.objects.count() == 2
    for row in AccessAttempt.objects.all():
        assert (row.get_data, row.post_data, row.user_agent) == ("", "", "")
        assert "?" not in row.path_info


def test_wrong_passwords_inside_count_like_those_at_the_door(cast, client_of):
    """Full export and change of password; the next at the door is the eighth."""
    dinas = client_of(cast.dinas_kupang)
    wrong = {"format": "xlsx", "nik": "full", "reason": "usulan KUBE tahun 2027", "password": "salah"}
    for _number in range(4):
        assert dinas.post("/anggota/ekspor/", wrong).status_code == 200
    new = {"password1": "perahu tenun hujan", "password2": "perahu tenun hujan"}
    for _number in range(3):
        assert dinas.post("/akun/sandi/", new | {"oldpassword": "salah"}).status_code == 200
    assert knock(Client(), "dinas.kupang", "salah").status_code == 429
    closed = dinas.post("/anggota/ekspor/", wrong | {"password": PASSWORD})
    assert (closed.status_code, "Content-Disposition" in closed.headers) == (429, False)
    assert dinas.post("/akun/sandi/", new | {"oldpassword": PASSWORD}).status_code == 429
    assert dinas.get("/").status_code == 200, "who is in stays in"
    assert AccessLog.objects.filter(kind="export").count() == 0


@pytest.mark.parametrize(
    ("behind", "peer", "forwarded", "address"),
    [
        (False, "192.0.2.7", "10.0.0.1", "192.0.2.7"),
        (True, "127.0.0.1", "10.0.0.1, 192.0.2.7", "192.0.2.7"),
        (True, "127.0.0.1", "192.0.2.7", "192.0.2.7"),
        (True, "192.0.2.7", "", "192.0.2.7"),
        (False, "", "", NOWHERE),
        (True, "", "unknown", NOWHERE),
        (False, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
    ],
)
def test_the_address_is_the_peers_or_what_our_own_proxy_says(settings, behind, peer, forwarded, address):
    settings.BEHIND_TLS_PROXY = behind
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    assert client_address(request) == address


def test_a_forged_header_gives_no_further_tries(cast, settings):
    """URL-18. Also behind our own proxy, where what the client wrote stands before the proxy's entry."""
    for behind, name in ((False, "desa.biru"), (True, "desa.watampone")):
        settings.BEHIND_TLS_PROXY = behind
        forged = [f"10.0.{number}.1" + (", 192.0.2.7" if behind else "") for number in range(LIMIT)]
        answers = [knock(Client(HTTP_X_FORWARDED_FOR=text, HTTP_X_REAL_IP=text), name, "salah") for text in forged]
        assert answers[-1].status_code == 429, behind


def test_a_successful_sign_in_is_logged(cast):
    signed_in("desa.biru")
    [entry] = AccessLog.objects.filter(kind="sign_in")
    assert (entry.user, entry.region_id) == (cast.biru, "73.08.21.1001")
