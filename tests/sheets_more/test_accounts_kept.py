"""An import of accounts is undone after somebody has begun to use them: what is kept is kept whole, and said."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.sheets_more.test_accounts_afterwards import ANDI, KNOWN, brought_in, give_password
from tests.sheets_more.test_accounts_sheet import RINA, accounts
from tests.workbench.files import page
from wksbm.accounts.models import Duty, User
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db
USED = "kept: changed since, or given a password"
WITH_IT = "kept with its account"


@pytest.fixture
def client(cast, english):
    return english(cast.dinas_bone)


def undone(client, batch) -> str:
    assert client.post(f"/impor/{batch.pk}/batalkan/").status_code == 302
    return " ".join(page(client, batch).split())


def test_an_account_that_got_its_password_stays_with_its_duty(cast, client):
    batch = brought_in(client, RINA, ANDI)
    give_password("desa.andi", cast.dinas_bone)
    before = " ".join(client.get(f"/impor/{batch.pk}/batalkan/").content.decode().split())
    assert "1 of the new accounts has a password already: it stays, with its duty." in before
    shown = undone(client, batch)
    assert not User.objects.filter(username="desa.rina").exists()
    andi = User.objects.get(username="desa.andi")
    assert andi.duties.get().region_id == factories.WATAMPONE
    assert f"<li>1 {USED}</li>" in shown
    assert f"<li>1 {WITH_IT}</li>" in shown
    assert f'<a href="{andi.get_absolute_url()}">Andi Baso</a>' in shown
    assert f"{USED} ({cast.dinas_bone.full_name})" in shown
    assert 'aria-current="true"><b>2</b>kept</a>' in shown


def test_the_one_who_made_it_keeps_it_and_the_same_file_finds_it(cast, client):
    batch = brought_in(client, RINA, ANDI)
    give_password("desa.andi", cast.dinas_bone)
    undone(client, batch)
    andi = User.objects.get(username="desa.andi")
    assert client.get(andi.get_absolute_url()).status_code == 200
    assert client.get(f"/akun/{andi.pk}/ubah/").status_code == 200
    assert accounts(cast.dinas_bone, RINA, ANDI).kinds == ["new", "same"]


def test_every_duty_of_a_kept_account_stays(cast):
    run = accounts(cast.dinas_bone, RINA, [*RINA[:3], "Watampone"], ANDI)
    run.write()
    give_password("desa.rina", cast.dinas_bone)
    assert run.undo() == {"edited": 1, "belongs": 2, "reversed": 2}
    assert User.objects.get(username="desa.rina").duties.count() == 2


def test_where_one_duty_was_changed_since_the_account_and_its_other_duty_stay(cast):
    run = accounts(cast.dinas_bone, RINA, [*RINA[:3], "Watampone"])
    run.write()
    duty = Duty.objects.get(user__username="desa.rina", region=factories.BIRU)
    with acting_as(cast.dinas_bone):
        duty.ends_on = date.today() + timedelta(days=9)
        duty.save()
    assert run.undo() == {"edited": 1, "used": 1, "belongs": 1}
    assert User.objects.get(username="desa.rina").duties.count() == 2


def test_an_account_that_leads_a_group_by_now_stays_with_its_duty(cast):
    run = accounts(cast.dinas_bone, RINA)
    run.write()
    with acting_as(cast.dinas_bone):
        factories.leads(User.objects.get(username="desa.rina"), factories.group("Arisan", factories.BIRU, kind="kps"))
    assert run.undo() == {"used": 1, "belongs": 1}


@pytest.mark.parametrize("used", [False, True])
def test_a_duty_that_was_added_to_a_known_account_goes_again(cast, client, used):
    batch = brought_in(client, KNOWN)
    assert cast.biru.duties.count() == 2
    if used:
        give_password("desa.biru", cast.dinas_bone)
    shown = undone(client, batch)
    assert cast.biru.duties.get().region_id == factories.BIRU
    assert "kept" not in shown.partition('id="')[2].partition("What it touched")[0]


def test_a_duty_that_was_added_and_changed_since_stays(cast, client):
    batch = brought_in(client, KNOWN)
    duty = cast.biru.duties.get(region=factories.WATAMPONE)
    with acting_as(cast.dinas_bone):
        duty.ends_on = date.today() + timedelta(days=9)
        duty.save()
    assert f"<li>1 {USED}</li>" in undone(client, batch)
    assert cast.biru.duties.count() == 2
