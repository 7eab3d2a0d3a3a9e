"""A wrong cell may be left blank where the row can do without it: nobody is offered a mend that is refused again."""

import pytest

from tests import factories
from tests.factories import BIRU, new_nik
from tests.sheets_more.pmks import make_kinds
from tests.workbench.files import checked, mend, page
from tests.workbench.test_mending import cause_of, counts
from wksbm.spreadsheets.engine.rows import Index
from wksbm.spreadsheets.store import Store

pytestmark = pytest.mark.django_db
PEOPLE = ["Nama", "NIK", "JK", "Tanggal Lahir", "Kelurahan", "Alasan Tanpa NIK"]
MEMBERS = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir", "Kelurahan"]
OFFICERS = ["Kelompok", "Nama", "Jabatan", "JK", "Ex officio", "Nama jabatan"]
PMKS = ["Nama", "NIK", "JK", "Tgl lahir", "Desa", "Jenis PMKS", "Kode PMKS"]
TALLIES = ["Kode wilayah", "Wilayah", "Tahun", "Subjek", "Uraian", "Kode jenis", "Jumlah", "Sumber"]
COUNT = [BIRU, None, 2023, "pmks", "Anak telantar", None, 7, "Dinas"]
OTHER = "Seksi usaha ekonomi produktif dan pemasaran hasil kerajinan anyaman bambu"


def changed(row: list, **cells) -> list:
    """The row with other cells, by place: _2="x"."""
    return [cells.get(f"_{place}", cell) for place, cell in enumerate(row)]


NEEDED = {
    "sex of somebody new": ("biru", "people", PEOPLE, ["Ani", new_nik(), "Wadon", "1/1/1990", "Biru", None]),
    "village, where there are several": ("dinas_bone", "people", PEOPLE, ["Ani", new_nik(), "P", None, "Byru", None]),
    "why no NIK": ("biru", "people", PEOPLE, ["Ani", None, "P", "1/1/1990", "Biru", "malas"]),
    "village of a group": ("dinas_bone", "members", MEMBERS, ["Melati", "Ani", new_nik(), "P", "1990", "Byru"]),
    "kind of a group": ("biru", "groups", ["Nama", "Bentuk kelompok", "Kode desa"], ["Mekar", "Koperasi", BIRU]),
    "other office": ("biru", "officers", OFFICERS, ["Melati", "Siti", "Lainnya", None, None, OTHER]),
    "kind of PMKS": ("biru", "beneficiaries", PMKS, ["Ani", new_nik(), "P", "1990", "Biru", "Sedih", None]),
    "code of PMKS": ("biru", "beneficiaries", PMKS, ["Ani", new_nik(), "P", "1990", "Biru", None, "X-1"]),
    "year": ("biru", "tallies", TALLIES, changed(COUNT, _2=2999)),
    "region": ("biru", "tallies", TALLIES, changed(COUNT, _0="99.99")),
    "code that would give the label": ("biru", "tallies", TALLIES, changed(COUNT, _4=None, _5="X-1")),
    "role": ("dinas_bone", "accounts", ["Nama", "Peran", "Wilayah"], ["Rina", "raja", "Biru"]),
    "kind of a new region": (
        "admin",
        "regions",
        ["Kode", "Nama", "Jenis"],
        ["73.08.21.1009", "Biru Timur", "kerajaan"],
    ),
    "NIK alone": ("dinas_bone", "match", ["NIK", "Nama"], ["99010", "Ani"]),
}
SPARED = {
    "sex of somebody known": ("biru", "people", ["ID", *PEOPLE], [1, "Siti", None, "Wadon", "1/1/1990", "Biru", None]),
    "village, where there is one": ("biru", "people", PEOPLE, ["Ani", new_nik(), "P", "1/1/1990", "Byru", None]),
    "village beside its code": ("dinas_bone", "people", [*PEOPLE, "Kode desa"], ["Ani", new_nik(), "P", None, "Byru", None, BIRU]),
    "day of birth": ("biru", "people", PEOPLE, ["Ani", new_nik(), "P", "32/01/1990", "Biru", None]),
    "NIK": ("biru", "people", PEOPLE, ["Ani", "99010", "P", "1/1/1990", "Biru", None]),
    "why no NIK beside the NIK": ("biru", "people", PEOPLE, ["Ani", new_nik(), "P", "1/1/1990", "Biru", "malas"]),
    "sex of an officer": ("biru", "officers", OFFICERS, ["Melati", "Siti", "Ketua", "Wadon", None, None]),
    "kind of PMKS beside its code": ("biru", "beneficiaries", PMKS, ["Ani", new_nik(), "P", "1990", "Biru", "Sedih", "PMKS-09"]),
    "code beside the label": ("biru", "tallies", TALLIES, changed(COUNT, _5="X-1")),
    "name of a region beside its code": ("dinas_bone", "tallies", TALLIES, changed(COUNT, _1="Entah")),
    "kind of a known region": ("admin", "regions", ["Kode", "Nama", "Jenis"], [BIRU, "Biru", "kerajaan"]),
    "NIK beside name and day": ("dinas_bone", "match", ["NIK", "Nama", "Tgl lahir"], ["99010", "Ani", "1/1/1990"]),
}  # fmt: skip
BUTTON = 'value="blank"'


@pytest.fixture
def known(cast):
    make_kinds()
    siti, melati = factories.person("Siti", BIRU), factories.group("Melati", BIRU)
    factories.membership(siti, melati)
    return siti


def shown(cast, english, known, case: tuple):
    name, sheet, head, row = case
    client = english(getattr(cast, name))
    batch = checked(client, [[known.pk if cell == 1 else cell for cell in row]], head=head, sheet=sheet)
    assert counts(batch) == {"read": 1, "wrong": 1}
    body = page(client, batch)
    assert len(codes(batch)) == 1, codes(batch)
    return client, batch, body


@pytest.mark.parametrize("case", NEEDED)
def test_what_a_new_row_needs_is_not_left_blank(cast, english, known, case):
    assert BUTTON not in shown(cast, english, known, NEEDED[case])[2]


@pytest.mark.parametrize("case", SPARED)
def test_what_the_row_can_do_without_is_left_blank_at_a_tap(cast, english, known, case):
    client, batch, body = shown(cast, english, known, SPARED[case])
    assert BUTTON in body
    mend(client, batch, "blank-all", cause=cause_of(batch, first_code(batch)).id)
    assert "required" not in codes(batch)


def first_code(batch) -> str:
    return codes(batch)[0]


def codes(batch) -> list[str]:
    return [code for _column, code in Index.of(Store(batch.token)).causes]


def test_all_rows_are_left_blank_at_once_only_where_none_of_them_needs_it(cast, english, known):
    client, head = english(cast.biru), ["ID", *PEOPLE]
    rows = [[known.pk, "Siti", None, "Wadon", "1/1/1990", "Biru", None]] * 2
    rows.append([None, "Ani", new_nik(), "?!", "1/1/1990", "Biru", None])
    body = page(client, checked(client, rows, head=head))
    assert BUTTON in body
    assert 'value="blank-all"' not in body
    rows[-1][0] = known.pk
    assert 'value="blank-all"' in page(client, checked(client, rows, head=head))


def test_a_blank_cell_is_not_left_blank(cast, english, known):
    client, head = english(cast.biru), [*MEMBERS[:-1], "Alasan keluar"]
    row = ["Melati", "Siti", None, None, None, "pindah"]
    batch = checked(client, [row], head=head, sheet="members")
    assert cause_of(batch, "no_day").name == "left_on"
    assert BUTTON not in page(client, batch)


@pytest.mark.parametrize(("role", "area", "spared"), [("TKSK", "Entah", False), ("administrator", "Entah", True)])
def test_the_area_of_a_known_account_is_needed_beside_its_role(cast, english, role, area, spared):
    head = ["ID", "Nama", "Peran", "Wilayah"]
    client = english(cast.admin)
    batch = checked(client, [[cast.biru.pk, cast.biru.full_name, role, area]], head=head, sheet="accounts")
    assert counts(batch) == {"read": 1, "wrong": 1}
    assert (BUTTON in page(client, batch)) is spared
