"""Recovery codes, turning the second step off, and taking a lost one away."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.screens.pages import fill, refusals
from tests.sign_in.door import CODE, enrolled, is_in, knock, pass_time, signed_in
from wksbm.accounts import second_factor
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
CODES, NEW, FILE = "/akun/saya/kode-cadangan/", "/akun/saya/kode-cadangan/baru/", "/akun/saya/kode-cadangan/unduh/"
OFF = "/akun/saya/langkah-kedua/matikan/"
WHY = "HP hilang, sudah datang ke kantor"


def reset_of(user) -> str:
    return f"/akun/{user.pk}/langkah-kedua/"


def in_with(user, typed: str) -> bool:
    client = Client()
    knock(client, user.username)
    client.post(CODE, {"code": typed})
    return is_in(client)


def told() -> list[tuple]:
    rows = AccessLog.objects.filter(kind="second_factor").order_by("pk")
    return [(row.user.username, row.number, row.facts["act"], row.reason) for row in rows]


@pytest.fixture
def enrolled_biru(cast, client_of):
    """An officer with a second step, in a browser that knows his password."""
    enrolled(cast.biru)
    client = Client()
    knock(client, "desa.biru")
    client.post(CODE, {"code": second_factor.recovery_codes(cast.biru)[0]})
    return client


def test_a_recovery_code_opens_once(cast, enrolled_biru):
    codes = second_factor.recovery_codes(cast.biru)
    assert len(codes) == 9
    assert in_with(cast.biru, f"{codes[3][:4]} {codes[3][4:]}")
    assert not in_with(cast.biru, codes[3])
    assert enrolled_biru.get(CODES).context["codes"] == [*codes[:3], *codes[4:]]


def test_the_codes_can_be_taken_home_as_a_file(cast, enrolled_biru):
    answer = enrolled_biru.get(FILE)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "text/plain; charset=utf-8",
        "no-store",
    )
    lines = answer.content.decode().splitlines()
    assert lines[3:] == second_factor.recovery_codes(cast.biru)


def test_codes_are_shown_only_to_who_typed_the_password_lately(cast, enrolled_biru):
    pass_time(enrolled_biru, 16 * 60, clicked=True)
    first = second_factor.recovery_codes(cast.biru)[0]
    assert first not in enrolled_biru.get(CODES).content.decode()
    assert enrolled_biru.get(FILE).url == CODES
    assert list(refusals(fill(enrolled_biru, CODES, password="salah"))) == ["password"]
    assert list(refusals(fill(enrolled_biru, NEW, password="salah"))) == ["password"]
    assert second_factor.recovery_codes(cast.biru)[0] == first
    fill(enrolled_biru, CODES, password="sandi-buatan-untuk-uji")
    assert first in enrolled_biru.get(CODES).content.decode()


def test_new_codes_take_the_place_of_the_old_ones(cast, enrolled_biru):
    old = second_factor.recovery_codes(cast.biru)
    assert fill(enrolled_biru, NEW).url == CODES
    new = second_factor.recovery_codes(cast.biru)
    assert len(new) == 10
    assert not set(old) & set(new)
    assert not in_with(cast.biru, old[0])
    assert in_with(cast.biru, new[0])
    assert told()[-1] == ("desa.biru", cast.biru.pk, "codes", "")


def test_who_need_not_have_it_may_turn_it_off(cast, enrolled_biru):
    assert fill(enrolled_biru, OFF).url == "/akun/saya/"
    assert Authenticator.objects.count() == 0
    assert told()[-1] == ("desa.biru", cast.biru.pk, "off", "")
    assert is_in(signed_in("desa.biru"))


def test_who_must_have_it_is_refused(cast, client_of, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    enrolled(cast.dinas_bone)
    client = Client()
    knock(client, "dinas.bone")
    client.post(CODE, {"code": second_factor.recovery_codes(cast.dinas_bone)[0]})
    assert (client.get(OFF).status_code, client.post(OFF).status_code) == (403, 403)
    assert OFF not in client.get("/akun/saya/").content.decode()
    assert second_factor.is_enrolled(cast.dinas_bone)
    with pytest.raises(second_factor.ValidationError):
        second_factor.turn_off(cast.dinas_bone)


def test_pages_about_codes_lead_who_has_none_to_setting_it_up(cast, client_of):
    client = client_of(cast.biru)
    for path in (CODES, NEW, OFF):
        assert client.get(path).url == "/akun/saya/langkah-kedua/"
    assert client.get(FILE).url == CODES


def test_whoever_keeps_the_account_takes_a_lost_one_away_and_every_session_ends(cast, enrolled_biru):
    dinas = signed_in("dinas.bone")
    assert refusals(fill(dinas, reset_of(cast.biru), reason="hilang")) == {"reason": ["min_length"]}
    assert fill(dinas, reset_of(cast.biru), reason=WHY).url == f"/akun/{cast.biru.pk}/"
    assert Authenticator.objects.count() == 0
    assert enrolled_biru.get("/").url.startswith("/masuk/")
    assert told()[-1] == ("dinas.bone", cast.biru.pk, "reset", WHY)
    assert AccessLog.objects.filter(kind="sessions_ended", number=cast.biru.pk).count() == 1
    past = cast.biru.history.first()
    assert (past.history_user, past.history_change_reason) == (cast.dinas_bone, WHY)
    assert is_in(signed_in("desa.biru"))


def test_it_is_the_administrator_who_does_so_for_the_dinas(cast):
    enrolled(cast.dinas_bone)
    client = signed_in("admin")
    assert fill(client, reset_of(cast.dinas_bone), reason=WHY).status_code == 302
    assert not second_factor.is_enrolled(cast.dinas_bone)


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("dinas.kupang", "biru", 404),
        ("dinas.bone", "dinas_bone", 403),
        ("desa.biru", "biru", 403),
        ("dinas.bone", "admin", 404),
        ("tksk.tanete", "biru", 404),
        ("ketua.lina", "biru", 404),
    ],
)
def test_nobody_else_does(cast, who, whose, status):
    user = getattr(cast, whose)
    enrolled(user)
    client = Client()
    knock(client, who)
    if second_factor.is_enrolled(user) and user.username == who:
        client.post(CODE, {"code": second_factor.recovery_codes(user)[0]})
    assert (client.get(reset_of(user)).status_code, client.post(reset_of(user), {"reason": WHY}).status_code) == (
        status,
        status,
    )
    assert second_factor.is_enrolled(user)


def test_taking_it_away_asks_for_the_keepers_own_password(cast, enrolled_biru):
    dinas = signed_in("dinas.bone")
    pass_time(dinas, 16 * 60, clicked=True)
    assert refusals(fill(dinas, reset_of(cast.biru), reason=WHY)) == {"password": ["required"]}
    assert second_factor.is_enrolled(cast.biru)


def test_an_account_without_one_has_none_to_take_away(cast):
    answer = fill(signed_in("dinas.bone"), reset_of(cast.biru), reason=WHY)
    assert list(refusals(answer)) == ["__all__"]
    assert told() == []
