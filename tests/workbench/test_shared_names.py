"""Villages of one name: each name is asked about by itself, with its districts; one answer never moves another village."""

import pytest

from tests import factories
from tests.workbench.files import bring_in, checked, mend, page, person_row
from tests.workbench.test_mending import asked, cause_of, counts
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db
OTHER_BIRU, OTHER_BUKAKA = "73.08.22.1009", "73.08.22.1008"


@pytest.fixture
def shared(cast):
    factories.region(OTHER_BIRU, "kelurahan", "Biru")
    factories.region(OTHER_BUKAKA, "kelurahan", "Bukaka")


def test_each_shared_name_is_asked_about_by_itself(cast, english, shared):
    client = english(cast.dinas_bone)
    rows = [person_row("Ani"), person_row("Ida", Kelurahan="Kel. Biru"), person_row("Eni", Kelurahan="Bukaka")]
    batch = checked(client, rows)
    cause = cause_of(batch, "ambiguous")
    assert [(one.told, one.count, one.suggestion) for one in cause.written] == [("Biru", 2, ""), ("Bukaka", 1, "")]
    assert cause.select == [
        (factories.BIRU, f"Biru, Tanete Riattang ({factories.BIRU})"),
        (OTHER_BIRU, f"Biru, Tanete Riattang Barat ({OTHER_BIRU})"),
    ]
    assert "Replace “Biru” by" in page(client, batch)

    mend(client, batch, "put", **asked(cause), value=OTHER_BIRU)
    assert counts(batch) == {"read": 3, "new": 2, "wrong": 1}
    mend(client, batch, "put", **asked(cause_of(batch, "ambiguous")), value=OTHER_BUKAKA)
    bring_in(client, batch)
    villages = dict(Person.objects.values_list("full_name", "village"))
    assert villages == {"Ani": OTHER_BIRU, "Ida": OTHER_BIRU, "Eni": OTHER_BUKAKA}


def test_the_village_that_was_chosen_stands_with_its_district_among_what_was_mended(cast, english, shared):
    client = english(cast.dinas_bone)
    batch = checked(client, [person_row("Ani"), person_row("Ida", Kelurahan="Watampune")])
    mend(client, batch, "put", **asked(cause_of(batch, "ambiguous")), value=OTHER_BIRU)
    mend(client, batch, "put", **asked(cause_of(batch, "unknown_village")), value="Watampone")
    body = page(client, batch)
    assert f"<ins>Biru, Tanete Riattang Barat ({OTHER_BIRU})</ins>" in body
    assert f"<ins>Watampone, Tanete Riattang ({factories.WATAMPONE})</ins>" in body


def test_places_of_every_level_are_told_so_when_they_are_mended(cast, english, shared):
    client = english(cast.dinas_bone)
    batch = checked(client, [["Rina", "petugas desa", "Biru"]], head=["Nama", "Peran", "Wilayah"], sheet="accounts")
    mend(client, batch, "put", **asked(cause_of(batch, "ambiguous")), value=OTHER_BIRU)
    assert f"<ins>Biru, Tanete Riattang Barat ({OTHER_BIRU})</ins>" in page(client, batch)
    head = ["Wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Sumber"]
    batch = checked(client, [["Tanete R", 2023, "pmks", "Anak telantar", 7, "Dinas"]], head=head, sheet="tallies")
    mend(client, batch, "put", **asked(cause_of(batch, "unknown_region")), value=factories.TANETE_RIATTANG)
    assert "<ins>Tanete Riattang, Bone (73.08.21)</ins>" in page(client, batch).replace("Kabupaten Bone", "Bone")


def test_a_name_that_several_villages_share_is_told_once(cast, english, shared):
    client = english(cast.dinas_bone)
    batch = checked(client, [person_row("Ani", Kelurahan="Byru")])
    mend(client, batch, "put", **asked(cause_of(batch, "unknown_village")), value="Biru")
    body = page(client, batch)
    assert "<ins>Biru</ins>" in body
    assert "Biru / Biru" not in body
