"""The second step: who must have it, setting it up, signing in with it, what a code is good for."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import PASSWORD
from tests.screens.pages import fill, refusals
from tests.sign_in.door import CODE, ENROL, HOUR, MINE, code, enrolled, is_in, knock, pass_time, secret_of, signed_in
from wksbm import settings as production
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
CODES = "/akun/saya/kode-cadangan/"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def enrol(client, **typed) -> tuple[str, object]:
    """Sets the second step up on its page; (secret, answer)."""
    secret = client.get(ENROL).context["form"].secret
    return secret, fill(client, ENROL, code=code(secret), **typed)


def facts(kind: str) -> list[dict]:
    return list(AccessLog.objects.filter(kind=kind).order_by("pk").values_list("facts", flat=True))


def test_in_production_it_is_required(settings):
    assert production.SECOND_FACTOR_REQUIRED is True
    assert production.DEMO is False


@pytest.mark.parametrize("who", ["dinas_bone", "admin", "tksk_cleared"])
def test_who_opens_much_reaches_nothing_but_setting_it_up(required, cast, client_of, who):
    client = client_of(getattr(cast, who))
    for path in ("/", "/warga/", "/akun/", "/akun/saya/", "/akun/saya/kode-cadangan/", "/admin/", "/rekap/"):
        assert client.get(path).url == ENROL, path
    assert client.post("/warga/baru/", {"full_name": "Yuliana"}).url == ENROL
    assert {client.get(path).status_code for path in (ENROL, "/akun/sandi/", "/bantuan/", "/data-pribadi/")} == {200}
    assert client.post("/bahasa/", {"language": "en"}).status_code == 302
    assert client.post("/keluar/").url == "/masuk/"


@pytest.mark.parametrize("who", ["biru", "tksk", "camat", "lina"])
def test_others_may_have_it_and_need_not(required, cast, client_of, who):
    client = client_of(getattr(cast, who))
    assert client.get("/").status_code == 200
    assert client.get(ENROL).status_code == 200


def test_a_clearance_asks_for_it_from_the_next_request_on(required, cast, client_of):
    client = client_of(cast.tksk)
    assert client.get("/").status_code == 200
    factories.duty(cast.tksk, "tksk", factories.TANETE_RIATTANG, cleared=True)
    assert client.get("/").url == ENROL


def test_setting_it_up_takes_the_key_and_one_code(required, cast, client_of):
    client = signed_in("dinas.bone")
    page = client.get(ENROL)
    secret = page.context["form"].secret
    assert page.context["picture"].startswith("data:image/svg+xml;base64,")
    assert page.context["key"].replace(" ", "") == secret
    assert "password" not in page.context["form"].fields, "typed a minute ago"
    assert refusals(fill(client, ENROL, code="000000")) == {"code": ["code"]}
    assert client.get(ENROL).context["form"].secret == secret, "a wrong code does not change what was scanned"
    answer = fill(client, ENROL, code=f" {code(secret)[:3]} {code(secret)[3:]} ")
    assert answer.url == CODES
    assert secret_of(cast.dinas_bone) == secret
    assert len(client.get(CODES).context["codes"]) == 10
    assert client.get("/").status_code == 200
    assert facts("second_factor") == [{"act": "on"}]
    assert cast.dinas_bone.history.first().history_user == cast.dinas_bone


def test_setting_it_up_later_asks_for_the_password(cast):
    client = signed_in("desa.biru")
    pass_time(client, 16 * 60, clicked=True)
    page = client.get(ENROL)
    assert "password" in page.context["form"].fields
    secret = page.context["form"].secret
    assert refusals(fill(client, ENROL, code=code(secret))) == {"password": ["required"]}
    assert list(refusals(fill(client, ENROL, code=code(secret), password="salah"))) == ["password"]
    assert Authenticator.objects.count() == 0
    assert fill(client, ENROL, code=code(secret), password=PASSWORD).url == CODES


def test_the_secret_and_the_recovery_seed_are_sealed_in_the_database_and_in_the_session(cast):
    client = signed_in("desa.biru")
    secret = client.get(ENROL).context["form"].secret
    assert secret not in str(dict(client.session.items()))
    enrol(client)
    stored = [row.data.get("secret") or row.data["seed"] for row in Authenticator.objects.filter(user=cast.biru)]
    assert {text.split(":")[0] for text in stored} == {"k1"}
    assert secret not in str(stored)
    assert secret not in str(list(cast.biru.history.values()))
    assert "shown_factor" not in client.session


def test_signing_in_asks_for_a_code_after_the_password(cast):
    secret = enrolled(cast.biru)
    client = Client()
    answer = knock(client, "desa.biru", next="/warga/")
    assert (answer.url, is_in(client)) == (CODE, False)
    assert client.get("/warga/").url.startswith("/masuk/"), "half-way is not in"
    assert facts("sign_in") == []
    page = client.get(CODE)
    assert page.status_code == 200
    assert "desa.biru" not in page.content.decode()
    assert refusals(client.post(CODE, {"code": "000000"})) == {"code": ["code"]}
    assert client.post(CODE, {"code": code(secret)}).url == "/warga/"
    assert is_in(client)
    assert len(facts("sign_in")) == 1


def test_the_second_step_opens_what_is_closed_without_it(required, cast):
    secret = enrolled(cast.dinas_bone)
    client = Client()
    knock(client, "dinas.bone")
    client.post(CODE, {"code": code(secret)})
    assert client.get("/warga/").status_code == 200


def test_a_session_that_never_saw_the_second_step_is_sent_back_to_the_door(required, cast, client_of):
    """Set up in another browser meanwhile: whoever has this one has shown the password only."""
    client = client_of(cast.dinas_bone)
    enrolled(cast.dinas_bone)
    assert client.get("/").url == ENROL
    assert client.get(ENROL).url == "/masuk/"
    assert not is_in(client)


def test_without_a_right_password_there_is_no_second_step(cast, client):
    enrolled(cast.biru)
    assert client.get(CODE).url == "/masuk/"
    assert client.post(CODE, {"code": "123456"}).url == "/masuk/"
    knock(client, "desa.biru", "salah")
    assert client.get(CODE).url == "/masuk/"


def test_a_code_opens_once_in_whichever_worker(cast):
    secret = enrolled(cast.biru)
    first, second = Client(), Client()
    for client in (first, second):
        knock(client, "desa.biru")
    now = code(secret)
    assert first.post(CODE, {"code": now}).status_code == 302
    cache.clear()
    assert refusals(second.post(CODE, {"code": now})) == {"code": ["code"]}
    assert refusals(second.post(CODE, {"code": code(secret, -1)})) == {"code": ["code"]}, "nor an older one after it"
    assert second.post(CODE, {"code": code(secret, 1)}).status_code == 302


def test_codes_of_other_minutes_open_nothing(cast):
    secret = enrolled(cast.biru)
    client = Client()
    knock(client, "desa.biru")
    for later in (-3, 3, 120):
        assert refusals(client.post(CODE, {"code": code(secret, later)})) == {"code": ["code"]}
    assert client.post(CODE, {"code": ""}).status_code == 200
    assert client.post(CODE, {"code": "x" * 500}).status_code == 200
    assert not is_in(client)


def test_eight_wrong_codes_close_the_second_step_for_the_account_wherever_they_come_from(cast):
    """Who types codes knows the password: here an address more is no excuse."""
    secret = enrolled(cast.biru)
    for number in range(8):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        knock(client, "desa.biru")
        assert refusals(client.post(CODE, {"code": "000000"})) == {"code": ["code"]}
        cache.clear()
    client = Client(REMOTE_ADDR="192.0.2.99")
    knock(client, "desa.biru")
    assert refusals(client.post(CODE, {"code": code(secret)})) == {"code": ["closed"]}
    assert facts("locked_out") == [{"step": "code"}]
    app = Authenticator.objects.get(user=cast.biru, type="totp")
    app.data["wrong_at"] -= 15 * 60
    app.save()
    assert client.post(CODE, {"code": code(secret)}).status_code == 302


def test_my_account_says_whether_it_is_on_and_offers_what_is_possible(required, cast, client_of):
    village = client_of(cast.biru)
    assert ENROL in village.get(MINE).content.decode()
    enrolled(cast.biru)
    page = village.get(MINE).content.decode()
    assert CODES in page
    assert reverse("accounts:second-factor-off") in page


def test_the_unfinished_sign_in_of_one_is_not_taken_up_by_the_next(cast):
    """A shared phone: "not you" forgets the half that was typed; and after a while it is forgotten by itself."""
    enrolled(cast.biru)
    client = Client()
    knock(client, "desa.biru")
    client.post("/keluar/")
    assert client.get("/masuk/").status_code == 200
    knock(client, "desa.biru")
    session = client.session
    session["account_login"] = session["account_login"] | {
        "initiated_at": session["account_login"]["initiated_at"] - HOUR
    }
    session.save()
    assert client.get(CODE).url == "/masuk/"
