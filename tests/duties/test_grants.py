"""Who gives what where: always by one and the same duty; a village keeps the leaders of its groups and nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.duties.rows import written
from tests.factories import BIRU, BONE, KUPANG, MACEGE, PASSWORD, PENFUI, TANETE_RIATTANG, WATAMPONE
from tests.screens.pages import fill, refusals
from wksbm.accounts.models import Duty, User
from wksbm.accounts.services import check_grant, grantable_roles, may_give, may_keep
from wksbm.accounts.system import system_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaders(cast):
    """A leader in each of four places, and one who leads in Biru and in Watampone."""
    found = {}
    for place, code in {"biru": BIRU, "watampone": WATAMPONE, "macege": MACEGE, "penfui": PENFUI}.items():
        found[place] = factories.user(f"ketua.{place}")
        factories.leads(found[place], factories.group(f"Arisan {place.title()}", code, kind="kps"))
    found["both"] = factories.user("ketua.dua")
    factories.leads(found["both"], found["biru"].leaderships.get().group)
    factories.leads(found["both"], found["watampone"].leaderships.get().group)
    return found


def test_two_duties_do_not_add_up_to_a_grant(cast):
    """The role comes from one and the area from the other: nothing may be given so."""
    double = factories.user("dinas.dobel", "dinas", BONE)
    factories.duty(double, "village", PENFUI)
    factories.duty(double, "viewer", "53")
    officer = factories.user("desa.lain", "village", PENFUI)
    assert {role: may_give(double, role, PENFUI) for role in ("village", "tksk", "viewer", "leader", "companion")} == {
        "village": False, "tksk": False, "viewer": False, "leader": True, "companion": False,
    }  # fmt: skip
    assert may_give(double, "village", BIRU)
    assert not may_keep(officer, double)
    with pytest.raises(Exception, match="wilayah"):
        check_grant("village", cast.regions[PENFUI], by=double)


def test_what_each_role_gives(cast):
    roles = {who: grantable_roles(getattr(cast, who)) for who in ("lina", "biru", "tksk", "tksk_cleared", "camat")}
    assert set().union(*roles.values()) == set()
    assert grantable_roles(cast.dinas_bone) == {"village", "tksk", "viewer"}
    assert grantable_roles(cast.admin) == {"village", "tksk", "dinas", "viewer", "admin"}
    asked = [
        (who, role) for who in ("biru", "tksk", "dinas_bone", "camat", "admin") for role in ("leader", "companion")
    ]
    assert {pair for pair in asked if may_give(getattr(cast, pair[0]), pair[1], BIRU)} == {
        ("biru", "leader"), ("dinas_bone", "leader"), ("dinas_bone", "companion"), ("admin", "leader"),
        ("admin", "companion"),
    }  # fmt: skip
    assert not may_give(cast.dinas_bone, "village", "")
    assert not may_keep(system_user(), cast.admin), "in the system's name nobody acts"


def test_a_village_sees_the_leaders_of_its_groups_and_no_officer(cast, client_of, leaders):
    past = factories.user("ketua.lama")
    factories.leads(past, leaders["biru"].leaderships.get().group, ends_on=date(2021, 1, 1))
    companion = factories.user("pendamping.biru")
    factories.leads(companion, leaders["biru"].leaderships.get().group, role="companion")
    seen = set(User.objects.visible_to(cast.biru))
    assert seen == {cast.biru, leaders["biru"], leaders["both"], past}
    village = client_of(cast.biru)
    rows = village.get("/akun/").context["rows"]
    assert {account for account, _held in rows} == seen
    both = next(held for account, held in rows if account == leaders["both"])
    assert [row.name for row in both] == ["Arisan Biru"], "what he leads elsewhere is not told"
    there = {account.username: village.get(account.get_absolute_url()).status_code for account in User.objects.all()}
    assert {name for name, status in there.items() if status == 200} == {account.username for account in seen}
    assert set(there.values()) == {200, 404}
    assert set(Duty.objects.visible_to(cast.biru)) == set(cast.biru.duties.all())
    assert village.get("/kelompok/ekspor-akun/").status_code == 403


def test_a_village_keeps_a_leader_of_its_own_and_nobody_elses(cast, client_of, leaders):
    village, before, opened = client_of(cast.biru), written(), {}
    for place, account in leaders.items():
        urls = [reverse(f"accounts:{verb}", args=[account.pk]) for verb in ("update", "switch")]
        answers = [village.get(url).status_code for url in urls]
        answers.append(village.post(reverse("accounts:password", args=[account.pk]), {"password": "salah"}).status_code)
        opened[place] = answers
    assert opened == {
        "biru": [200] * 3, "watampone": [404] * 3, "macege": [404] * 3, "penfui": [404] * 3, "both": [403] * 3,
    }  # fmt: skip
    assert written() == before
    assert [may_keep(leaders["both"], by) for by in (cast.biru, cast.watampone, cast.dinas_bone)] == [
        False,
        False,
        True,
    ]


def test_a_village_resets_its_leader_and_sees_the_password_once(cast, client_of, leaders):
    village, account = client_of(cast.biru), leaders["biru"]
    url = reverse("accounts:password", args=[account.pk])
    assert refusals(village.post(url, {"password": ""})) == {"password": ["required"]}
    assert village.post(url, {"password": PASSWORD}).url == account.get_absolute_url()
    password = village.get(account.get_absolute_url()).context["given_password"]
    account.refresh_from_db()
    assert (account.check_password(password), account.must_change_password) == (True, True)
    assert village.get(account.get_absolute_url()).context["given_password"] is None
    assert fill(village, reverse("accounts:update", args=[account.pk]), phone="0812 3456 7890").status_code == 302
    last = User.objects.get(pk=account.pk).history.latest()
    assert (last.phone, last.history_user, last.history_role) == ("+6281234567890", cast.biru, "village")


def test_nobody_gives_himself_anything(cast, client_of):
    dinas = client_of(cast.dinas_bone)
    before = written()
    own = cast.dinas_bone.duties.get()
    verbs = ("duty-end", "duty-extend", "hand-over", "clearance", "clearance-back")
    assert {dinas.get(reverse(f"accounts:{verb}", args=[own.pk])).status_code for verb in verbs} == {403}
    assert dinas.get(reverse("accounts:duty-create", args=[cast.dinas_bone.pk])).status_code == 403
    leader = factories.group("Arisan", BIRU, kind="kps")
    asked = fill(dinas, reverse("groups:leader-account", args=[leader.pk]), known="dinas.bone", password=PASSWORD)
    assert asked.status_code == 200
    assert written() | {"groups.SocialGroup": 0, "groups.HistoricalSocialGroup": 0} == before | {
        "groups.SocialGroup": 0, "groups.HistoricalSocialGroup": 0,
    }  # fmt: skip


def test_the_accounts_leave_as_a_sheet_of_the_own_regency(cast, client_of, leaders):
    double = factories.user("dinas.dobel", "dinas", BONE)
    factories.duty(double, "village", PENFUI)
    answer = client_of(double).post("/kelompok/ekspor-akun/", {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    names = {line.split(",")[1] for line in text.splitlines()[1:]}
    assert {"desa.biru", "tksk.tanete", "ketua.biru", "ketua.dua"} <= names
    assert names & {"desa.penfui", "ketua.penfui", "ketua.lina", "admin"} == set()
    line = next(line for line in text.splitlines() if "ketua.dua" in line)
    assert ("Arisan Biru" in line, "Arisan Watampone" in line) == (True, True)
    assert {client_of(getattr(cast, who)).get("/kelompok/ekspor-akun/").status_code for who in ("tksk", "lina")} == {
        404
    }
    assert client_of(cast.admin).get("/kelompok/ekspor-akun/").status_code == 200
    assert KUPANG not in text
    assert TANETE_RIATTANG not in names
