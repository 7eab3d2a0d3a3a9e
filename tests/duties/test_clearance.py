"""Clearance for sealed data: by name, until a day, with a reason; by the administrator or a cleared Dinas; taken back at once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.duties.rows import written
from tests.factories import BONE, KUPANG, PASSWORD, TANETE_RIATTANG
from tests.screens.pages import fill, refusals, send
from wksbm.accounts.models import AccessLog, User
from wksbm.accounts.services import may_clear

pytestmark = pytest.mark.django_db
TODAY = date.today()


def url(duty, verb: str = "clearance") -> str:
    return reverse(f"accounts:{verb}", args=[duty.pk])


def ahead(days: int) -> str:
    return f"{TODAY + timedelta(days=days):%d/%m/%Y}"


@pytest.fixture
def cleared_dinas(cast):
    return factories.user("dinas.rahasia", "dinas", BONE, cleared=True)


def roles(user) -> set[str]:
    return User.objects.get(pk=user.pk).roles


def test_the_administrator_clears_by_name_and_both_logs_have_it(cast, client_of):
    duty, boss = cast.tksk.duties.get(), client_of(cast.admin)
    facts = {"until": ahead(90), "reason": "Surat tugas 12/2026", "password": PASSWORD}
    assert fill(boss, url(duty), **facts).url == cast.tksk.get_absolute_url()
    duty.refresh_from_db()
    assert (duty.cleared_until, roles(cast.tksk)) == (TODAY + timedelta(days=90), {"tksk_c"})
    last, log = duty.history.latest(), AccessLog.objects.get(kind="clearance")
    assert (last.history_user, last.history_change_reason) == (cast.admin, "Surat tugas 12/2026")
    assert (log.user, log.target, log.number, log.region_id, log.reason, log.facts) == (
        cast.admin, "accounts.Duty", duty.pk, TANETE_RIATTANG, "Surat tugas 12/2026",
        {"until": f"{duty.cleared_until:%Y-%m-%d}"},
    )  # fmt: skip
    shown = {account.username for account, _held in boss.get("/akun/", {"state": "cleared"}).context["rows"]}
    assert shown == {"tksk.tanete", "tksk.rahasia"}
    assert "rk-tag-sealed" in client_of(cast.dinas_bone).get(cast.tksk.get_absolute_url()).content.decode()


def test_it_ends_by_itself_and_is_taken_back_at_once(cast, client_of, cleared_dinas):
    duty = cast.tksk_cleared.duties.get()
    dinas = client_of(cleared_dinas)
    assert list(refusals(fill(dinas, url(duty, "clearance-back"), password=PASSWORD))) == ["reason"]
    fill(dinas, url(duty, "clearance-back"), reason="Pindah tugas")
    duty.refresh_from_db()
    assert (duty.cleared_until, roles(cast.tksk_cleared)) == (None, {"tksk"})
    assert duty.history.latest().history_change_reason == "Pindah tugas"
    assert AccessLog.objects.get(kind="clearance").facts == {"until": ""}
    duty.cleared_until = TODAY - timedelta(days=1)
    duty.save()
    assert roles(cast.tksk_cleared) == {"tksk"}


def test_a_cleared_dinas_clears_the_tksk_of_its_regency_and_nobody_else(cast, client_of, cleared_dinas):
    far = factories.user("tksk.kupang", "tksk", "53.01.08")
    colleague = factories.user("dinas.bone3", "dinas", BONE)
    kupang = factories.user("dinas.rahasia2", "dinas", KUPANG, cleared=True)
    before = written()
    page = client_of(cast.admin).get(url(cast.tksk.duties.get()))
    asked = {
        (cleared_dinas, far): 404, (cleared_dinas, colleague): 403, (cleared_dinas, cleared_dinas): 403,
        (cleared_dinas, cast.biru): 403, (cast.dinas_bone, cast.tksk): 403, (kupang, cast.tksk): 404,
        (cast.admin, cast.admin): 403, (cast.admin, cast.camat): 403, (cast.tksk_cleared, cast.tksk): 404,
        (cast.biru, cast.tksk): 404, (cast.lina, cast.tksk): 404, (cast.camat, cast.tksk): 404,
    }  # fmt: skip
    typed = {"until": ahead(9), "reason": "x", "password": PASSWORD}
    found = {pair: send(client_of(pair[0]), url(pair[1].duties.first()), page, **typed).status_code
             if pair[1].duties.exists() else 404 for pair in asked}  # fmt: skip
    assert (found, written()) == (asked, before)
    assert fill(client_of(cleared_dinas), url(cast.tksk.duties.get()), **typed).status_code == 302
    assert roles(cast.tksk) == {"tksk_c"}


@pytest.mark.parametrize("role", ["admin", "dinas"])
def test_nobody_clears_himself_whatever_else_he_is(cast, client_of, role):
    account = factories.user("serba.bisa", role, BONE if role == "dinas" else None, cleared=role == "dinas")
    duty = factories.duty(account, "tksk", TANETE_RIATTANG)
    assert client_of(account).get(url(duty)).status_code == 403
    assert not may_clear(duty, account)


def test_it_lasts_at_most_a_year_and_no_longer_than_the_duty(cast, client_of):
    duty, boss = cast.tksk.duties.get(), client_of(cast.admin)
    duty.ends_on = TODAY + timedelta(days=100)
    duty.save()
    page, before = boss.get(url(duty)), written()
    for until in (ahead(-1), ahead(101), ahead(367), "", "besok"):
        answer = send(boss, url(duty), page, until=until, reason="x", password=PASSWORD)
        assert list(refusals(answer)) == ["until"], until
    assert written() == before
    dinas = cast.dinas_bone.duties.get()
    assert list(refusals(fill(boss, url(dinas), until=ahead(367), reason="x"))) == ["until"]
    assert fill(boss, url(dinas), until=ahead(366), reason="x").status_code == 302


def test_a_hand_over_takes_no_clearance_along(cast, client_of):
    duty = cast.tksk_cleared.duties.get()
    fill(client_of(cast.dinas_bone), reverse("accounts:hand-over", args=[duty.pk]), reason="Mutasi", password=PASSWORD,
         full_name="Sri Handayani")  # fmt: skip
    assert User.objects.get(full_name="Sri Handayani").duties.get().cleared_until is None


def test_who_is_cleared_sees_when_it_ends(cast, client_of):
    duty = cast.tksk_cleared.duties.get()
    assert client_of(cast.tksk_cleared).get("/").context["duty_news"] == []
    duty.cleared_until = TODAY + timedelta(days=9)
    duty.save()
    told = client_of(cast.tksk_cleared).get("/").context["duty_news"]
    assert (len(told), ahead(9) in told[0]) == (1, True)
