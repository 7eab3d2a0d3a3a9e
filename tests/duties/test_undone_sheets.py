"""An import of accounts that is taken back gives nobody what its user may not give by then, and no duty twice."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import BIRU, BONE, KUPANG
from tests.sheets_more.running import Run
from wksbm.accounts.models import Duty, User
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db
HEADER = ["Nama", "Username", "Peran", "Wilayah", "Sampai"]
YESTERDAY = date.today() - timedelta(days=1)


def ended_by_a_sheet(user, *rows, decided=None) -> Run:
    run = Run(user, "accounts", HEADER, *rows, decided=decided)
    run.write()
    return run


def moved(account: User, *duties: tuple[str, str | None]) -> User:
    """The account with these duties in the place of its own."""
    account.duties.update(ends_on=YESTERDAY)
    for role, region in duties:
        factories.duty(account, role, region)
    return User.objects.get(pk=account.pk)


def undo(run: Run, user: User) -> dict[str, int]:
    run.user = user
    return run.undo()


def test_who_serves_elsewhere_by_now_opens_no_duty_again(cast):
    rows = ["Desa Biru", "desa.biru", "petugas desa", BIRU, date.today()], ["Rina", "desa.rina", "TKSK", "73.08.21"]
    run = ended_by_a_sheet(cast.dinas_bone, [*rows[0][:4], ("date", f"{rows[0][4]}")], [*rows[1], None])
    assert undo(run, moved(cast.dinas_bone, ("dinas", KUPANG))) == {"outside": 3}
    assert cast.biru.duties.get().ends_on == date.today()
    assert User.objects.filter(username="desa.rina", duties__role="tksk").exists()


def test_who_may_not_give_a_role_any_more_opens_none_of_it(cast):
    run = ended_by_a_sheet(cast.admin, ["Dinas Bone", "dinas.bone", "Dinas", BONE, ("date", f"{date.today()}")])
    assert undo(run, moved(cast.admin, ("dinas", BONE))) == {"outside": 1}
    assert cast.dinas_bone.duties.get().ends_on == date.today()


def test_a_name_stays_where_the_account_has_got_more_than_one_may_keep(cast):
    renamed = ["Desa Biru Baru", "desa.biru", None, None, None]
    run = ended_by_a_sheet(cast.dinas_bone, renamed, decided={2: str(cast.biru.pk)})
    factories.duty(cast.biru, "dinas", BONE)
    assert run.undo() == {"outside": 1}
    assert User.objects.get(pk=cast.biru.pk).full_name == "Desa Biru Baru"


def test_a_duty_that_was_given_anew_is_not_held_twice(cast):
    run = ended_by_a_sheet(cast.dinas_bone, ["Desa Biru", "desa.biru", "petugas desa", BIRU, ("date", f"{YESTERDAY}")])
    with acting_as(cast.dinas_bone):
        factories.duty(cast.biru, "village", BIRU, starts_on=date.today())
    assert run.undo() == {"clashes": 1}
    assert Duty.objects.filter(user=cast.biru, ends_on=None).count() == 1
