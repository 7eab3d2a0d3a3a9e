"""What the page of a finished import tells of the records it touched: while they are there, and after an undoing."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_more.pmks import HEADER as PMKS
from tests.sheets_more.pmks import SITI, make_kinds
from tests.sheets_more.running import Run
from tests.sheets_people.bringing import bring, row
from tests.workbench.files import page
from wksbm.accounts.models import Duty
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.spreadsheets.models import BatchRow
from wksbm.spreadsheets.touched import Result

pytestmark = pytest.mark.django_db
DAY = ["03/02/2025", "Rapat", "Melati", "Balai desa"]
NEW = "73.08.21.1009"


def people(cast) -> Run:
    return bring(cast.biru, row("Siti Aminah", new_nik(), kk="9901010101900001"))


def groups(cast) -> Run:
    return Run(cast.biru, "groups", ["Nama kelompok", "Bentuk", "Kode desa"], ["Mekar Sari", "KUBE", BIRU])


def members(cast) -> Run:
    factories.group("Melati", BIRU)
    header = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir"]
    return Run(cast.biru, "members", header, ["Melati", "Siti Aminah", new_nik(), "P", "01/01/1990"])


def officers(cast) -> Run:
    group = factories.group("Melati", BIRU)
    factories.membership(factories.person("Siti Aminah", BIRU), group)
    return Run(cast.biru, "officers", ["Kelompok", "Nama", "Jabatan"], ["Melati", "Siti Aminah", "Ketua"])


def pmks(cast) -> Run:
    make_kinds()
    return Run(cast.biru, "beneficiaries", [*PMKS, "No KK"], [*SITI, "9901010101900001"])


def activities(cast) -> Run:
    group = factories.group("Melati", BIRU)
    for name in ("Siti Aminah", "Ida"):
        factories.membership(factories.person(name, BIRU), group)
    return Run(cast.biru, "activities", ["Tanggal", "Jenis", "Kelompok", "Tempat"], DAY)


def tallies(cast) -> Run:
    header = ["Kode wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Sumber"]
    return Run(cast.biru, "tallies", header, [BIRU, 2023, "pmks", "Anak telantar", 1250, "Dinas"])


def accounts(cast) -> Run:
    header = ["Nama", "Username", "Peran", "Wilayah"]
    return Run(cast.dinas_bone, "accounts", header, ["Rina Wati", "desa.rina", "petugas desa", "Biru"])


def regions(cast) -> Run:
    return Run(cast.admin, "regions", ["Kode", "Nama", "Jenis"], [NEW, "Biru Timur", "kelurahan"])


SHEETS = {
    people: ("people.Person", "Siti Aminah"),
    groups: ("groups.SocialGroup", "Mekar Sari"),
    members: ("members.Membership", "Siti Aminah · Melati"),
    officers: ("members.OfficerTerm", "Siti Aminah · Ketua · Melati"),
    pmks: ("beneficiaries.Classification", "Siti Aminah · Lanjut Usia Telantar"),
    activities: ("activities.Activity", "Pertemuan, 3 Februari 2025, Melati, Balai desa"),
    tallies: ("regions.Tally", "Anak telantar 2023, Kelurahan Biru: 1.250"),
    accounts: ("accounts.User", "Rina Wati"),
    regions: ("regions.Region", f"{NEW} · Kelurahan Biru Timur"),
}
WITHOUT_PAGE = {"regions.Region"}


def touched(run: Run) -> list:
    """The lines of every kind, kind after kind, as the page opens them."""
    kinds = Result(run.batch, run.user, "", None).kinds
    return [line for kind in kinds for line in Result(run.batch, run.user, kind.place, None).rows]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_every_line_is_told_and_leads_somewhere(cast, sheet):
    run = sheet(cast)
    assert run.kind == "new", run.texts()
    run.write()
    first = Result(run.batch, run.user, "", None).rows[0]
    assert (first.row.label, first.words) == SHEETS[sheet]
    lines = touched(run)
    assert len(lines) == run.batch.rows.count()
    dead = [(line.row.label, line.words) for line in lines if not line.words]
    assert dead == []
    assert {line.row.label for line in lines if not line.url} <= WITHOUT_PAGE
    assert not any(line.words.endswith(f" {line.row.object_id}") for line in lines), "no bare numbers"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_what_an_undoing_took_away_still_has_its_name(cast, sheet):
    run = sheet(cast)
    run.write()
    run.undo()
    first = Result(run.batch, run.user, "", None).rows[0]
    assert (first.row.label, first.words, first.url) == (*SHEETS[sheet], "")
    assert [line.row.label for line in touched(run) if not line.words or line.url] == []


def test_whoever_is_on_the_roster_is_told_with_the_activity(cast):
    run = activities(cast)
    run.write()
    told = [line for line in touched(run) if line.row.label == "activities.Attendance"]
    activity = Result(run.batch, run.user, "", None).rows[0]
    assert {line.words for line in told} == {
        f"{name}, belum ditandai · Pertemuan, 3 Februari 2025, Melati, Balai desa" for name in ("Siti Aminah", "Ida")
    }
    assert {line.url for line in told} == {activity.url}


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one is not regions], ids=lambda sheet: sheet.__name__)
def test_whoever_serves_elsewhere_by_now_is_told_the_row_alone(cast, client_of, sheet):
    run = sheet(cast)
    run.write()
    run.undo()
    Duty.objects.filter(user=run.user).update(region=WATAMPONE)
    for name in ("duties_now", "roles"):
        run.user.__dict__.pop(name, None)
    body = page(client_of(run.user), run.batch, "?apa=0")
    assert SHEETS[sheet][1] not in body
    assert "Baris 2" in body
    assert [line.words for line in touched(run)] == [""] * run.batch.rows.count()


def test_of_a_file_that_was_undone_only_what_is_there_was_kept(cast, client_of):
    run = bring(cast.biru, *(row(name, new_nik()) for name in ("Ani", "Ida", "Eni")))
    run.write()
    ani, ida = run.batch.rows.order_by("number")[:2]
    with acting_as(cast.biru):
        Person.objects.get(pk=ani.object_id).save()
        Person.objects.get(pk=ida.object_id).delete()
    assert run.undo() == {"reversed": 1, "edited": 1, "gone": 1}
    kept, gone = (Result(run.batch, cast.biru, asked, None) for asked in ("tetap", "hilang"))
    assert (kept.kept, [line.words for line in kept.rows]) == (1, ["Ani"])
    assert [(line.words, line.row.outcome) for line in gone.rows] == [("Ida", BatchRow.Outcome.GONE)]
    body = page(client_of(cast.biru), run.batch)
    assert "apa=hilang" in body
    assert "Ida" not in body


@pytest.mark.parametrize(
    "sheet", [one for one in SHEETS if one not in (accounts, regions)], ids=lambda one: one.__name__
)
def test_what_somebody_has_changed_since_is_told_with_whoever_did(cast, client_of, sheet):
    run = sheet(cast)
    run.write()
    row = Result(run.batch, run.user, "", None).rows[0].row
    with acting_as(cast.admin):
        apps.get_model(row.label).objects.get(pk=row.object_id).save()
    assert run.undo()["edited"] == 1
    kept = next(line for line in Result(run.batch, run.user, "tetap", None).rows if line.row.pk == row.pk)
    assert (kept.words, kept.changed_by) == (SHEETS[sheet][1], cast.admin.full_name)
    assert f"({cast.admin.full_name})" in page(client_of(run.user), run.batch)


@pytest.mark.parametrize("undone", [False, True])
@pytest.mark.parametrize("place", ["0", "1"])
def test_more_lines_ask_the_database_no_more_often(cast, undone, place):
    group = factories.group("Melati", BIRU)
    asked = []
    for many in (1, 4):
        header = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir"]
        names = ("Ani", "Ida", "Eni", "Uni")[:many]
        lines = [["Melati", f"{name} {'Putri' if undone else 'Sari'}", new_nik(), "P", "01/01/1990"] for name in names]
        run = Run(cast.biru, "members", header, *lines)
        run.write()
        if undone:
            run.undo()
        result = Result(run.batch, run.user, place, None)
        assert [kind.place for kind in result.kinds] == ["0", "1"]
        with CaptureQueriesContext(connection) as queries:
            assert len(result.rows) == many
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert group.memberships.count() == (0 if undone else 5)
