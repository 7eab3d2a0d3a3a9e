"""A name in a column of codes is taken, and asked about: of two columns the code is the one that is believed."""

import pytest

from tests import factories
from tests.factories import BIRU
from tests.sheets_more.running import Run

HEADERS = {
    "groups": ["Nama kelompok", "Bentuk", "Kode desa"],
    "members": ["Nama", "Kelompok", "Kode desa"],
    "officers": ["Nama", "Jabatan", "Kelompok", "Kode desa"],
    "activities": ["Tanggal", "Jenis kegiatan", "Kelompok", "Kode desa"],
}
CELLS = {
    "Nama kelompok": "Mawar", "Bentuk": "KUBE", "Nama": "Siti Aminah", "Kelompok": "Melati", "Jabatan": "Ketua",
    "Tanggal": "03/02/2025", "Jenis kegiatan": "Rapat",
}  # fmt: skip


@pytest.mark.parametrize("code", HEADERS)
def test_a_name_in_the_column_of_codes_is_asked_about(cast, code):
    factories.membership(factories.person("Siti Aminah", BIRU), factories.group("Melati", BIRU))
    known = [CELLS[title] for title in HEADERS[code][:-1]]
    run = Run(cast.dinas_bone, code, HEADERS[code], [*known, BIRU], [*known, "Biru"])
    assert (run.doubts(2).get("village_code"), run.doubts(3)["village_code"]) == (None, "name_used")
    assert run.sheet.doubt_words("name_used") != "name_used"
