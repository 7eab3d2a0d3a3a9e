"""What tests of signing in do: knock, let time pass, read a page's hidden fields, show the codes of an app."""

import time

from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories import PASSWORD
from wksbm.accounts import second_factor
from wksbm.accounts.second_factor import SealedAdapter, code_of

DOOR, CODE, UNLOCK = "/masuk/", "/masuk/kode/", "/akun/kunci/"
ENROL, MINE, PIN = "/akun/saya/langkah-kedua/", "/akun/saya/", "/akun/saya/pin/"
MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


def knock(client: Client, login: str, password: str = PASSWORD, **more):
    """Types into the sign-in form; `more` are further fields."""
    return client.post(DOOR, {"login": login, "password": password} | more)


def signed_in(username: str, **more) -> Client:
    """A browser that has signed in through the door."""
    client = Client()
    answer = knock(client, username, **more)
    assert answer.status_code == 302, "the door stayed closed"
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def pass_time(client: Client, seconds: int, *, clicked: bool = False) -> None:
    """Moves the session's clock; `clicked` leaves it to the last click."""
    session = client.session
    for name in {"began", "seen", "confirmed"} - ({"seen"} if clicked else set()):
        if name == "confirmed" and name in session:
            session[name] = session[name] | {"at": session[name]["at"] - seconds}
        elif name in session:
            session[name] -= seconds
    session.save()


def enrolled(user) -> str:
    """The account gets a second step; its secret."""
    secret = second_factor.new_secret()
    second_factor.enrol(user, secret, code="")
    return secret


def code(secret: str, later: int = 0) -> str:
    """What the app shows now, or `later` half minutes."""
    return code_of(secret, int(time.time()) // 30 + later)


def factor_of(user, kind: str = "totp") -> Authenticator:
    return Authenticator.objects.get(user=user, type=kind)


def secret_of(user) -> str:
    return SealedAdapter().decrypt(factor_of(user).data["secret"])
