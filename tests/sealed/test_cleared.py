"""Who is cleared by name: codes in a list, a case after its reason, decisions that nobody takes about his own."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries.models import SealedCase
from beneficiaries.sealed import Content
from tests import factories
from tests.factories import BIRU, MACEGE, PENFUI
from tests.screens.pages import controls, dangers, refusals
from tests.sealed.cases import LIST, WHY, case, open_case
from wksbm.accounts import opening
from wksbm.accounts.models import AccessLog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def opened() -> list[tuple]:
    return list(
        AccessLog.objects.filter(kind="opened").values_list("user__username", "target", "number", "reason", "region")
    )


def plain(response) -> str:
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return body.replace(response.request["PATH_INFO"], "")


def act(client, row, step: str, **typed):
    url = f"{row.get_absolute_url()}{step}/"
    page = client.get(url)
    assert page.status_code == 200, page
    return client.post(url, controls(page) | typed)


@pytest.fixture
def row(cast):
    return case(cast.biru, kinds=["PMKS-19"], urgency="now", reach="lewat bidan", avoid="jangan telepon")


def test_the_list_shows_codes_and_neither_name_nor_kind(cast, row, client_of):
    body = client_of(cast.tksk_cleared).get(LIST).content.decode()
    days = (cast.regions[BIRU].today() - row.received_on).days
    for shown in (row.receipt, "Biru", "3 Feb 2026", "waiting", f"waits {days} days"):
        assert shown in body
    for hidden in ("Zubaedah", "tindak kekerasan", "lebam", "bidan"):
        assert hidden not in body


def test_a_list_filters_by_state_and_place_only(cast, row, client_of):
    client = client_of(cast.tksk_cleared)
    assert row.receipt in client.get(LIST, {"status": "waiting"}).content.decode()
    assert row.receipt not in client.get(LIST, {"status": "closed"}).content.decode()
    for odd in ({"content": "x"}, {"receipt": "zzz"}, {"sent_by": "1"}, {"person_index": "x"}, {"q": "zzz"}):
        assert row.receipt in client.get(LIST, odd).content.decode()


def test_a_case_opens_with_a_reason_that_is_logged_and_shows_everything(cast, row, client_of):
    client = client_of(cast.tksk_cleared)
    asked = client.get(row.get_absolute_url()).content.decode()
    assert "Zubaedah" not in asked
    assert "lebam" not in asked
    body = open_case(client, row).content.decode()
    for shown in ("Ibu Zubaedah", "Korban tindak kekerasan", "lebam", "lewat bidan", "jangan telepon", "In danger now"):
        assert shown in body
    assert opened() == [("tksk.rahasia", "beneficiaries.SealedCase", row.pk, WHY, BIRU)]
    assert AccessLog.objects.get(kind="opened").facts == {"receipt": row.receipt}


@pytest.mark.parametrize("reason", ["", "  ", "ya", "tanya Zubaedah", "NIK 990101410190", "x" * 201])
def test_without_a_proper_reason_it_stays_shut(reason, cast, row, client_of):
    refused = client_of(cast.tksk_cleared).post(row.get_absolute_url(), {"reason": reason})
    assert list(refusals(refused)) == ["reason"]
    assert "lebam" not in refused.content.decode()
    assert opened() == []


def test_it_stays_open_a_quarter_of_an_hour_to_this_session_and_this_case(cast, row, client_of, monkeypatch):
    other = case(cast.biru, name="Ibu Hafsah")
    client, second = client_of(cast.tksk_cleared), client_of(cast.tksk_cleared)
    open_case(client, row)
    now = time.time()
    assert "lebam" in client.get(row.get_absolute_url()).content.decode()
    assert "Hafsah" not in client.get(other.get_absolute_url()).content.decode()
    assert "lebam" not in second.get(row.get_absolute_url()).content.decode()
    monkeypatch.setattr(opening.time, "time", lambda: now + 14 * 60)
    assert "lebam" in client.get(row.get_absolute_url()).content.decode()
    monkeypatch.setattr(opening.time, "time", lambda: now + 15 * 60 + 1)
    assert "lebam" not in client.get(row.get_absolute_url()).content.decode()
    assert client.get(f"{row.get_absolute_url()}pastikan/").status_code == 302
    open_case(client, row, "untuk kedua kali")
    assert [entry[3] for entry in opened()] == ["untuk kedua kali", WHY]


def test_without_clearance_a_case_is_not_there(cast, row, client_of):
    for who in ("lina", "biru", "tksk", "dinas_bone", "dinas_kupang", "camat"):
        client = client_of(getattr(cast, who))
        theirs, nothing = client.get(row.get_absolute_url()), client.get(f"{LIST}987654321/")
        assert (theirs.status_code, plain(theirs)) == (404, plain(nothing)), who
        assert client.post(row.get_absolute_url(), {"reason": WHY}).status_code == 404
    assert opened() == []


def test_a_clearance_reaches_as_far_as_its_duty(cast, row, client_of, dinas_cleared):
    elsewhere = [case(cast.dinas_bone, village) for village in (MACEGE, PENFUI)]
    assert set(SealedCase.objects.visible_to(cast.tksk_cleared)) == {row}
    assert set(SealedCase.objects.visible_to(dinas_cleared)) == {row, elsewhere[0]}
    client = client_of(cast.tksk_cleared)
    for other in elsewhere:
        theirs, nothing = client.get(other.get_absolute_url()), client.get(f"{LIST}987654321/")
        assert (theirs.status_code, plain(theirs)) == (404, plain(nothing))
        assert other.receipt not in client.get(LIST).content.decode()


@pytest.mark.parametrize("end", ["cleared_until", "ends_on"])
def test_a_clearance_that_is_over_opens_nothing_at_the_next_request(end, cast, row, client_of):
    client = client_of(cast.tksk_cleared)
    assert "lebam" in open_case(client, row).content.decode()
    duty = cast.tksk_cleared.duties.get()
    setattr(duty, end, timezone.localdate() - timedelta(days=1))
    duty.save()
    answer = client.get(row.get_absolute_url())
    assert answer.status_code == (404 if end == "cleared_until" else 302)
    assert "lebam" not in answer.content.decode()


def test_somebody_else_confirms_and_the_kinds_stay(cast, row, client_of, dinas_cleared):
    client = client_of(dinas_cleared)
    open_case(client, row)
    page = client.get(f"{row.get_absolute_url()}pastikan/")
    assert controls(page)["kinds"] == ["PMKS-19"]
    assert act(client, row, "pastikan", kinds=["PMKS-16", "PMKS-19"], text="visum").status_code == 302
    row.refresh_from_db()
    content = Content.of(row)
    assert (row.status, content.kinds) == ("confirmed", ("PMKS-16", "PMKS-19"))
    assert content.confirmed_on == cast.regions[BIRU].today().isoformat()
    again = act(client, row, "pastikan", kinds=["PMKS-15"], text="x")
    assert "decided already" in again.content.decode()
    row.refresh_from_db()
    assert Content.of(row).kinds == ("PMKS-16", "PMKS-19")


def test_nobody_decides_what_he_sent_himself_whatever_his_duty(cast, client_of, dinas_cleared):
    factories.duty(dinas_cleared, "village", BIRU)
    row = case(dinas_cleared)
    client = client_of(dinas_cleared)
    body = open_case(client, row).content.decode()
    assert "You sent this yourself" in body
    assert "pastikan/" not in body
    assert "coret/" not in body
    for step, sent in (("pastikan", {"kinds": ["unknown"], "text": "x"}), ("coret", {"text": "x"})):
        assert "what he sent himself" in act(client, row, step, **sent).content.decode()
    row.refresh_from_db()
    assert row.status == "waiting"


def test_the_tksk_notes_and_closes_and_only_the_dinas_strikes(cast, row, client_of, dinas_cleared):
    tksk = client_of(cast.tksk_cleared)
    assert "coret/" not in open_case(tksk, row).content.decode()
    assert tksk.post(f"{row.get_absolute_url()}coret/", {"text": "x"}).status_code == 403
    assert act(tksk, row, "catatan", text="sudah ditemui").status_code == 302
    assert "decided already" in act(tksk, row, "tutup", text="selesai").content.decode()  # nobody confirmed it yet
    assert act(tksk, row, "pastikan", kinds=["unknown"], text="benar").status_code == 302
    assert act(tksk, row, "tutup", text="selesai").status_code == 302
    row.refresh_from_db()
    assert row.status == "closed"
    second = case(cast.biru)
    dinas = client_of(dinas_cleared)
    open_case(dinas, second)
    assert act(dinas, second, "coret", text="terkirim dua kali").status_code == 302
    second.refresh_from_db()
    assert second.status == "closed"
    assert "terkirim dua kali" in dinas.get(second.get_absolute_url()).content.decode()


def test_a_note_typed_longer_than_the_case_stays_open_is_not_lost(cast, row, client_of, monkeypatch):
    client = client_of(cast.tksk_cleared)
    open_case(client, row)
    page = client.get(f"{row.get_absolute_url()}catatan/")
    monkeypatch.setattr(opening, "OPEN_FOR", 0)
    answer = client.post(
        f"{row.get_absolute_url()}catatan/", controls(page) | {"text": "percakapan panjang"}, follow=True
    )
    assert "percakapan panjang" not in answer.content.decode()
    row.refresh_from_db()
    assert "percakapan panjang" in row.notes


def test_the_home_of_the_cleared_says_how_many_wait_and_nobody_elses(cast, row, client_of):
    body = client_of(cast.tksk_cleared).get("/").content.decode()
    assert "Sealed referrals waiting" in body
    assert f"{LIST}?status=waiting" in body
    for who in ("tksk", "dinas_bone", "biru"):
        assert "Sealed referrals" not in client_of(getattr(cast, who)).get("/").content.decode()


def test_markup_in_a_case_stays_what_was_typed(cast, client_of):
    poison = "<script>alert(1)</script>{{7*7}}"
    row = case(cast.biru, name=poison, seen=poison, reach=poison, avoid=poison, age="<b>", kinds=["<i>"])
    client = client_of(cast.tksk_cleared)
    open_case(client, row)
    act(client, row, "catatan", text=poison)
    page = client.get(row.get_absolute_url())
    assert dangers(page) == []
    assert page.content.decode().count("&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}") == 5
