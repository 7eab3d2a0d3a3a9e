"""The door: one answer for every wrong sign-in, no way out to other sites, passwords, languages, closed routes."""

import re
from urllib.parse import unquote

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import factories
from tests.screens.pages import controls, everything, fill, refusals, send
from wksbm.accounts.backends import DutyBackend

pytestmark = pytest.mark.django_db

DOOR, CHANGE = "/masuk/", "/akun/sandi/"
RIGHT = factories.PASSWORD


def sign_in(client, login: str, password: str = RIGHT, query: str = "", **extra):
    return client.post(DOOR + query, {"login": login, "password": password}, **extra)


def plain(response, login: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode()).replace(login, "")


def test_a_right_password_opens_and_every_wrong_one_gets_the_same_answer(cast, client):
    """API-21: whether the name exists, or the account is switched off, nobody at the door can tell."""
    wrong = {"desa.biru": "bukan-sandi-ini", "tidak.ada": RIGHT, "desa.nonaktif": RIGHT, "sistem": ""}
    wrong.pop("sistem")
    answers = {
        plain(sign_in(client, name, password), name): client.session.get("_auth_user_id")
        for name, password in wrong.items()
    }
    assert list(answers.values()) == [None], "one body for all"
    assert sign_in(client, "sistem", "x").status_code == 200
    assert sign_in(client, " Desa.BIRU ").url == "/"
    assert client.session["_auth_user_id"] == str(cast.biru.pk)
    assert sign_in(Client(), "desa.mantan").url == "/", "an ended duty is told after the password was right"


def test_every_wrong_sign_in_costs_the_hasher_the_same(cast, client, monkeypatch):
    """API-21: no clock at the door tells a name that exists from one that does not."""
    encode, asked = MD5PasswordHasher.encode, []
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: asked.append(args[1]) or encode(*args))
    work = {}
    for name, password in (
        ("desa.biru", "bukan-sandi-ini"),
        ("tidak.ada", RIGHT),
        ("desa.nonaktif", RIGHT),
        ("sistem", "x"),
    ):
        asked.clear()
        sign_in(client, name, password)
        work[name] = len(asked)
    assert work == dict.fromkeys(work, 1)


def test_no_password_is_too_long_to_be_refused_at_once(cast, client, client_of, monkeypatch):
    """API-22: half a megabyte never reaches the hasher."""
    officer = client_of(cast.biru)
    page = officer.get(CHANGE)

    def reached(*args, **kwargs):
        raise AssertionError("the hasher was asked")

    monkeypatch.setattr(DutyBackend, "authenticate", reached)
    monkeypatch.setattr("wksbm.accounts.models.User.check_password", reached)
    monkeypatch.setattr("wksbm.accounts.models.User.set_password", reached)
    long, before = "x" * 500_000, everything()
    answer = sign_in(client, "desa.biru", long)
    assert refusals(answer) == {"password": ["max_length"]}
    assert long not in answer.content.decode()
    assert list(refusals(sign_in(client, "x" * 100_000, "y"))) == ["login"]
    changed = send(officer, CHANGE, page, oldpassword=long, password1=long, password2=long)
    assert "oldpassword" in refusals(changed)
    assert everything() == before


def test_odd_sign_ins_are_refused_and_never_crash(cast, client):
    client.raise_request_exception = False
    odd = ["", "\0", "a\0b", "\ud7ff", "' OR 1=1 --", "x" * 61, "desa.biru\n--", "\u202e", "desa.b\u0456ru"]
    assert {sign_in(client, login).status_code for login in odd} == {200}
    assert {sign_in(client, "desa.biru", password).status_code for password in ("", "\0", " ", "x" * 129)} == {200}
    assert client.post(DOOR).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_door_leads_nowhere_else(cast):
    """URL-10, URL-12"""
    evil = [
        "//evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:evil.example",
        "\t//evil.example",
    ]
    for target in evil:
        client = Client()
        assert client.get(DOOR, {"next": target}).status_code == 200
        answer = client.post(f"{DOOR}?next={target}", {"login": "desa.biru", "password": RIGHT, "next": target})
        assert (answer.status_code, answer.url) == (302, "/"), target
        spoken = client.post("/bahasa/", {"language": "en", "next": target}, headers={"Referer": target})
        assert (spoken.status_code, spoken.url) == (302, "/"), target
    client = Client()
    assert unquote(client.get("/warga/").url) == "/masuk/?next=/warga/"
    assert fill(client, "/masuk/?next=/warga/", login="desa.biru", password=RIGHT).url == "/warga/"
    assert client.get(DOOR).status_code == 302, "who is in needs no door"


def test_a_new_password_has_to_be_a_good_one_and_ends_other_sessions(cast, client_of):
    """API-23"""
    here, elsewhere = client_of(cast.biru), client_of(cast.biru)
    page, before = here.get(CHANGE), everything()
    good = "perahu tenun hujan"
    bad = [
        "pendek",
        "wksbm2026",
        "minecraft123",
        "123456123456",
        "desa.biru.123",
        "Desa Biru 2026",
        "x" * 129,
        " " * 14,
    ]
    for password in bad:
        answer = send(here, CHANGE, page, oldpassword=RIGHT, password1=password, password2=password)
        assert answer.status_code == 200, password
        assert set(refusals(answer)) & {"password1", "password2"}, password
    for typed in ({"oldpassword": "salah"}, {"password2": "lain dari itu"}):
        answer = send(here, CHANGE, page, **{"oldpassword": RIGHT, "password1": good, "password2": good} | typed)
        assert list(refusals(answer)) == list(typed)
    assert everything() == before
    assert send(here, CHANGE, page, oldpassword=RIGHT, password1=good, password2=good).url == "/"
    cast.biru.refresh_from_db()
    assert cast.biru.check_password(good)
    assert good not in str(list(cast.biru.history.values()))
    assert (here.get("/").status_code, unquote(elsewhere.get("/").url)) == (200, "/masuk/?next=/")


def test_the_language_is_ones_own_choice(cast, client_of, client):
    """URL-21: Indonesian until the switch says otherwise, whatever the browser asks for."""
    asked = [client.get(DOOR, headers={"Accept-Language": text}) for text in ("en", "../../x", "\ufffd", "x" * 5000)]
    assert {answer.headers["Content-Language"] for answer in asked} == {"id"}
    client.get("/bahasa/", {"language": "en"})
    assert client.get(DOOR).headers["Content-Language"] == "id", "a link does not switch"
    for wish, language in (("en", "en"), ("xx", "en"), ("../../x", "en"), ("\0", "en"), ("id", "id")):
        client.post("/bahasa/", {"language": wish})
        assert client.get(DOOR).headers["Content-Language"] == language, wish
    client.cookies["rukun_language"] = "../../etc"
    assert client.get(DOOR).headers["Content-Language"] == "id"
    officer = client_of(cast.biru)
    officer.post("/bahasa/", {"language": "en"})
    assert 'lang="en"' in officer.get("/").content.decode()


def test_signing_out_needs_a_post_and_signing_up_does_not_exist(cast, client_of, client):
    officer = client_of(cast.biru)
    officer.get("/keluar/")
    assert officer.get("/").status_code == 200, "a link signs nobody out"
    assert officer.post("/keluar/").url == DOOR
    assert officer.get("/").url.startswith(DOOR)
    for name in ("account_signup", "account_reset_password", "account_email", "account_set_password", "account_reauthenticate",
                 "account_confirm_email", "account_inactive", "account_request_login_code"):  # fmt: skip
        with pytest.raises(NoReverseMatch):
            reverse(name)
    paths = ["accounts/signup/", "accounts/login/", "accounts/password/reset/", "masuk/signup/", "daftar/", "akun/sandi/reset/",
             "accounts/email/", "accounts/social/signup/", "_allauth/browser/v1/auth/signup", "admin/login/", "admin/logout/"]  # fmt: skip
    known = {path: client.get(f"/{path}").status_code for path in paths}
    assert {path for path, status in known.items() if status != 404} <= {"admin/login/", "admin/logout/"}
    assert {client_of(cast.biru).get(f"/{path}").status_code for path in paths} == {404}


def test_a_form_of_another_session_is_refused(cast):
    """URL-16"""
    mine, thief = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    for client in (mine, thief):
        client.force_login(cast.penfui)
    stolen = controls(thief.get("/warga/baru/"))
    before = everything()
    mine.get("/warga/baru/")
    answer = mine.post("/warga/baru/", stolen | {"full_name": "Yuliana", "sex": "P", "no_nik_reason": "unknown"})
    assert answer.status_code == 403
    assert mine.post("/keluar/").status_code == 403
    assert Client(enforce_csrf_checks=True).post(DOOR, {"login": "desa.biru", "password": RIGHT}).status_code == 403
    assert everything() == before
    assert fill(mine, "/warga/baru/", full_name="Yuliana", sex="P", no_nik_reason="unknown").status_code == 302
