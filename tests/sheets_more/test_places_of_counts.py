"""Sub-district and regency beside the region of a count and the area of an account."""

import pytest
from django.utils import translation

from tests import factories
from tests.factories import TANETE_BARAT, TANETE_RIATTANG
from tests.sheets_more.running import Run

pytestmark = pytest.mark.usefixtures("shared")
OTHER_BIRU = "73.08.22.1009"
COUNT = {"Tahun": 2023, "Subjek": "penduduk miskin", "Uraian": "Penduduk miskin", "Jumlah": 12, "Sumber": "BPS"}


@pytest.fixture
def shared(cast):
    factories.region(OTHER_BIRU, "kelurahan", "Biru")


def counted(user, **places) -> Run:
    cells = {name.replace("_", " "): cell for name, cell in places.items()} | COUNT
    with translation.override("en"):
        return Run(user, "tallies", list(cells), list(cells.values()))


def test_a_count_of_a_village_is_told_by_its_sub_district(cast):
    one = counted(cast.dinas_bone, Kabupaten="Bone", Kecamatan="Tanete Riattang Barat", Desa="Biru")
    assert (one.kind, one.sheet.get(one.row(), "region_code")) == ("new", OTHER_BIRU), one.texts()
    assert one.write().refused == {}
    assert counted(cast.dinas_bone, Kecamatan="Tanete Riattang Barat", Desa="Biru").kind == "same"
    wrong = counted(cast.dinas_bone, Kecamatan="Tanete Riattang Barat", Desa="Ta")
    assert wrong.faults() == {"district": "lies_elsewhere"}
    unknown = counted(cast.dinas_bone, Kecamatan="Entah", Desa="Biru")
    assert unknown.faults() == {"district": "unknown_district"}


def test_a_count_without_a_village_is_one_of_the_nearest_region_named(cast):
    district = counted(cast.dinas_bone, Kabupaten="Kab. Bone", Kecamatan="Tanete Riattang Barat", Desa=None)
    assert district.sheet.get(district.row(), "region_code") == TANETE_BARAT
    assert district.write().refused == {}
    regency = counted(cast.dinas_bone, Kabupaten="Bone", Kecamatan="-")
    assert regency.sheet.get(regency.row(), "region_code") == "73.08"


def account(user, **places) -> Run:
    cells = {"Nama": "Rina Wati", "Username": "desa.rina"} | places
    with translation.override("en"):
        return Run(user, "accounts", list(cells), list(cells.values()))


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"Peran": "petugas desa", "Kecamatan": "Tanete Riattang Barat", "Desa": "Biru"}, OTHER_BIRU),
        ({"Peran": "TKSK", "Kabupaten": "Bone", "Kecamatan": "Kec. Tanete Riattang Barat"}, TANETE_BARAT),
        ({"Peran": "TKSK", "Kecamatan": "Tanete Riattang", "Wilayah": TANETE_RIATTANG}, TANETE_RIATTANG),
    ],
)
def test_the_area_of_an_account_is_told_by_its_sub_district(cast, cells, place):
    one = account(cast.dinas_bone, **cells)
    assert (one.header.unknown, one.kind) == ({}, "new"), one.texts()
    assert one.sheet.get(one.row(), "region") == place
    assert one.write().refused == {}
    assert account(cast.dinas_bone, **cells).kind == "same"


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"Kecamatan": "Tanete Riattang Barat", "Desa": "Ta"}, {"district": "lies_elsewhere"}),
        ({"Kecamatan": "Tanete Riattang Barat", "Desa": None}, {"region": "required"}),
        ({"Kecamatan": "Entah", "Desa": "Ta"}, {"district": "unknown_district"}),
    ],
)
def test_the_area_of_an_account_has_to_agree_with_its_sub_district(cast, cells, fault):
    assert account(cast.dinas_bone, Peran="petugas desa", **cells).faults() == fault
