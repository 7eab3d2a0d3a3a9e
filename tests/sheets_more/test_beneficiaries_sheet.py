"""The sheet of PMKS: who is known is found, who is not is registered along; what comes in is only proposed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beneficiaries.models import Beneficiary, Classification
from beneficiaries.resources import ClassificationResource
from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.sheets_more.pmks import HEADER, NIK, SITI, make_kinds, pmks
from tests.sheets_more.running import exported
from wksbm.people.models import Household, Person

pytestmark = pytest.mark.django_db
PROVINCE = [
    "iddtks", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "alamat", "dusun", "rt", "rw", "nomor_kk",
    "nomor_nik", "nama", "tanggal_lahir", "tempat_lahir", "jenis_kelamin", "nama_ibu_kandung", "hubungan_keluarga",
    "tahun_data", "jenis_pmks",
]  # fmt: skip


@pytest.fixture
def kinds(cast):
    return make_kinds()


def test_a_list_of_a_province_comes_in_with_its_people_and_goes_again(cast, kinds):
    row = [
        "DTKS-1", "Sulawesi Selatan", "Bone", "Tanete Riattang", "Kel. Biru", "Jl. Mawar 3", "Lingk. I", "3", "1",
        "9901010101010002", NIK, "Siti Aminah", "01/03/1950", "Watampone", "Perempuan", "Nama Ibu Rahasia",
        "Kepala keluarga", 2024, "Lanjut usia terlantar",
    ]  # fmt: skip
    run = pmks(cast.biru, row, header=PROVINCE)
    assert run.header.unknown == {}
    assert run.kind == "new", run.texts()
    assert run.write().written == {"new": 1, "changed": 0}
    made = Classification.objects.get()
    person = made.beneficiary.person
    assert (made.status, made.category, made.proposed_by) == ("proposed", kinds["old"], cast.biru)
    assert made.identified_on == date(2024, 12, 31)
    assert (person.full_name, person.nik, person.village_id, person.rt, person.kk_number) == (
        "Siti Aminah", NIK, BIRU, "003", "9901010101010002",
    )  # fmt: skip
    assert person.history.get().history_change_reason == run.batch.reason
    assert "Ibu Rahasia" not in str(list(Person.history.values()))
    run.undo()
    assert not (Classification.objects.exists())
    assert not (Beneficiary.objects.exists())
    assert not (Person.objects.exists())
    assert not Household.objects.exists()
    assert Classification.history.filter(history_type="-").exists()


def test_one_person_of_two_kinds_is_registered_once(cast, kinds):
    run = pmks(cast.biru, SITI, [*SITI[:5], "Disabilitas"])
    assert run.kinds == ["new", "new"]
    assert run.write().refused == {}
    assert Person.objects.count() == 1
    assert Classification.objects.count() == 2


def test_a_second_bringing_in_writes_nothing(cast, kinds):
    pmks(cast.biru, SITI).write()
    again = pmks(cast.biru, [*SITI[:5], "PMKS-08"])
    assert again.kind == "same"
    assert again.write().written == {"new": 0, "changed": 0}


def test_a_known_person_is_not_changed_and_the_difference_is_shown(cast, kinds):
    known = factories.person("Sitti Aminah", BIRU, nik=NIK, birth_date=date(1950, 3, 2))
    run = pmks(cast.biru, SITI)
    names = list(run.sheet.columns)
    assert run.kind == "new"
    assert {names[at]: atom for at, atom in run.row().differs.items()} == {"birth_date": "1950-03-02"}
    run.write()
    known.refresh_from_db()
    assert (known.version, known.full_name, known.birth_date) == (1, "Sitti Aminah", date(1950, 3, 2))
    assert Classification.objects.get().beneficiary.person == known


def test_who_may_be_somebody_else_is_for_the_user_to_decide(cast, kinds):
    known = factories.person("Sitti Amina", BIRU, birth_date=date(1950, 3, 1))
    assert pmks(cast.biru, SITI).kind == "similar"
    run = pmks(cast.biru, SITI, decided={2: str(known.pk)})
    assert run.kind == "new"
    assert run.sheet.near_told(run.row()) == []
    run.write()
    assert Classification.objects.get().beneficiary.person == known
    other = pmks(cast.biru, SITI, decided={2: "other"})
    other.write()
    assert Person.objects.with_nik(NIK).get() != known


def test_people_who_may_be_meant_are_told_with_their_pages(cast, kinds):
    known = factories.person("Sitti Amina", BIRU, birth_date=date(1950, 3, 1))
    run = pmks(cast.biru, SITI)
    run.sheet.prepare([run.row()])
    ((pk, words, url),) = run.sheet.near_told(run.row())
    assert pk == known.pk
    assert "Sitti Amina" in words
    assert url == known.get_absolute_url()
    assert run.sheet.row_title(run.row()).startswith("Siti Aminah · ")


def test_who_is_new_needs_enough_facts(cast, kinds):
    lacking = pmks(cast.dinas_bone, ["Siti Aminah", None, None, None, None, "WRSE"])
    assert lacking.faults() == {"sex": "required", "village": "required", "nik": "no_nik"}
    little = pmks(
        cast.biru,
        ["Siti Aminah", None, None, "P", "Biru", "WRSE", "tidak diketahui"],
        header=[*HEADER, "Alasan tanpa NIK"],
    )
    assert little.faults() == {"birth_date": "too_little"}


def test_rows_outside_the_area_are_answered_like_places_and_people_that_do_not_exist(cast, kinds):
    factories.person("Siti Aminah", WATAMPONE, nik=NIK)
    there, nowhere = (pmks(cast.biru, [*SITI[:4], place, SITI[5]]) for place in ("Watampone", "Entahlah"))
    assert there.faults() == nowhere.faults() == {"village": "unknown_village"}
    assert there.texts() == nowhere.texts()
    run = pmks(cast.biru, SITI)  # her NIK is known elsewhere: like any new one, and in conflict for the Dinas
    assert run.kind == "new"
    assert run.doubts() == pmks(cast.biru, [SITI[0], "9901014103500009", *SITI[2:]]).doubts()
    run.write()
    assert Person.objects.get(village=BIRU).nik_conflict


def test_the_record_of_somebody_elsewhere_cannot_be_named(cast, kinds):
    far = factories.classification(factories.person("Ani", WATAMPONE), kinds["old"], by=cast.watampone)
    run = pmks(cast.biru, [far.pk, "Ani", "musyawarah"], header=["Number in the registry", "Nama", "Sumber"])
    none = pmks(cast.biru, [999_999, "Ani", "musyawarah"], header=["Number in the registry", "Nama", "Sumber"])
    assert run.faults() == none.faults() == {"number": "unknown_number"}
    assert run.texts() == none.texts()


def test_the_maker_corrects_his_proposal_by_its_number_and_takes_it_back(cast, kinds):
    row = factories.classification(factories.person("Ani", BIRU), kinds["old"], by=cast.biru, source="rapat")
    header = ["Number in the registry", "Nama", "Sumber", "Identified on", "In own words"]
    lines = [row.pk, "Ani", "musyawarah", None, "hidup sendiri"]
    run = pmks(cast.biru, lines, header=header)
    assert run.changes() == {"source": ("rapat", "musyawarah"), "own_wording": (None, "hidup sendiri")}
    run.write()
    row.refresh_from_db()
    assert (row.source, row.own_wording, row.identified_on) == ("musyawarah", "hidup sendiri", factories.LONG_AGO)
    assert pmks(cast.dinas_bone, [row.pk, "Ani", "lain"], header=header[:3]).faults() == {"source": "locked"}
    run.undo()
    row.refresh_from_db()
    assert (row.source, row.own_wording) == ("rapat", "")


def test_an_exported_list_comes_back_without_a_change_and_never_verifies(cast, kinds):
    proposed = factories.classification(
        factories.person("Ani", BIRU, birth_date=date(1950, 3, 1)), kinds["old"], by=cast.tksk, source="rapat"
    )
    header, rows = exported(ClassificationResource, Classification.objects.all(), cast.biru)
    rows[0][header.index("State") if "State" in header else -2] = "terverifikasi"
    run = pmks(cast.biru, *rows, header=header)
    assert run.header.unknown == {}
    assert run.kinds == ["same"], run.texts()
    run.write()
    proposed.refresh_from_db()
    assert (proposed.status, proposed.version) == ("proposed", 1)


def test_what_stands_twice_is_refused_and_so_are_two_names_of_one_nik(cast, kinds):
    run = pmks(cast.biru, SITI, SITI, ["Wahyudin", *SITI[1:5], "Disabilitas"])
    assert (run.faults(3), run.faults(4)) == ({"": "twice"}, {"nik": "other_name"})
    assert NIK not in run.texts(4)


def test_the_district_tells_villages_of_one_name_apart(cast, kinds):
    factories.region("73.08.22.1009", "kelurahan", "Biru")
    row = [*SITI, "Tanete Riattang Barat"]
    assert pmks(cast.dinas_bone, SITI).faults() == {"village": "ambiguous"}
    run = pmks(cast.dinas_bone, row, header=[*HEADER, "Kecamatan"])
    assert run.row().atoms[run.sheet.place["village_code"]] == "73.08.22.1009"


@pytest.mark.parametrize("count", [2, 40])
def test_the_queries_do_not_grow_with_the_rows(cast, kinds, count):
    rows = [[f"Warga {'ABCDEFGHIJ'[place % 10] * (place // 10 + 1)}", *SITI[1:]] for place in range(count)]
    for place, row in enumerate(rows):
        row[1] = f"99010141035{place + 10:05d}"
        factories.person(row[0], BIRU, nik=row[1])
    assert cast.biru.duties_now
    with CaptureQueriesContext(connection) as queries:
        run = pmks(cast.biru, *rows)
    assert set(run.kinds) == {"new"}, run.texts()
    selects = [query for query in queries.captured_queries if query["sql"].lstrip().startswith("SELECT")]
    assert len(selects) <= 16
