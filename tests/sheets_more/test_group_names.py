"""Names of groups that no group of the village has: how they are mended, what is proposed, and what is said of them."""

import pytest

from tests import factories
from tests.factories import BIRU, TA, WATAMPONE
from tests.sheets_more.running import Run
from tests.workbench.files import checked, mend
from tests.workbench.test_mending import asked, cause_of, counts
from tests.workbench.test_sound_cells import written

pytestmark = pytest.mark.django_db
JOINING = ["Kelompok", "Desa", "Nama", "JK", "NIK", "Anggota sejak"]
LOGGED = ["Kelompok", "Desa", "Tanggal", "Jenis kegiatan"]
SHEETS = {"members": (JOINING, ["Ani", "P", None, "2019"]), "activities": (LOGGED, ["03/02/2025", "Rapat"])}


def lines(sheet: str, *groups: tuple[str, str]) -> list[list]:
    """A good row of the sheet for each group and village."""
    _head, rest = SHEETS[sheet]
    nik = sheet == "members"
    return [[*group, *(factories.new_nik() if nik and cell is None else cell for cell in rest)] for group in groups]


def texts(user, sheet: str, group: str, village: str, *more) -> str:
    head, _rest = SHEETS[sheet]
    run = Run(user, sheet, [*head, *(["Jenis"] if more else [])], [*lines(sheet, (group, village))[0], *more])
    return run.texts()


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_misspelt_name_with_two_blanks_is_mended(cast, english, sheet):
    factories.group("Rindu Sejahtera", BIRU)
    client = english(cast.biru)
    rows = lines(sheet, ("Rindu  Sejatera", "Biru"), ("Rindu  Sejahtera", "Biru"))
    batch = checked(client, rows[:1], head=SHEETS[sheet][0], sheet=sheet)
    assert written(batch, "unknown_group") == [("Rindu Sejatera", 1)]
    mend(client, batch, "put", **asked(cause_of(batch, "unknown_group")), value="Rindu  Sejahtera")
    assert counts(batch) == {"read": 1, "new": 1}
    batch = checked(client, rows[:1], head=SHEETS[sheet][0], sheet=sheet)
    mend(client, batch, "suggest", cause=cause_of(batch, "unknown_group").id)
    assert counts(batch) == {"read": 1, "new": 1}
    assert counts(checked(client, rows[1:], head=SHEETS[sheet][0], sheet=sheet)) == {"read": 1, "new": 1}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_name_is_mended_only_where_no_group_has_it(cast, english, sheet):
    factories.group("Posyandu Melati", BIRU)
    factories.group("Mawar", TA)
    client = english(cast.dinas_bone)
    rows = lines(sheet, ("Posyandu Melati", "Biru"), ("Posyandu Melati", "Ta"))
    batch = checked(client, rows, head=SHEETS[sheet][0], sheet=sheet)
    assert written(batch, "unknown_group") == [("Posyandu Melati", 1)]
    mend(client, batch, "put", **asked(cause_of(batch, "unknown_group")), value="Mawar")
    assert counts(batch) == {"read": 2, "new": 2}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_group_of_another_village_is_no_proposal_and_its_village_is_told(cast, english, sheet):
    factories.group("Posyandu Melati", BIRU)
    factories.group("Posyandu Melati Indah", BIRU)
    client = english(cast.dinas_bone)
    batch = checked(client, lines(sheet, ("posyandu  MELATI", "Ta")), head=SHEETS[sheet][0], sheet=sheet)
    cause = cause_of(batch, "unknown_group")
    assert [one.suggestion for one in cause.written] == [""]
    assert "there is one in Biru" in cause.text


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_is_told_of_groups_outside_the_area(cast, english, sheet):
    factories.group("Posyandu Melati", WATAMPONE)
    seen = texts(cast.biru, sheet, "Posyandu Melati", "Biru")
    assert seen == texts(cast.biru, sheet, "Entahlah", "Biru")


def test_each_name_is_told_about_by_itself(cast, english):
    for name, village in (("Melati", BIRU), ("Mawar", TA), ("Melati", WATAMPONE)):
        factories.group(name, village)
    client = english(cast.dinas_bone)
    rows = lines("members", ("Melati", "Ta"), ("Mawar", "Biru"))
    batch = checked(client, rows, head=JOINING, sheet="members")
    assert "one in Biru, Watampone" in cause_of(batch, "unknown_group").text
    mend(client, batch, "put", **asked(cause_of(batch, "unknown_group")), value="Mawar")
    assert "one in Ta" in cause_of(batch, "unknown_group").text


def test_a_group_of_another_kind_is_told_by_its_kind(cast, english):
    factories.group("Melati", BIRU, kind="kube")
    run = Run(cast.biru, "members", [*JOINING, "Jenis"], [*lines("members", ("Melati", "Biru"))[0], "WKSBM"])
    assert run.faults() == {"kind": "other_kind"}
    assert "KUBE" in run.texts()
