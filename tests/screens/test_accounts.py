"""Accounts: a new one with its first duty, its name, its password shown once, switching it off; nobody's from elsewhere."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests import factories
from tests.duties.rows import written
from tests.factories import BIRU, BONE, KUPANG, PASSWORD, PENFUI, TANETE_RIATTANG
from tests.screens.pages import fill, refusals, send, undone
from wksbm.accounts.models import AccessLog, User

pytestmark = pytest.mark.django_db

NEW = "/akun/baru/"
TYPED = {"full_name": "Operator Baru", "username": "desa.baru", "phone": "08123456789", "role": "village",
         "region": BIRU, "region_district": None, "starts_on": "01/01/2024", "password": PASSWORD}  # fmt: skip


def url(verb: str, row) -> str:
    return reverse(f"accounts:{verb}", args=[row.pk])


def test_the_dinas_makes_an_officer_and_the_password_is_shown_once(cast, client_of, client):
    dinas = client_of(cast.dinas_bone)
    made = fill(dinas, NEW, **TYPED, ends_on="31/12/2099")
    account = User.objects.get(username="desa.baru")
    assert (made.status_code, made.url) == (302, account.get_absolute_url())
    assert (account.full_name, account.phone, account.must_change_password) == ("Operator Baru", "+628123456789", True)
    duty = account.duties.get()
    assert (duty.role, duty.region_id, duty.starts_on, duty.ends_on, duty.cleared_until) == (
        "village", BIRU, date(2024, 1, 1), date(2099, 12, 31), None,
    )  # fmt: skip
    assert {row.history.get().history_user for row in (account, duty)} == {cast.dinas_bone}
    log = AccessLog.objects.get(kind="password_given")
    assert (log.user, log.target, log.number) == (cast.dinas_bone, "accounts.User", account.pk)
    page = dinas.get(made.url)
    password = page.context["given_password"]
    assert account.check_password(password)
    letter = page.content.decode().split("<textarea")[1].split("</textarea>")[0]
    assert ("desa.baru" in letter, "http://testserver/" in letter, password in letter) == (True, True, False)
    assert password not in dinas.get(made.url).content.decode()
    client.post("/masuk/", {"login": "desa.baru", "password": password})
    pages = ["/", "/warga/", "/akun/saya/", account.get_absolute_url(), "/admin/"]
    assert {client.get(page).headers.get("Location") for page in pages} == {"/akun/sandi/"}
    chosen = {"oldpassword": password, "password1": "tiga kata biru", "password2": "tiga kata biru"}
    assert fill(client, "/akun/sandi/", **chosen).url == "/"
    account.refresh_from_db()
    assert (account.must_change_password, client.get("/").status_code) == (False, 200)
    again = dinas.post(url("password", account))
    assert again.url == account.get_absolute_url()
    assert dinas.get(cast.biru.get_absolute_url()).context["given_password"] is None, "not on another account's page"
    assert client.get("/").url.startswith("/masuk/"), "a new password ends the sessions"


def test_a_given_password_stands_nowhere_but_on_the_page_that_shows_it(cast, client_of):
    dinas = client_of(cast.dinas_bone)
    made = fill(dinas, NEW, **TYPED)
    sessions = [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    password = dinas.get(made.url).context["given_password"]
    account = User.objects.get(username="desa.baru")
    rows = [*account.history.values(), *AccessLog.objects.values(), *account.duties.get().history.values()]
    assert password not in made.url + str(sessions) + str(rows)
    assert "given" not in dinas.session


def test_a_resend_needs_no_second_password(cast, client_of):
    dinas = client_of(cast.dinas_bone)
    page = dinas.get(NEW)
    first = send(dinas, NEW, page, **TYPED)
    again = send(dinas, NEW, page, **TYPED | {"password": None})
    assert (first.url, User.objects.filter(username="desa.baru").count()) == (again.url, 1)


def test_a_user_name_is_proposed_from_role_and_place(cast, client_of):
    dinas = client_of(cast.dinas_bone)
    names = []
    for role, place in (("village", BIRU), ("village", BIRU), ("tksk", TANETE_RIATTANG), ("viewer", TANETE_RIATTANG),
                        ("viewer", BIRU), ("viewer", BONE)):  # fmt: skip
        asked = {"role": role, "region": place}
        proposed = dinas.get("/akun/usul-nama/", asked).content.decode()
        fill(dinas, NEW, **TYPED | {"username": "", "phone": "", "full_name": "Nama Lain"} | asked)
        account = User.objects.latest("pk")
        assert account.username in proposed
        names.append(account.username)
    assert names == ["desa.biru2", "desa.biru3", "tksk.tanete2", "camat.tanete2", "lurah.biru", "kabupaten.bone"]
    fill(client_of(cast.admin), NEW, **TYPED | {"role": "admin", "region": None, "username": "", "phone": ""})
    assert User.objects.latest("pk").username == "admin.operator"
    nothing = [{}, {"role": "village"}, {"role": "dinas", "region": BONE}, {"role": "village", "region": PENFUI}]
    assert {dinas.get("/akun/usul-nama/", asked).content for asked in nothing} == {b""}


def test_a_phone_that_somebody_has_offers_his_account_and_elsewhere_answers_like_a_new_one(cast, client_of):
    cast.biru.phone = cast.penfui.phone = "+628123456789"
    cast.biru.save()
    cast.penfui.save()
    dinas, kupang = client_of(cast.dinas_bone), client_of(cast.dinas_kupang)
    page = dinas.get(NEW)
    with undone():
        asked = send(dinas, NEW, page, **TYPED | {"ends_on": "31/12/2099"})
        link = f"{url('duty-create', cast.biru)}?role=village&amp;ends_on=31%2F12%2F2099&amp;region={BIRU}"
        assert (asked.status_code, link in asked.content.decode()) == (200, True)
        assert not User.objects.filter(username="desa.baru").exists()
        further = dinas.get(link.replace("&amp;", "&"))
        assert (further.context["form"]["ends_on"].value(), "8123456789" in link) == ("31/12/2099", False)
        answer = send(dinas, NEW, asked, **TYPED)
        assert answer.status_code == 302, "asked once: two people may share a phone"
    cast.biru.phone = ""
    cast.biru.save()
    typed = TYPED | {"phone": "08123456789"}
    assert send(dinas, NEW, dinas.get(NEW), **typed).status_code == 302, "Penfui's phone is unknown in Bone"
    assert fill(kupang, NEW, **typed | {"region": None, "username": "desa.lagi"}).status_code == 200


def test_what_the_dinas_may_not_give_is_refused_and_nothing_is_written(cast, client_of):
    dinas, before, wrong = client_of(cast.dinas_bone), written(), {}
    page = dinas.get(NEW)
    cases = [
        ("role", {"role": "dinas", "region": BONE}), ("role", {"role": "admin", "region": ""}), ("role", {"role": "x\0"}),
        ("role", {"role": "leader"}), ("region", {"region": PENFUI}), ("region", {"region": "73.08.99.9999"}),
        ("region", {"region": ""}), ("region", {"region": "\0"}), ("region", {"region": "73.08.21.1001\0"}),
        ("region", {"region": "' OR 1=1 --"}), ("region", {"region": TANETE_RIATTANG}),
        ("region", {"role": "tksk", "region": BIRU}), ("region", {"role": "viewer", "region": "73"}),
        ("region", {"region": "", "region_district": "53.01.08"}), ("username", {"username": "desa.biru"}),
        ("username", {"username": "DESA.BIRU"}), ("username", {"username": "a"}), ("username", {"username": "desa biru"}),
        ("username", {"username": "d\u0435sa.baru"}), ("username", {"username": "x" * 61}), ("username", {"username": "a\0b"}),
        ("full_name", {"full_name": ""}), ("full_name", {"full_name": "R2D2"}), ("phone", {"phone": "0812"}),
        ("starts_on", {"starts_on": "besok"}), ("__all__", {"ends_on": "31/12/2023"}), ("password", {"password": "salah"}),
    ]  # fmt: skip
    for field, typed in cases:
        with undone():
            answer = send(dinas, NEW, page, **TYPED | typed)
            if answer.status_code != 200 or list(refusals(answer)) != [field] or written() != before:
                wrong[field, str(typed)[:60]] = (answer.status_code, refusals(answer))
    assert wrong == {}
    outside, unknown = (send(dinas, NEW, page, **TYPED | {"region": code}) for code in (PENFUI, "73.08.99.9999"))
    assert outside.context["form"].errors["region"] == unknown.context["form"].errors["region"]


def test_only_dinas_and_administrator_give_duties(cast, client_of):
    page, before = client_of(cast.dinas_bone).get(NEW), written()
    for who, status in {"biru": 302, "tksk": 403, "lina": 403, "camat": 404}.items():
        answer = send(client_of(getattr(cast, who)), NEW, page, **TYPED)
        assert answer.status_code == status, who
    assert client_of(cast.biru).get(NEW).url == reverse("groups:new-leader"), "a village gives leaders' accounts"
    assert written() == before
    fill(client_of(cast.admin), NEW, **TYPED | {"role": "dinas", "region": None}, region_province="53",
         region_regency=KUPANG)  # fmt: skip
    assert User.objects.get(username="desa.baru").duties.get().role == "dinas"


def test_nobody_keeps_himself_nor_somebody_above_nor_somebody_who_works_elsewhere(cast, client_of):
    """A password that one may set is an account that one may use: it must not open another area."""
    mover = factories.user("desa.pindah", "village", PENFUI)
    factories.duty(mover, "village", BIRU, ends_on=date(2021, 12, 31))
    coming = factories.user("dinas.baru", "village", BIRU)
    factories.duty(coming, "dinas", KUPANG, starts_on=date(2099, 1, 1))
    leader = factories.user("ketua.pindah", "village", BIRU, ends_on=date(2021, 12, 31))
    factories.leads(leader, cast.group)
    later = factories.user("ketua.nanti", "village", BIRU)
    factories.leads(later, cast.group, starts_on=date(2099, 1, 1))
    second = factories.user("dinas.bone2", "dinas", BONE)
    once = factories.user("desa.dulu", "village", BIRU, ends_on=date(2021, 12, 31))
    factories.duty(once, "dinas", KUPANG, ends_on=date(2021, 12, 31))
    dinas, before = client_of(cast.dinas_bone), written()
    page, opened = dinas.get(url("update", cast.biru)), {}
    for account in (cast.dinas_bone, second, mover, coming, leader, later, once):
        answers = [
            dinas.get(url("update", account)), send(dinas, url("update", account), page),
            dinas.post(url("password", account)), dinas.get(url("duty-create", account)),
            dinas.post(url("sessions-end", account)), dinas.get(url("switch", account)),
        ]  # fmt: skip
        opened[account.username] = [answer.status_code for answer in answers]
    assert opened == dict.fromkeys(opened, [403] * 6)
    hidden = {dinas.post(url("password", account)).status_code for account in (cast.penfui, cast.lina, cast.admin)}
    assert hidden == {404}
    shown = [duty.region_id for duty, _change, _clear in dinas.get(mover.get_absolute_url()).context["duties"]]
    assert shown == [BIRU], "what he does elsewhere is not told"
    assert written() == before


def test_a_switched_off_account_is_out_at_the_next_request_and_can_come_back(cast, client_of, client):
    dinas, officer = client_of(cast.dinas_bone), client_of(cast.biru)
    assert officer.get("/").status_code == 200
    assert list(refusals(fill(dinas, url("switch", cast.biru)))) == ["reason"]
    fill(dinas, url("switch", cast.biru), reason="HP hilang")
    cast.biru.refresh_from_db()
    last = cast.biru.history.latest()
    assert (cast.biru.is_active, last.history_user, last.history_change_reason) == (False, cast.dinas_bone, "HP hilang")
    assert officer.get("/").url.startswith("/masuk/")
    assert officer.post("/warga/baru/", {"full_name": "x"}).url == "/masuk/"
    client.post("/masuk/", {"login": "desa.biru", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    fill(dinas, url("switch", cast.biru), reason="HP kembali")
    client.post("/masuk/", {"login": "desa.biru", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_all_sessions_end_at_once(cast, client_of):
    dinas, phone, desk = client_of(cast.dinas_bone), client_of(cast.biru), client_of(cast.biru)
    assert dinas.post(url("sessions-end", cast.biru)).url == cast.biru.get_absolute_url()
    assert {client.get("/").url.split("?")[0] for client in (phone, desk)} == {"/masuk/"}
    assert AccessLog.objects.filter(kind="sessions_ended", number=cast.biru.pk, user=cast.dinas_bone).count() == 1


def test_the_list_finds_by_role_area_and_state(cast, client_of):
    soon = factories.user("desa.habis", "village", BIRU, ends_on=date.today() + timedelta(days=10))
    dinas = client_of(cast.dinas_bone)

    def named(**asked) -> set[str]:
        return {account.username for account, _held in dinas.get("/akun/", asked).context["rows"]}

    assert named(role="tksk") == {"tksk.tanete", "tksk.rahasia"}
    assert named(state="cleared") == {"tksk.rahasia"}
    assert named(state="ending") == {soon.username}
    assert named(state="off") == {"desa.nonaktif"}
    assert named(state="idle") == {"desa.mantan"}
    assert named(area=BIRU) == {"desa.biru", "desa.mantan", "desa.nonaktif", soon.username}
    assert named(role="leader") == set()
    factories.leads(factories.user("ketua.biru"), factories.group("Arisan", BIRU, kind="kps"))
    assert named(role="leader") == {"ketua.biru"}
