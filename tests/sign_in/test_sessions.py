"""A session locks after 30 minutes without a click, ends after 12 hours, and ends at once when others say so."""

import time
from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import factories
from tests.factories import PASSWORD
from tests.screens.pages import fill, refusals
from tests.sign_in.door import HOUR, MINUTE, UNLOCK, is_in, knock, pass_time, signed_in
from wksbm.accounts.models import AccessLog
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db
ENTRIES = "/akun/saya/keluar-semua/"


def unlock(client, password: str = PASSWORD, path: str = "/"):
    return client.post(UNLOCK, {"unlock_secret": password, "unlock_next": path})


def test_after_thirty_minutes_without_a_click_every_page_is_locked(cast):
    client = signed_in("desa.biru")
    pass_time(client, 29 * MINUTE)
    assert client.get("/warga/").status_code == 200
    pass_time(client, 30 * MINUTE)
    for path in ("/", "/warga/?q=siti", "/akun/saya/", "/admin/", "/anggota/ekspor/", "/warga/987654321/"):
        assert unquote(client.get(path).url) == f"{UNLOCK}?next={path}"
    page = client.get(f"{UNLOCK}?next=/warga/?q=siti").content.decode()
    assert "Desa Biru" in page
    assert "/pmks/" not in page, "no menu on a locked screen"
    assert "73.08.21" not in page


def test_a_click_counts_as_being_there(cast):
    client = signed_in("desa.biru")
    for _quarter in range(8):
        pass_time(client, 15 * MINUTE)
        assert client.get("/").status_code == 200


def test_the_right_password_leads_on_to_the_page_that_was_wanted(cast):
    client = signed_in("desa.biru")
    pass_time(client, 31 * MINUTE)
    assert refusals(unlock(client, "salah")) == {"unlock_secret": [None]}
    assert unquote(client.get("/warga/").url).startswith(UNLOCK), "still locked"
    assert unlock(client, path="/warga/?q=siti").url == "/warga/?q=siti"
    assert client.get("/warga/").status_code == 200
    assert client.get(UNLOCK).url == "/"


@pytest.mark.parametrize(
    "evil", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_the_lock_leads_nowhere_else(cast, evil):
    client = signed_in("desa.biru")
    pass_time(client, 31 * MINUTE)
    assert client.get(UNLOCK, {"next": evil}).status_code == 200
    assert unlock(client, path=evil).url == "/"


def test_a_locked_screen_still_lets_one_leave(cast):
    client = signed_in("desa.biru")
    pass_time(client, 31 * MINUTE)
    assert client.get("/bantuan/").status_code == 200
    assert "/pmks/" not in client.get("/bantuan/").content.decode()
    assert client.post("/keluar/").url == "/masuk/"
    assert not is_in(client)


def test_a_fragment_of_a_locked_page_takes_the_whole_page_to_the_lock(cast):
    client = signed_in("desa.biru")
    pass_time(client, 31 * MINUTE)
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/warga/5/?tab=1"}
    for answer in (client.get("/wilayah/pilih/", headers=asked), client.post("/pmks/5/verifikasi/", headers=asked)):
        assert (answer.status_code, answer.content) == (200, b"")
        assert unquote(answer.headers["HX-Redirect"]) == f"{UNLOCK}?next=/warga/5/?tab=1"


def test_wrong_passwords_at_the_lock_count_like_those_at_the_door(cast):
    client = signed_in("desa.biru")
    pass_time(client, 31 * MINUTE)
    assert [unlock(client, "salah").status_code for _number in range(8)] == [200] * 7 + [429]
    answer = unlock(client)
    assert answer.status_code == 429
    assert answer.context["minutes"] == 15
    assert unquote(client.get("/").url).startswith(UNLOCK)
    assert knock(Client(), "desa.biru").status_code == 429


def test_after_twelve_hours_a_session_is_over_however_busy(cast):
    client = signed_in("desa.biru")
    pass_time(client, 12 * HOUR - 5, clicked=True)
    assert client.get("/").status_code == 200
    pass_time(client, 10, clicked=True)
    assert unquote(client.get("/warga/").url) == "/masuk/?next=/warga/"
    assert not is_in(client)
    assert "12 " in client.get("/masuk/").content.decode()


def test_the_end_is_told_half_an_hour_before_and_once(cast):
    client = signed_in("desa.biru")
    pass_time(client, 11 * HOUR + 31 * MINUTE, clicked=True)
    assert [len(client.get("/").context["messages"]) for _click in range(3)] == [1, 0, 0]


def test_what_is_sent_after_the_end_is_not_saved_and_that_is_said(cast):
    client = signed_in("desa.biru")
    pass_time(client, 13 * HOUR)
    assert client.post("/warga/baru/", {"full_name": "Yuliana"}).url == "/masuk/"
    [message] = client.get("/masuk/").context["messages"]
    assert "tidak tersimpan" in str(message) or "not saved" in str(message)


def test_a_session_without_a_clock_is_over(cast, client_of):
    client = client_of(cast.biru)
    session = client.session
    del session["began"]
    session.save()
    assert client.get("/").url.startswith("/masuk/")


def test_the_clock_is_written_at_most_once_a_minute(cast):
    client = signed_in("desa.biru")
    for age, written in ((30, False), (31, True)):
        pass_time(client, age)
        before = Session.objects.get().session_data
        client.get("/akun/saya/")
        assert (Session.objects.get().session_data != before) is written
    assert client.session["seen"] >= int(time.time()) - 5


@pytest.mark.parametrize("minutes", [1, 31])
def test_an_ended_duty_and_a_disabled_account_are_out_at_the_next_request_locked_or_not(cast, minutes):
    ended, disabled = signed_in("desa.biru"), signed_in("desa.watampone")
    for client in (ended, disabled):
        pass_time(client, minutes * MINUTE)
    duty = cast.biru.duties.get()
    duty.ends_on = factories.LONG_AGO
    duty.save()
    cast.watampone.is_active = False
    cast.watampone.save()
    assert ended.get("/").url == "/masuk/"
    assert disabled.get("/").url.startswith("/masuk/")
    assert unlock(disabled).url.startswith("/masuk/")
    assert not is_in(ended)


def test_a_new_password_by_others_ends_every_session(cast):
    here, locked = signed_in("desa.biru"), signed_in("desa.biru")
    pass_time(locked, 31 * MINUTE)
    assert fill(signed_in("dinas.bone"), f"/akun/{cast.biru.pk}/sandi/").status_code == 302
    assert {client.get("/").url.split("?")[0] for client in (here, locked)} == {"/masuk/"}
    assert unlock(locked).url.startswith("/masuk/")


def test_one_ends_all_ones_own_sessions(cast):
    here, elsewhere = signed_in("desa.biru"), signed_in("desa.biru")
    assert here.get(ENTRIES).status_code == 405
    assert here.post(ENTRIES).url == "/masuk/"
    assert not is_in(here)
    assert elsewhere.get("/").url.startswith("/masuk/")
    [entry] = AccessLog.objects.filter(kind="sessions_ended")
    assert (entry.user, entry.number) == (cast.biru, cast.biru.pk)
    assert cast.biru.history.first().history_user == cast.biru
    assert is_in(signed_in("desa.biru"))


def test_whoever_keeps_the_account_ends_its_sessions(cast):
    officer, dinas = signed_in("desa.biru"), signed_in("dinas.bone")
    assert signed_in("dinas.kupang").post(f"/akun/{cast.biru.pk}/sesi/").status_code == 404
    assert officer.get("/").status_code == 200
    assert dinas.post(f"/akun/{cast.biru.pk}/sesi/").status_code == 302
    assert officer.get("/").url.startswith("/masuk/")
    [entry] = AccessLog.objects.filter(kind="sessions_ended")
    assert (entry.user, entry.number) == (cast.dinas_bone, cast.biru.pk)


def test_a_signature_of_another_time_opens_nothing(cast):
    client = signed_in("desa.biru")
    with acting_as(cast.admin):
        cast.biru.refresh_from_db()
        cast.biru.session_number += 1
        cast.biru.save()
    assert client.get("/").url.startswith("/masuk/")
