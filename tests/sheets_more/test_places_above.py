"""Sub-district and regency beside a village: they tell villages of one name apart, and have to agree with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import factories
from tests.factories import BIRU, TANETE_BARAT, TANETE_RIATTANG
from tests.sheets_more.running import Run
from wksbm.regions.models import Region

pytestmark = pytest.mark.usefixtures("shared")
OTHER_BIRU = "73.08.22.1009"
GROUP = {"groups": "Nama kelompok", "members": "Kelompok", "officers": "Kelompok", "activities": "Kelompok"}
ROWS = {
    "people": {"Nama": "Siti Aminah", "NIK": "9901014101900001", "JK": "P", "Tgl lahir": "01/01/1990"},
    "beneficiaries": {"Nama": "Siti Aminah", "NIK": "9901014101900001", "JK": "P", "Jenis PMKS": "Fakir Miskin"},
    "groups": {"Nama kelompok": "Mawar", "Bentuk": "KUBE"},
    "members": {"Nama": "Siti Aminah", "Kelompok": "Melati"},
    "officers": {"Nama": "Siti Aminah", "Jabatan": "Ketua", "Kelompok": "Melati"},
    "activities": {"Tanggal": "03/02/2025", "Jenis kegiatan": "Rapat", "Kelompok": "Melati"},
}
IN_GROUPS = ("members", "officers", "activities")


@pytest.fixture
def shared(cast):
    """Two villages named Biru, in each a group Melati in which Siti Aminah is."""
    factories.region(OTHER_BIRU, "kelurahan", "Biru")
    factories.category("PMKS-01", "Fakir Miskin")


@pytest.fixture
def melati(shared):
    return {village: melati_in(village) for village in (BIRU, OTHER_BIRU)}


def melati_in(village: str):
    group = factories.group("Melati", village)
    factories.membership(factories.person("Siti Aminah", village), group)
    return group


def run(user, sheet: str, **more) -> Run:
    """One good row of the sheet, with these cells as well; _ in a name is a blank."""
    cells = ROWS[sheet] | {name.replace("_", " "): cell for name, cell in more.items()}
    with translation.override("en"):
        return Run(user, sheet, list(cells), list(cells.values()))


def village_of(one: Run, number: int = 2) -> str:
    return one.sheet.get(one.row(number), "village_code")


@pytest.mark.parametrize("sheet", ["people", "groups", "beneficiaries"])
@pytest.mark.parametrize(
    ("district", "village"), [("Tanete Riattang", BIRU), ("Kec. Tanete Riatang Barat", OTHER_BIRU)]
)
def test_the_sub_district_tells_which_village_is_meant(cast, sheet, district, village):
    one = run(cast.dinas_bone, sheet, Kecamatan=district, Kelurahan="Biru")
    assert (one.header.unknown, one.kind, village_of(one)) == ({}, "new", village), one.texts()


@pytest.mark.parametrize("sheet", IN_GROUPS)
@pytest.mark.parametrize(("district", "village"), [(TANETE_RIATTANG, BIRU), ("TANETE RIATTANG BARAT", OTHER_BIRU)])
def test_the_sub_district_tells_in_which_village_a_group_is(cast, melati, sheet, district, village):
    one = run(cast.dinas_bone, sheet, Kecamatan=district, Desa="Biru")
    assert (one.header.unknown, list(one.row().faults)) == ({}, []), one.texts()
    assert one.sheet.get(one.row(), "group_number") == melati[village].pk


@pytest.mark.parametrize("sheet", ROWS)
def test_one_that_agrees_does_no_harm_and_changes_nothing(cast, sheet):
    if sheet in IN_GROUPS:
        melati_in(BIRU)
    one = run(cast.dinas_bone, sheet, Kab_Kota="Kab. Bone", Kec="Tanete Riattang", Kode_desa=BIRU)
    assert (one.header.unknown, list(one.row().faults)) == ({}, []), one.texts()
    known = one.write()
    assert known.refused == {}
    assert run(cast.dinas_bone, sheet, Kabupaten="BONE", Distrik=TANETE_RIATTANG, Kode_desa=BIRU).kind == "same"


@pytest.mark.parametrize("sheet", ROWS)
@pytest.mark.parametrize("village", [{"Kode_desa": BIRU}, {"Desa": "Ta"}])
def test_one_that_contradicts_the_village_is_a_fault_that_says_where_it_lies(cast, sheet, village):
    if sheet in IN_GROUPS:
        melati_in(BIRU)
        melati_in("73.08.21.1002")
    one = run(cast.dinas_bone, sheet, **village, Kecamatan="Tanete Riattang Barat")
    assert one.faults() == {"district": "lies_elsewhere"}
    name = "Ta" if "Desa" in village else "Biru"
    assert one.texts().startswith(f"{name} does not lie in Tanete Riattang Barat but in Tanete Riattang.")


@pytest.mark.parametrize("sheet", ROWS)
def test_the_only_village_of_an_officer_has_to_agree_as_well(cast, sheet):
    if sheet in IN_GROUPS:
        melati_in(BIRU)
    assert not run(cast.biru, sheet, Kecamatan="Tanete Riattang").row().faults
    assert run(cast.biru, sheet, Kecamatan="Ponre").faults() == {"district": "unknown_district"}


def test_of_several_villages_none_may_lie_there(cast):
    factories.region("73.08.23", "kecamatan", "Ponre")
    one = run(cast.dinas_bone, "people", Kecamatan="Ponre", Desa="Biru")
    assert one.faults() == {"district": "lies_elsewhere"}
    assert "Biru does not lie in Ponre but in Tanete Riattang; Tanete Riattang Barat." in one.texts()


def test_a_misspelt_sub_district_finds_its_name(cast):
    one = run(cast.dinas_bone, "people", Kecamatan="Kec. Tanete Ritang Barat", Desa="Biru")
    assert one.faults() == {"district": "unknown_district"}
    assert f"for example Tanete Riattang ({TANETE_RIATTANG})" not in one.texts()
    assert f"Tanete Riattang Barat ({TANETE_BARAT})" in one.texts()
    assert one.sheet.suggestion("district", "Kec. Tanete Ritang Barat") == "Tanete Riattang Barat"
    assert ("Tanete Riattang Barat",) * 2 in one.sheet.fixes_for("district", "unknown_district")


def test_numbers_tell_sub_districts_apart(cast):
    for code, name, village in (("73.08.23", "Seberang Ulu I", "Baru"), ("73.08.24", "Seberang Ulu II", "Baru")):
        factories.region(code, "kecamatan", name)
        factories.region(f"{code}.2001", "desa", village)
    assert village_of(run(cast.dinas_bone, "people", Kecamatan="Seberang Ulu II", Desa="Baru")) == "73.08.24.2001"


def test_a_regency_is_told_from_a_city_of_its_name(cast):
    places = [
        ("73.72", "kota", "Kota Bone"),
        ("73.72.01", "kecamatan", "Bacukiki"),
        ("73.72.01.1001", "kelurahan", "Biru"),
    ]
    for place in places:
        factories.region(*place)
    user = factories.user("prov", "dinas", "73")
    found = {
        name: village_of(run(user, "people", Kab_Kota=name, Kec="Bacukiki", Desa="Biru"))
        for name in ("Bone", "Kota Bone")
    }
    assert set(found.values()) == {"73.72.01.1001"}
    wrong = run(user, "people", Kab_Kota="Kab Bone", Kec="Bacukiki", Desa="Biru")
    assert wrong.faults() == {"regency": "lies_elsewhere"}


def test_where_a_village_lay_before_is_no_contradiction(cast):
    factories.region("73.08.22.1010", "kelurahan", "Lama")
    Region.objects.filter(pk="73.08.22.1010").update(superseded_by="73.08.21.1002")
    for district in ("Tanete Riattang", "Tanete Riattang Barat"):
        one = run(cast.dinas_bone, "people", Kecamatan=district, Kode_desa="73.08.22.1010")
        assert (one.kind, village_of(one)) == ("new", "73.08.21.1002"), one.texts()


@pytest.mark.parametrize("sheet", IN_GROUPS)
def test_a_group_that_only_one_of_the_villages_has_is_taken(cast, sheet):
    group = melati_in(OTHER_BIRU)
    one = run(cast.dinas_bone, sheet, Desa="Biru")
    assert (list(one.row().faults), one.sheet.get(one.row(), "group_number")) == ([], group.pk), one.texts()
    assert one.write().refused == {}


@pytest.mark.parametrize("sheet", IN_GROUPS)
def test_a_group_that_both_villages_have_is_asked_about(cast, melati, sheet):
    one = run(cast.dinas_bone, sheet, Desa="Biru")
    assert (one.faults(), one.row().faults[0].written) == ({"village": "ambiguous"}, "Biru")
    assert [code for code, _words in one.sheet.fixes_for("village", "ambiguous", "Biru")] == [BIRU, OTHER_BIRU]


@pytest.mark.parametrize("sheet", IN_GROUPS)
def test_a_group_that_neither_village_has_is_unknown(cast, sheet):
    factories.group("Melati", "73.08.21.1002")
    one = run(cast.dinas_bone, sheet, Desa="Biru")
    assert one.faults() == {"group": "unknown_group"}
    assert "there is one in Ta" in one.texts()


def test_an_activity_without_a_village_finds_its_group_by_the_sub_district(cast, melati):
    one = run(cast.dinas_bone, "activities", Kecamatan="Tanete Riattang Barat")
    assert (list(one.row().faults), one.sheet.get(one.row(), "group_number")) == ([], melati[OTHER_BIRU].pk), (
        one.texts()
    )


@pytest.mark.parametrize("sheet", ROWS)
def test_the_places_of_many_rows_are_asked_for_once(cast, sheet):
    def selects(count: int) -> int:
        cells = ROWS[sheet] | {"Kecamatan": "Tanete Riattang Barat", "Desa": "Biru"}
        with CaptureQueriesContext(connection) as asked:
            Run(cast.dinas_bone, sheet, list(cells), *([list(cells.values())] * count))
        return len(asked)

    assert cast.dinas_bone.duties_now
    selects(2)  # what is asked once for all files
    assert selects(30) <= selects(2)


def test_an_unreadable_sub_district_hides_no_other_fault(cast):
    one = run(cast.dinas_bone, "people", Kecamatan="Entah", Kode_desa=BIRU, Desa="Ta")
    assert one.faults() == {"district": "unknown_district", "village": "different"}
    assert run(cast.dinas_bone, "people", Kecamatan="Entah", Desa="Biru").faults() == {"district": "unknown_district"}


@pytest.mark.parametrize(("place", "faults"), [("Bone", {}), ("kupang", {"region": "ambiguous"})])
def test_a_regency_as_an_area_is_known_without_its_kind(cast, place, faults):
    """Bone is a sub-district too, which is no area of a Dinas; of Kupang there are a kota and a kabupaten."""
    for one in (("73.08.05", "kecamatan", "Bone"), ("53.71", "kota", "Kota Kupang")):
        factories.region(*one)
    cells = {"Nama": "Rina", "Username": "dinas.rina", "Peran": "Dinas", "Wilayah": place}
    one = Run(cast.admin, "accounts", list(cells), list(cells.values()))
    assert one.faults() == faults
    if not faults:
        assert one.sheet.get(one.row(), "region") == "73.08"
