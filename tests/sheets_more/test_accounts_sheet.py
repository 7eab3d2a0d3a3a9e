"""The sheet of accounts: officers and their duties, given only by who may give them, and never a password."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.account_sheet import AccountResource
from tests import factories
from tests.factories import BIRU, BONE, TANETE_RIATTANG, WATAMPONE
from tests.sheets_more.running import Run, exported
from wksbm.accounts.models import AccessLog, Duty, User
from wksbm.accounts.services import reset_password
from wksbm.actor import acting_as
from wksbm.spreadsheets.sheet import sheets_for
from wksbm.spreadsheets.touched import Result

pytestmark = pytest.mark.django_db
HEADER = ["Nama", "Username", "Peran", "Wilayah"]
RINA = ["Rina Wati", "desa.rina", "petugas desa", "Biru"]


def accounts(user, *rows, header=None, **kwargs) -> Run:
    return Run(user, "accounts", header or HEADER, *rows, **kwargs)


def test_new_accounts_come_in_with_their_duty_and_without_a_password(cast):
    until = date.today() + timedelta(days=100)
    rows = [*RINA, "0812 3456 7890", until.isoformat()], ["Andi Baso", None, "TKSK", "Kec. Tanete Riattang", None, None]
    run = accounts(cast.dinas_bone, *rows, header=[*HEADER, "No HP", "Sampai"])
    assert run.kinds == ["new", "new"], run.texts() + run.texts(3)
    assert run.write().written == {"new": 2, "changed": 0}
    rina = User.objects.get(username="desa.rina")
    duty = rina.duties.get()
    assert (rina.full_name, rina.phone, rina.has_usable_password()) == ("Rina Wati", "+6281234567890", False)
    assert (duty.role, duty.region_id, duty.starts_on, duty.ends_on) == ("village", BIRU, date.today(), until)
    assert duty.history.get().history_change_reason == run.batch.reason
    andi = Duty.objects.get(role="tksk", user__full_name="Andi Baso").user
    assert andi.username == "tksk.tanete2"
    assert not AccessLog.objects.filter(kind=AccessLog.Kind.PASSWORD_GIVEN).exists()
    assert not rina.check_password("")


def test_what_came_in_goes_again_unless_somebody_used_it(cast):
    run = accounts(cast.dinas_bone, RINA, ["Andi Baso", "desa.andi", "petugas desa", "Watampone"])
    run.write()
    with acting_as(cast.dinas_bone):
        reset_password(User.objects.get(username="desa.andi"), by=cast.dinas_bone)
    run.undo()
    assert not User.objects.filter(username="desa.rina").exists()
    assert User.objects.get(username="desa.andi").duties.get().region_id == WATAMPONE


def test_one_account_of_two_duties_is_made_once(cast):
    run = accounts(cast.dinas_bone, RINA, [*RINA[:3], "Watampone"])
    assert run.write().written == {"new": 2, "changed": 0}
    assert set(User.objects.get(username="desa.rina").duties.values_list("region", flat=True)) == {BIRU, WATAMPONE}
    again = accounts(cast.dinas_bone, RINA, [*RINA[:3], "Watampone"])
    assert again.kinds == ["same", "same"]


def test_a_known_account_gets_another_duty_and_a_longer_one(cast):
    until = date.today() + timedelta(days=10)
    duty = cast.biru.duties.get()
    duty.ends_on = until
    duty.save()
    later = (until + timedelta(days=300)).isoformat()
    run = accounts(cast.dinas_bone, ["Desa Biru", "desa.biru", "petugas desa", BIRU, later], header=[*HEADER, "Sampai"])
    assert run.changes() == {"ends_on": (until.isoformat(), later)}
    run.write()
    duty.refresh_from_db()
    assert duty.ends_on.isoformat() == later
    run.undo()
    duty.refresh_from_db()
    assert duty.ends_on == until
    more = accounts(cast.dinas_bone, ["Desa Biru", "desa.biru", "petugas desa", "Watampone"])
    assert set(more.changes()) == {"role", "region", "starts_on"}
    more.write()
    assert cast.biru.duties.count() == 2


def test_a_name_and_a_phone_are_corrected_and_blank_cells_wipe_nothing(cast):
    cast.biru.phone = "+6281234567890"
    cast.biru.save()
    row, said = ["Desa Biru Baru", "desa.biru", None, None, None], {2: str(cast.biru.pk)}
    accounts(cast.dinas_bone, row, header=[*HEADER, "No HP"], decided=said).write()
    cast.biru.refresh_from_db()
    assert (cast.biru.full_name, cast.biru.phone) == ("Desa Biru Baru", "+6281234567890")


@pytest.mark.parametrize(
    ("role", "place", "fault"),
    [
        ("dinas", "Bone", {"role": "unknown_word"}),
        ("admin", None, {"role": "unknown_word"}),
        ("TKSK", "Biru", {"region": "wrong_level"}),
        ("petugas desa", "Penfui Timur", {"region": "unknown_place"}),
        ("petugas desa", "53.01.08.2011", {"region": "unknown_place"}),
        ("petugas desa", None, {"region": "required"}),
        (None, "Biru", {"role": "required"}),
        (None, None, {"role": "required"}),
    ],
)
def test_nobody_gives_what_is_not_his_to_give(cast, role, place, fault):
    run = accounts(cast.dinas_bone, ["Rina Wati", "desa.rina", role, place])
    assert run.faults() == fault
    assert run.write().written == {"new": 0, "changed": 0}


def test_the_administrator_gives_every_role(cast):
    run = accounts(cast.admin, ["Rina", "dinas.rina", "Dinas", "Kab. Bone"], ["Ani", "admin.ani", "admin", None])
    run.write()
    assert Duty.objects.get(user__username="dinas.rina").region_id == BONE
    assert Duty.objects.get(user__username="admin.ani").region_id is None


def test_accounts_elsewhere_are_neither_seen_nor_touched(cast):
    run = accounts(cast.dinas_bone, ["Desa Penfui", "desa.penfui", "petugas desa", "Biru"])
    assert run.faults() == {"username": "taken"}
    header = [*HEADER, "Number in the registry"]
    far, none = (
        accounts(cast.dinas_bone, ["X", None, None, None, pk], header=header) for pk in (cast.penfui.pk, 99_999)
    )
    assert (far.faults(), far.texts()) == (none.faults(), none.texts())
    assert far.faults() == {"number": "unknown_number"}


def test_nobody_changes_himself_or_whom_he_does_not_keep(cast):
    factories.duty(cast.biru, "dinas", BONE)
    for account in (cast.dinas_bone, cast.biru):
        name = account.full_name
        assert accounts(cast.dinas_bone, [name, account.username, None, None]).kind == "same"
        changed = accounts(cast.dinas_bone, [f"{name} Baru", account.username, None, None])
        assert changed.faults() == {"": "not_kept"}
        given = accounts(cast.dinas_bone, [name, account.username, "TKSK", "Tanete Riattang"])
        assert given.faults() == {"": "not_kept"}


def test_the_same_phone_or_name_is_asked_about(cast):
    cast.biru.phone = "+6281234567890"
    cast.biru.save()
    row = ["Rina Wati", None, "petugas desa", "Biru", "081234567890"]
    run = accounts(cast.dinas_bone, row, ["DESA BIRU", None, "petugas desa", "Ta", None], header=[*HEADER, "No HP"])
    assert [run.row(number).near for number in (2, 3)] == [[cast.biru.pk]] * 2
    run.sheet.prepare(list(run.rows.values()))
    assert run.sheet.near_told(run.row(3)) == [(cast.biru.pk, "Desa Biru (desa.biru)", cast.biru.get_absolute_url())]
    assert accounts(cast.dinas_bone, row, header=[*HEADER, "No HP"], decided={2: "other"}).kind == "new"
    decided = accounts(cast.dinas_bone, row, header=[*HEADER, "No HP"], decided={2: str(cast.biru.pk)})
    assert decided.changes() == {"full_name": ("Desa Biru", "Rina Wati")}


def test_a_column_of_passwords_is_never_read(cast):
    run = accounts(cast.dinas_bone, [*RINA, "rahasia123"], header=[*HEADER, "Password"])
    assert run.header.unknown == {}
    assert "rahasia123" not in str(run.row().dump())


def test_an_exported_list_comes_back_without_a_change(cast):
    visible = User.objects.takeable_by(cast.dinas_bone).order_by("pk")
    for account in visible:
        account.shown_duties = []
    header, _rows = exported(AccountResource, User.objects.none(), cast.dinas_bone)
    rows = [[one.full_name, one.username, None, "boleh masuk", "desa · Biru", ""] for one in visible]
    run = accounts(cast.dinas_bone, *rows, header=header)
    assert run.header.unknown == {}
    assert set(run.kinds) == {"same"}


def test_what_stands_twice_is_refused_and_so_is_a_name_for_two(cast):
    run = accounts(cast.dinas_bone, RINA, RINA, ["Ani", "desa.rina", "petugas desa", "Ta"])
    assert (run.faults(3), run.faults(4)) == ({"": "twice"}, {"username": "other_person"})


def test_rows_that_tell_different_things_of_one_account_are_refused(cast):
    header = ["ID", *HEADER, "No HP"]
    rows = [
        [cast.biru.pk, "Ani", None, None, None, None], [None, "Rina", "desa.biru", "TKSK", "73.08.21", None],
        [None, *RINA, None], [None, *RINA[:3], "Ta", "081234567890"],
    ]  # fmt: skip
    run = accounts(cast.dinas_bone, *rows, header=header)
    assert (run.faults(3), run.faults(5)) == ({"username": "other_person"}, {"phone": "other_phone"})
    run.write()
    assert accounts(cast.dinas_bone, *rows, header=header).kinds == ["same", "wrong", "same", "wrong"]


def test_two_of_the_same_name_do_not_get_one_account_for_both_villages(cast):
    named = [["Siti Aminah", None, "petugas desa", place] for place in ("Biru", "Ta")]
    assert accounts(cast.dinas_bone, *named).faults(3) == {"full_name": "same_name"}
    header = [*HEADER, "No HP"]
    assert accounts(cast.dinas_bone, *([*row, "081234567890"] for row in named), header=header).kinds == ["new"] * 2


def test_a_duty_does_not_end_before_it_began(cast):
    row = ["Desa Biru", "desa.biru", "petugas desa", "Biru", "31/12/2019"]
    assert accounts(cast.dinas_bone, row, header=[*HEADER, "Sampai"]).faults() == {"ends_on": "before_start"}


def test_the_same_list_again_asks_about_every_name(cast):
    rows = [["Élan", None, "petugas desa", "Biru"]]
    accounts(cast.dinas_bone, *rows).write()
    assert accounts(cast.dinas_bone, *rows).kinds == ["similar"]


def test_only_who_gives_duties_may_bring_the_sheet_in(cast):
    codes = {name: {sheet.code for sheet in sheets_for(getattr(cast, name))} for name in ("biru", "tksk", "dinas_bone")}
    assert "accounts" in codes["dinas_bone"]
    assert "accounts" not in codes["biru"] | codes["tksk"]


@pytest.mark.parametrize("count", [2, 30])
def test_the_queries_do_not_grow_with_the_rows(cast, count):
    for place in range(count):
        factories.user(f"desa.uji{place}", "village", BIRU, full_name=f"Warga {'ABCDEF'[place % 6]}")
    rows = [[f"Warga {'ABCDEF'[place % 6]}", f"desa.uji{place}", "TKSK", TANETE_RIATTANG] for place in range(count)]
    assert cast.dinas_bone.duties_now
    with CaptureQueriesContext(connection) as queries:
        run = accounts(cast.dinas_bone, *rows)
    assert set(run.kinds) == {"changed"}, run.texts()
    assert len([query for query in queries.captured_queries if query["sql"].startswith("SELECT")]) <= 12


def test_each_name_of_several_places_is_asked_about_by_itself(cast):
    for code, name in (("73.08.22.1009", "Biru"), ("73.08.22.1008", "Watampone")):
        factories.region(code, "kelurahan", name)
    rows = ([f"Rina {place}", f"desa.{place.casefold()}", "petugas desa", place] for place in ("Biru", "Watampone"))
    run = accounts(cast.dinas_bone, *rows)
    assert (run.faults(2), run.faults(3)) == ({"region": "ambiguous"},) * 2
    assert [run.row(number).faults[0].written for number in (2, 3)] == ["Biru", "Watampone"]
    told = dict(run.sheet.fixes_for("region", "ambiguous", "Biru"))
    assert told == {
        BIRU: f"Biru, Tanete Riattang ({BIRU})", "73.08.22.1009": "Biru, Tanete Riattang Barat (73.08.22.1009)",
    }  # fmt: skip


def test_a_refused_area_says_what_may_stand_there(cast):
    rows = ["Ani", "ani", "TKSK", BIRU], ["Ida", "ida", "petugas desa", "Atlantis"]
    run = accounts(cast.dinas_bone, *rows)
    assert "TKSK di kecamatan" in run.texts(2)
    assert "atau kodenya (" in run.texts(3)


def test_a_duty_that_came_in_is_told_with_whose_it_is(cast):
    run = accounts(cast.dinas_bone, RINA)
    run.write()
    told = {row.words for place in "01" for row in Result(run.batch, cast.dinas_bone, place, None).rows}
    assert any(words.startswith("Rina Wati: ") for words in told), told
