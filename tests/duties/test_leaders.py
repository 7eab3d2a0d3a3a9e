"""Leaders and companions of a group: given by the village or the Dinas, from a day to a day, ended with a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from groups.models import Leadership
from tests import factories
from tests.duties.rows import written
from tests.factories import BIRU, BONE, PASSWORD, PENFUI
from tests.screens.pages import fill, refusals, send
from wksbm.accounts.models import User

pytestmark = pytest.mark.django_db
TODAY = date.today()
PERSON = {"full_name": "Ina Lalu", "password": PASSWORD}


def give(group, verb: str = "leader-account") -> str:
    return reverse(f"groups:{verb}", args=[group.pk])


def end(row) -> str:
    return reverse("groups:leader-end", args=[row.pk])


def test_a_village_gives_the_leader_an_account_that_opens_one_group(cast, client_of, client):
    officer = client_of(cast.penfui)
    factories.group("Kelompok Lain", PENFUI)
    page, before = officer.get(give(cast.group)), written()
    for field, value in (("password", "x"), ("username", "desa.biru"), ("username", "Ketua Dua"), ("full_name", "7"),
                         ("phone", "x"), ("full_name", ""), ("known", "tidak.ada"), ("known", "tksk.tanete")):  # fmt: skip
        assert list(refusals(send(officer, give(cast.group), page, **PERSON | {field: value}))) == [field]
    refused = {"biru": 404, "dinas_bone": 404, "tksk": 403, "lina": 403, "camat": 404}
    assert {who: send(client_of(getattr(cast, who)), give(cast.group), page).status_code for who in refused} == refused
    assert written() == before
    made = send(officer, give(cast.group), page, **PERSON)
    account = User.objects.get(username="ketua.rindu")
    row = account.leaderships.get()
    assert (row.group, row.role, row.starts_on, row.ends_on, row.history.get().history_user) == (
        cast.group, "leader", TODAY, None, cast.penfui,
    )  # fmt: skip
    password = officer.get(made.url).context["given_password"]
    assert officer.get(made.url).context["given_password"] is None
    client.post("/masuk/", {"login": "ketua.rindu", "password": password})
    assert client.get("/").url == "/akun/sandi/"
    fill(client, "/akun/sandi/", oldpassword=password, password1="perahu tenun hujan", password2="perahu tenun hujan")
    assert [group.name for group, _state, _word in client.get("/kelompok/").context["rows"]] == ["Rindu Sejahtera"]
    closed = [client.get(page).status_code for page in ("/akun/", "/admin/", "/warga/baru/", "/kelompok/baru/")]
    assert set(closed) <= {403, 404}


def test_the_list_of_accounts_leads_to_a_leader_of_any_own_group(cast, client_of, monkeypatch):
    other = factories.group("Arisan Penfui", PENFUI, kind="kps")
    factories.group("Sudah Bubar", PENFUI, kind="kps", status="dissolved")
    factories.group("Arisan Biru", BIRU, kind="kps")
    officer, url = client_of(cast.penfui), reverse("groups:new-leader")
    assert url in officer.get("/akun/").content.decode()
    assert set(officer.get(url).context["form"].fields["group"].queryset) == {cast.group, other}
    fill(officer, url, **PERSON, group=str(other.pk))
    assert User.objects.get(full_name="Ina Lalu").leaderships.get().group == other
    monkeypatch.setattr("groups.views.leaders.MOST_TO_CHOOSE", 1)
    assert officer.get(url).url == "/kelompok/?leader=none"
    rows = officer.get("/kelompok/", {"leader": "none"}).context["rows"]
    assert {group.name for group, _state, _word in rows} == {"Sudah Bubar"}
    assert client_of(cast.tksk).get(url).status_code == 403


def test_an_account_that_is_there_leads_a_second_group(cast, client_of):
    cast.lina.phone = "+6281234567890"
    cast.lina.save()
    other = factories.group("Arisan Penfui", PENFUI, kind="kps")
    officer = client_of(cast.penfui)
    asked = fill(officer, give(other), **PERSON, phone="081234567890")
    assert f"{give(other)}?known=ketua.lina" in asked.content.decode()
    assert fill(officer, f"{give(other)}?known=ketua.lina", password=PASSWORD).url == cast.lina.get_absolute_url()
    again = fill(officer, give(other), known="ketua.lina")
    assert list(refusals(again)) == ["__all__"], "not twice in the same days"
    assert set(User.objects.get(pk=cast.lina.pk).led_groups) == {cast.group.pk, other.pk}
    assert User.objects.filter(full_name="Ina Lalu").count() == 0


def test_a_leader_ends_on_a_day_with_a_reason_and_stays_on_the_page_as_former(cast, client_of):
    row = cast.lina.leaderships.get()
    refused = {"biru": 404, "dinas_bone": 404, "tksk": 404, "lina": 404, "camat": 404}
    assert {who: client_of(getattr(cast, who)).get(end(row)).status_code for who in refused} == refused
    officer, leader = client_of(cast.penfui), client_of(cast.lina)
    assert leader.get("/").status_code == 200
    yesterday = TODAY - timedelta(days=1)
    typed = {"on": f"{yesterday:%d/%m/%Y}", "password": PASSWORD}
    assert list(refusals(fill(officer, end(row), **typed))) == ["reason"]
    assert fill(officer, end(row), **typed, reason="Pindah ke Kupang").url == cast.group.get_absolute_url()
    row.refresh_from_db()
    last = row.history.latest()
    assert (row.ends_on, last.history_user, last.history_change_reason) == (yesterday, cast.penfui, "Pindah ke Kupang")
    assert leader.get("/").url == "/masuk/"
    page = officer.get(cast.group.get_absolute_url())
    assert ([one.user for one in page.context["former_leaders"]], page.context["leaders"]) == ([cast.lina], [])
    again = fill(officer, end(row), on=f"{TODAY:%d/%m/%Y}", reason="sekali lagi")
    assert list(refusals(again)) == ["__all__"]
    row.refresh_from_db()
    assert row.ends_on == yesterday


def test_the_dinas_gives_a_companion_with_dates_and_a_village_does_not(cast, client_of):
    group = factories.group("Kube Biru", BIRU)
    page = client_of(cast.dinas_bone).get(give(group, "companion"))
    before = written()
    refused = {"biru": 403, "watampone": 404, "dinas_kupang": 404, "tksk": 403, "camat": 404, "lina": 403}
    statuses = {who: send(client_of(getattr(cast, who)), give(group, "companion"), page, **PERSON).status_code
                for who in refused}  # fmt: skip
    assert (statuses, written()) == (refused, before)
    dinas, until = client_of(cast.dinas_bone), TODAY + timedelta(days=180)
    fill(dinas, give(group, "companion"), **PERSON, ends_on=f"{until:%d/%m/%Y}")
    row = Leadership.objects.get(group=group)
    assert (row.user.username, row.role, row.starts_on, row.ends_on) == ("pendamping.kube", "companion", TODAY, until)
    fill(dinas, give(group, "companion"), known="tksk.tanete", starts_on="01/01/2024", ends_on="31/12/2024")
    rows = client_of(cast.biru).get(group.get_absolute_url()).context
    assert ([one.user.username for one, _end in rows["leaders"]], [one.user for one in rows["former_leaders"]]) == (
        ["pendamping.kube"], [cast.tksk],
    )  # fmt: skip
    assert client_of(cast.biru).get(end(row)).status_code == 403, "given by the Dinas, ended by the Dinas"
    fill(dinas, end(row), reason="Selesai", on=f"{TODAY:%d/%m/%Y}")
    row.refresh_from_db()
    assert row.ends_on == TODAY


def test_a_closed_group_gets_no_leader(cast, client_of):
    group = factories.group("Sudah Bubar", BIRU, kind="kps", status="dissolved")
    assert client_of(cast.biru).get(give(group)).status_code == 403
    assert client_of(factories.user("dinas.bone2", "dinas", BONE)).get(give(group, "companion")).status_code == 403
