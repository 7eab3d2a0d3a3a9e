"""A group leader's own phone: 30 days, a PIN after half an hour; nobody else's, and gone with the first doubt."""

import pytest
from django.test import Client

from groups.models import Leadership
from tests import factories
from tests.factories import PASSWORD, PENFUI
from tests.screens.pages import controls, fill, refusals
from tests.sign_in.door import DAY, HOUR, MINUTE, PIN, UNLOCK, is_in, knock, pass_time, signed_in
from wksbm.accounts.models import AccessLog, TrustedPhone
from wksbm.accounts.sign_in_forms import is_easy

pytestmark = pytest.mark.django_db
SECRET = "740291"


@pytest.fixture
def phone(cast) -> Client:
    """Lina's phone, trusted."""
    return trusted("ketua.lina")


def trusted(username: str) -> Client:
    client = signed_in(username, own_phone="on")
    assert fill(client, PIN, pin=SECRET, pin_again=SECRET).url == "/"
    return client


def unlock(client, typed: str):
    return client.post(UNLOCK, {"unlock_secret": typed, "unlock_next": "/kegiatan/"})


def locked_out() -> list[dict]:
    return [row.facts for row in AccessLog.objects.filter(kind="locked_out")]


def test_a_leader_who_ticks_it_chooses_a_pin_right_after_signing_in(cast):
    client = Client()
    assert knock(client, "ketua.lina", own_phone="on").url == PIN
    assert fill(client, PIN, pin=SECRET, pin_again=SECRET).url == "/"
    assert client.get(PIN).url == "/", "once"
    row = TrustedPhone.objects.get()
    assert row.user == cast.lina
    assert SECRET not in row.pin
    assert 29 * DAY < client.session.get_expiry_age() <= 30 * DAY
    assert client.cookies["rukun_session"]["max-age"] == 30 * DAY


def test_without_the_tick_or_without_a_pin_a_leaders_session_is_like_all_others(cast):
    for client in (signed_in("ketua.lina"), signed_in("ketua.lina", own_phone="on")):
        assert client.get("/").status_code == 200
        assert client.cookies["rukun_session"]["max-age"] == ""
        pass_time(client, 12 * HOUR, clicked=True)
        assert client.get("/").url.startswith("/masuk/")
    assert signed_in("ketua.lina").get(PIN).url == "/"


@pytest.mark.parametrize("username", ["desa.biru", "tksk.tanete", "dinas.bone", "admin", "camat.tanete"])
def test_nobody_else_gets_it(cast, username):
    client = Client()
    assert knock(client, username, own_phone="on").url == "/"
    assert len(client.get("/").context["messages"]) == 1
    assert client.get(PIN).url == "/"
    assert client.post(PIN, {"pin": SECRET, "pin_again": SECRET}).url == "/"
    assert TrustedPhone.objects.count() == 0


def test_a_leader_with_a_duty_does_not_get_it_either(cast):
    factories.duty(cast.lina, "village", PENFUI)
    assert knock(Client(), "ketua.lina", own_phone="on").url == "/"


def test_a_new_password_first_then_the_pin(cast):
    cast.lina.must_change_password = True
    cast.lina.save()
    client = signed_in("ketua.lina", own_phone="on")
    assert client.get(PIN).url == "/akun/sandi/"
    new = "perahu tenun hujan"
    assert fill(client, "/akun/sandi/", oldpassword=PASSWORD, password1=new, password2=new).url == PIN
    assert fill(client, PIN, pin=SECRET, pin_again=SECRET).url == "/"


@pytest.mark.parametrize(
    "pin",
    ["111111", "123456", "654321", "901234", "012345", "121212", "123123", "170845", "081745", "450817", "311299"],
)
def test_pins_that_are_tried_first_are_refused(cast, pin):
    assert is_easy(pin)
    client = signed_in("ketua.lina", own_phone="on")
    assert refusals(fill(client, PIN, pin=pin, pin_again=pin)) == {"pin": ["easy"]}


@pytest.mark.parametrize("pin", ["74029", "7402911", "74029a", "", "٧٤٠٢٩١", "740 91"])
def test_a_pin_is_six_digits(cast, pin):
    client = signed_in("ketua.lina", own_phone="on")
    assert "pin" in refusals(fill(client, PIN, pin=pin, pin_again=pin))
    assert TrustedPhone.objects.count() == 0


def test_the_two_pins_must_be_the_same_and_are_not_shown_again(cast):
    client = signed_in("ketua.lina", own_phone="on")
    page = fill(client, PIN, pin=SECRET, pin_again="740292")
    assert list(refusals(page)) == ["pin_again"]
    assert SECRET not in page.content.decode()


def test_after_half_an_hour_the_phone_asks_for_the_pin_and_not_for_the_password(cast, phone):
    pass_time(phone, 31 * MINUTE)
    page = phone.get(UNLOCK)
    assert "PIN" in page.context["form"].fields["unlock_secret"].label
    assert "unlock_secret" in refusals(unlock(phone, PASSWORD))
    assert unlock(phone, SECRET).url == "/kegiatan/"
    assert phone.get("/").status_code == 200


def test_days_later_it_is_still_signed_in_and_after_thirty_it_is_not(cast, phone):
    pass_time(phone, 29 * DAY)
    assert unlock(phone, SECRET).url == "/kegiatan/"
    pass_time(phone, 1 * DAY, clicked=True)
    assert phone.get("/").url.startswith("/masuk/")


def test_a_typed_form_survives_the_pin_as_well(cast, phone):
    pass_time(phone, 31 * MINUTE)
    page = phone.post("/kegiatan/catat/", {"summary": "Rapat"})
    assert controls(page)["summary"] == ["Rapat"]
    answer = phone.post(UNLOCK, controls(page) | {"unlock_secret": SECRET})
    assert (answer.status_code, answer.url) == (307, "/kegiatan/catat/")


def test_the_fifth_wrong_pin_signs_the_phone_out_and_is_logged(cast, phone):
    pass_time(phone, 31 * MINUTE)
    assert {unlock(phone, "000000").status_code for _number in range(4)} == {200}
    assert unlock(phone, "000000").url == "/masuk/"
    assert not is_in(phone)
    assert TrustedPhone.objects.count() == 0
    assert locked_out() == [{"step": "pin"}]
    assert unlock(phone, SECRET).url.startswith("/masuk/")
    assert is_in(signed_in("ketua.lina")), "the password still opens"


def test_wrong_pins_are_counted_wherever_the_phone_is_and_however_its_session_is_copied(cast, phone):
    """Five in all: not five an address, nor five a copy of the cookie."""
    pass_time(phone, 31 * MINUTE)
    copies = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(5)]
    for copy in copies:
        copy.cookies["rukun_session"] = phone.cookies["rukun_session"].value
    assert [unlock(copy, "000000").status_code for copy in copies] == [200] * 4 + [302]
    assert TrustedPhone.objects.count() == 0


def test_a_right_pin_begins_the_count_anew(cast, phone):
    for _round in range(2):
        pass_time(phone, 31 * MINUTE)
        for _number in range(4):
            unlock(phone, "000000")
        assert unlock(phone, SECRET).url == "/kegiatan/"


def test_another_phone_that_is_trusted_takes_the_trust_from_the_first(cast, phone):
    second = trusted("ketua.lina")
    pass_time(phone, 31 * MINUTE)
    assert unlock(phone, SECRET).url == "/masuk/"
    pass_time(second, 31 * MINUTE)
    assert unlock(second, SECRET).url == "/kegiatan/"
    assert locked_out() == []


def test_the_village_ends_it_at_once(cast, phone):
    assert signed_in("desa.penfui").post(f"/akun/{cast.lina.pk}/sesi/").status_code == 302
    assert phone.get("/").url.startswith("/masuk/")
    assert TrustedPhone.objects.count() == 0


def test_a_duty_takes_the_trust_away_at_the_next_request(cast, phone):
    factories.duty(cast.lina, "village", PENFUI)
    assert phone.get("/").status_code == 200
    assert TrustedPhone.objects.count() == 0
    pass_time(phone, 31 * MINUTE)
    assert "PIN" not in phone.get(UNLOCK).context["form"].fields["unlock_secret"].label
    assert unlock(phone, PASSWORD).url == "/kegiatan/"
    pass_time(phone, 12 * HOUR, clicked=True)
    assert phone.get("/").url.startswith("/masuk/")


def test_an_old_phone_whose_owner_got_a_duty_is_out(cast, phone):
    pass_time(phone, 5 * DAY)
    factories.duty(cast.lina, "village", PENFUI)
    assert phone.get("/").url.startswith("/masuk/")


def test_who_leads_no_group_any_more_is_out(cast, phone):
    pass_time(phone, 5 * DAY)
    term = Leadership.objects.get(user=cast.lina)
    term.ends_on = factories.LONG_AGO
    term.save()
    assert phone.get("/").url == "/masuk/"
    assert unlock(phone, SECRET).url.startswith("/masuk/")


def test_a_pin_is_no_password(cast, phone):
    """What asks for the password again asks a trusted phone for it too."""
    pass_time(phone, 31 * MINUTE)
    unlock(phone, SECRET)
    page = phone.get("/akun/saya/langkah-kedua/")
    assert "password" in page.context["form"].fields
