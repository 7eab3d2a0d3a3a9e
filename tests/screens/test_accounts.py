"""Accounts and duties: who gives which, where and how long; nobody his own, nobody's from elsewhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, BONE, KUPANG, PENFUI, TANETE_RIATTANG
from tests.screens.pages import everything, fill, refusals, send, undone
from wksbm.accounts.models import AccessLog, Duty, User

pytestmark = pytest.mark.django_db

NEW = "/akun/baru/"
TYPED = {"full_name": "Operator Baru", "username": "desa.baru", "phone": "08123456789", "role": "village",
         "region": BIRU, "region_district": None, "starts_on": "01/01/2024"}  # fmt: skip


def url(verb: str, row) -> str:
    return reverse(f"accounts:{verb}", args=[row.pk])


def test_the_dinas_makes_an_officer_and_the_password_is_shown_once(cast, client_of, client):
    dinas = client_of(cast.dinas_bone)
    made = fill(dinas, NEW, **TYPED, ends_on="31/12/2099")
    account = User.objects.get(username="desa.baru")
    assert (made.status_code, made.url) == (302, account.get_absolute_url())
    assert (account.full_name, account.phone, account.must_change_password) == ("Operator Baru", "+628123456789", True)
    duty = account.duties.get()
    assert (duty.role, duty.region_id, duty.starts_on, duty.ends_on, duty.confidential) == (
        "village", BIRU, date(2024, 1, 1), date(2099, 12, 31), False,
    )  # fmt: skip
    assert {row.history.get().history_user for row in (account, duty)} == {cast.dinas_bone}
    log = AccessLog.objects.get()
    assert (log.user, log.kind, log.subject) == (cast.dinas_bone, "password_given", f"user {account.pk}")
    password = dinas.get(made.url).context["given_password"]
    assert account.check_password(password)
    assert password not in dinas.get(made.url).content.decode()
    client.post("/masuk/", {"login": "desa.baru", "password": password})
    pages = ["/", "/warga/", "/akun/saya/", account.get_absolute_url(), "/admin/"]
    assert {client.get(page).headers.get("Location") for page in pages} == {"/akun/sandi/"}
    assert (
        fill(client, "/akun/sandi/", oldpassword=password, password1="tiga kata biru", password2="tiga kata biru").url
        == "/"
    )
    account.refresh_from_db()
    assert (account.must_change_password, client.get("/").status_code) == (False, 200)
    again = dinas.post(url("password", account))
    assert again.url == account.get_absolute_url()
    assert dinas.get(cast.biru.get_absolute_url()).context["given_password"] is None, "not on another account's page"
    assert client.get("/").url.startswith("/masuk/"), "a new password ends the sessions"


def test_what_the_dinas_may_not_give_is_refused_and_nothing_is_written(cast, client_of):
    dinas, before, wrong = client_of(cast.dinas_bone), everything(), {}
    page = dinas.get(NEW)
    cases = [
        ("role", {"role": "dinas", "region": BONE}), ("role", {"role": "admin", "region": ""}), ("role", {"role": "x\0"}),
        ("region", {"region": PENFUI}), ("region", {"region": "73.08.99.9999"}), ("region", {"region": ""}),
        ("region", {"region": "\0"}), ("region", {"region": "73.08.21.1001\0"}), ("region", {"region": "' OR 1=1 --"}),
        ("region", {"region": TANETE_RIATTANG}), ("region", {"role": "tksk", "region": BIRU}),
        ("region", {"role": "viewer", "region": "73"}), ("region", {"region": "", "region_district": "53.01.08"}),
        ("username", {"username": "desa.biru"}), ("username", {"username": "DESA.BIRU"}), ("username", {"username": "a"}),
        ("username", {"username": "desa biru"}), ("username", {"username": "d\u0435sa.baru"}),
        ("username", {"username": "x" * 61}), ("username", {"username": "a\0b"}),
        ("full_name", {"full_name": ""}), ("full_name", {"full_name": "R2D2"}), ("phone", {"phone": "0812"}),
        ("starts_on", {"starts_on": "besok"}), ("__all__", {"ends_on": "31/12/2023"}),
    ]  # fmt: skip
    for field, typed in cases:
        with undone():
            answer = send(dinas, NEW, page, **TYPED | typed)
            if answer.status_code != 200 or list(refusals(answer)) != [field] or everything() != before:
                wrong[field, str(typed)[:60]] = (answer.status_code, refusals(answer))
    assert wrong == {}
    outside, unknown = (send(dinas, NEW, page, **TYPED | {"region": code}) for code in (PENFUI, "73.08.99.9999"))
    assert outside.context["form"].errors["region"] == unknown.context["form"].errors["region"]


def test_only_dinas_and_administrator_give_duties(cast, client_of):
    page, before = client_of(cast.dinas_bone).get(NEW), everything()
    for who, status in {"biru": 200, "tksk": 403, "lina": 403, "camat": 404}.items():
        answer = send(client_of(getattr(cast, who)), NEW, page, **TYPED)
        assert answer.status_code == status, who
    assert everything() == before
    fill(client_of(cast.admin), NEW, **TYPED | {"role": "dinas", "region": None}, region_province="53",
         region_regency=KUPANG)  # fmt: skip
    assert User.objects.get(username="desa.baru").duties.get().role == "dinas"


def test_nobody_keeps_himself_nor_somebody_above_nor_somebody_who_works_elsewhere(cast, client_of):
    """API-01. A password that one may set is an account that one may use: it must not open another area."""
    mover = factories.user("desa.pindah", "village", PENFUI)
    factories.duty(mover, "village", BIRU, ends_on=date(2021, 12, 31))
    coming = factories.user("dinas.baru", "village", BIRU)
    factories.duty(coming, "dinas", KUPANG, starts_on=date(2099, 1, 1))
    leader = factories.user("ketua.pindah", "village", BIRU, ends_on=date(2021, 12, 31))
    factories.leads(leader, cast.group)
    second = factories.user("dinas.bone2", "dinas", BONE)
    dinas, before = client_of(cast.dinas_bone), everything()
    page, opened = dinas.get(url("update", cast.biru)), {}
    for account in (cast.dinas_bone, second, mover, coming, leader):
        answers = [
            dinas.get(url("update", account)), send(dinas, url("update", account), page, is_active=None),
            dinas.post(url("password", account)), dinas.get(url("duty-create", account)),
        ]  # fmt: skip
        opened[account.username] = [answer.status_code for answer in answers]
    assert opened == dict.fromkeys(opened, [403] * 4)
    hidden = {dinas.post(url("password", account)).status_code for account in (cast.penfui, cast.lina, cast.admin)}
    assert hidden == {404}
    own = fill(dinas, reverse("accounts:duty-end", args=[cast.dinas_bone.duties.get().pk]), on="01/02/2024")
    assert list(refusals(own)) == ["__all__"]
    foreign = fill(dinas, reverse("accounts:duty-end", args=[mover.duties.get(region=PENFUI).pk]), on="01/02/2024")
    assert bool(refusals(foreign))
    assert everything() == before


def test_a_duty_is_given_and_ended_and_without_one_the_account_is_out(cast, client_of):
    dinas, officer, yesterday = client_of(cast.dinas_bone), client_of(cast.biru), date.today() - timedelta(days=2)
    fill(dinas, url("duty-create", cast.biru), role="tksk", region="", region_district=TANETE_RIATTANG,
         starts_on="01/01/2024")  # fmt: skip
    assert sorted(cast.biru.duties.values_list("role", "region")) == [("tksk", TANETE_RIATTANG), ("village", BIRU)]
    assert officer.get("/").status_code == 200
    for duty in cast.biru.duties.all():
        ended = fill(dinas, reverse("accounts:duty-end", args=[duty.pk]), on=f"{yesterday:%d/%m/%Y}")
        assert ended.url == cast.biru.get_absolute_url()
    assert set(cast.biru.duties.values_list("version", flat=True)) == {2}
    assert {row.history.latest().history_user for row in cast.biru.duties.all()} == {cast.dinas_bone}
    out = officer.get("/warga/", follow=True)
    assert out.redirect_chain == [("/masuk/", 302)]
    assert [message.level_tag for message in out.context["messages"]] == ["info"]
    assert "_auth_user_id" not in officer.session
    before = everything()
    late = fill(
        dinas, reverse("accounts:duty-end", args=[Duty.objects.get(role="village", user=cast.biru).pk]), on="01/01/2099"
    )
    assert (bool(refusals(late)), everything() == before) == (True, True), "ending what has ended revives nothing"


def test_a_disabled_account_is_out_at_the_next_request(cast, client_of, client):
    dinas, officer = client_of(cast.dinas_bone), client_of(cast.biru)
    assert officer.get("/").status_code == 200
    fill(dinas, url("update", cast.biru), is_active=None)
    cast.biru.refresh_from_db()
    assert (cast.biru.is_active, cast.biru.history.latest().history_user) == (False, cast.dinas_bone)
    assert officer.get("/").url.startswith("/masuk/")
    assert officer.post("/warga/baru/", {"full_name": "x"}).url == "/masuk/"
    client.post("/masuk/", {"login": "desa.biru", "password": factories.PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_village_gives_the_leader_an_account_that_opens_one_group(cast, client_of, client):
    officer, give = client_of(cast.penfui), reverse("groups:leader-account", args=[cast.group.pk])
    factories.group("Kelompok Lain", PENFUI)
    page, before = officer.get(give), everything()
    for field, value in (("username", "desa.biru"), ("username", "Ketua Dua"), ("full_name", "7"), ("phone", "x")):
        assert list(
            refusals(send(officer, give, page, **{"full_name": "Ina", "username": "ketua.ina"} | {field: value}))
        ) == [field]
    refused = {"biru": 404, "dinas_bone": 404, "tksk": 403, "lina": 403, "camat": 404}
    assert {who: send(client_of(getattr(cast, who)), give, page).status_code for who in refused} == refused
    assert everything() == before
    made = send(officer, give, page, full_name="Ina Lalu", username="ketua.ina")
    account = User.objects.get(username="ketua.ina")
    row = account.leaderships.get()
    assert (row.group, row.role, row.ends_on, row.history.get().history_user) == (
        cast.group,
        "leader",
        None,
        cast.penfui,
    )
    password = officer.get(made.url).context["given_password"]
    assert officer.get(made.url).context["given_password"] is None
    client.post("/masuk/", {"login": "ketua.ina", "password": password})
    assert client.get("/").url == "/akun/sandi/"
    fill(client, "/akun/sandi/", oldpassword=password, password1="perahu tenun hujan", password2="perahu tenun hujan")
    assert client.get("/").status_code == 200
    assert [group.name for group, _state, _word in client.get("/kelompok/").context["rows"]] == ["Rindu Sejahtera"]
    assert {client.get(page).status_code for page in ("/akun/", "/admin/", "/warga/baru/", "/kelompok/baru/")} <= {
        403,
        404,
    }
