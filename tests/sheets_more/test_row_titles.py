"""What the rows of a checked file are called on its page: they tell what they bring, in words that a reader knows."""

import html
import re

import pytest

from tests import factories
from tests.factories import BIRU, new_nik
from tests.sheets_more.pmks import HEADER as PMKS
from tests.sheets_more.pmks import SITI, make_kinds
from tests.workbench.files import checked, page
from wksbm.regions.models import Tally

pytestmark = pytest.mark.django_db
TALLIES = ["Kode wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Satuan", "Sumber"]
MEMBERS = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir", "Anggota sejak"]
OFFICERS = ["Kelompok", "Nama", "Jabatan", "Mulai", "Ex officio"]
ACTIVITIES = ["Tanggal", "Jenis", "Kelompok", "Tempat"]


def on_roster(*, name: str = "Siti Aminah") -> None:
    factories.membership(factories.person(name, BIRU), factories.group("Melati", BIRU))


def people(cast) -> tuple:
    return cast.biru, ["Nama", "NIK", "JK", "Tgl lahir", "Kelurahan"], ["Ani", new_nik(), "P", "01/01/1990", "Biru"]


def groups(cast) -> tuple:
    return cast.biru, ["Nama kelompok", "Bentuk kelompok", "Kode desa"], ["Mekar Sari", "KUBE", BIRU]


def members(cast) -> tuple:
    factories.group("Melati", BIRU)
    return cast.biru, MEMBERS, ["Melati", "Siti Aminah", new_nik(), "P", "01/01/1990", "2019"]


def officers(cast) -> tuple:
    on_roster()
    return cast.biru, OFFICERS, ["Melati", "Siti Aminah", "Sekretaris II", "2021", None]


def officers_by_another_office(cast) -> tuple:
    factories.group("Melati", BIRU)
    return cast.biru, OFFICERS, ["Melati", None, "Penasihat", "1/2/2021", "Ketua RW 08"]


def beneficiaries(cast) -> tuple:
    make_kinds()
    return cast.biru, [*PMKS, "Tanggal pendataan"], [*SITI, "03/02/2025"]


def activities(cast) -> tuple:
    factories.group("Melati", BIRU)
    return cast.biru, ACTIVITIES, ["03/02/2025", "Rapat", "Melati", "Balai desa"]


def tallies(cast) -> tuple:
    return cast.biru, TALLIES, [BIRU, 2023, "pmks", "Anak telantar", "1.250", "orang", "Dinas"]


def tallies_unknown(cast) -> tuple:
    return cast.biru, TALLIES, [BIRU, 2023, "pmks", "Anak telantar", None, None, "Dinas"]


def accounts(cast) -> tuple:
    return cast.dinas_bone, ["Nama", "Username", "Peran", "Wilayah"], ["Rina", "desa.rina", "petugas desa", "Biru"]


def regions(cast) -> tuple:
    return cast.admin, ["Kode", "Nama", "Jenis"], ["73.08.21.1009", "Biru Timur", "kelurahan"]


TITLES = {
    people: "Ani",
    groups: "Mekar Sari · KUBE · Biru",
    members: "Siti Aminah · Melati · since 2019",
    officers: "Siti Aminah · Secretary II · Melati · since 2021",
    officers_by_another_office: "Ketua RW 08 · Adviser · Melati · since 01/02/2021",
    beneficiaries: "Siti Aminah · Lanjut Usia Telantar · 03/02/2025",
    activities: "03/02/2025 · Meeting · Melati · Balai desa",
    tallies: "Biru · PMKS · Anak telantar · 2023 · 1.250 individuals",
    tallies_unknown: "Biru · PMKS · Anak telantar · 2023 · count not known",
    accounts: "Rina · desa.rina · Village officer · Biru",
    regions: "73.08.21.1009 · Biru Timur · kelurahan",
}


def rows_of(body: str) -> list[str]:
    """The rows of the page as they are read, title and cells."""
    items = re.findall(r'<section class="rk-sheet" id="baris">(.*?)</section>', body, re.DOTALL)[0]
    found = re.findall(r"<li>(.*?)</li>", items, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


@pytest.mark.parametrize("sheet", TITLES, ids=lambda sheet: sheet.__name__)
def test_a_new_row_tells_what_it_brings(cast, english, sheet):
    user, header, row = sheet(cast)
    client = english(user)
    batch = checked(client, [row], head=header, sheet=sheet.__name__.split("_")[0])
    (told,) = rows_of(page(client, batch, "?jenis=baru"))
    assert told.casefold().startswith(f"row 2 {TITLES[sheet]}".casefold())
    rest = told[len(f"Row 2 {TITLES[sheet]}") :]
    assert not re.search(r"[Nn]umber of the", rest), "only the registry knows these, and the file does not hold them"


def test_whoever_a_row_calls_by_number_has_a_name(cast, english):
    siti, melati = factories.person("Siti Aminah", BIRU), factories.group("Melati", BIRU)
    factories.membership(siti, melati)
    term = factories.office(melati, "chair", siti)
    client = english(cast.biru)
    row = [siti.pk, melati.pk, "Bendahara"]
    batch = checked(client, [row], head=["ID penduduk", "ID kelompok", "Jabatan"], sheet="officers")
    assert "Siti Aminah · Treasurer · Melati" in page(client, batch)
    batch = checked(client, [[term.pk, "Ketua", "31/12/2023"]], head=["ID", "Jabatan", "Sampai"], sheet="officers")
    assert "Siti Aminah · Chair · Melati · since 01/01/2020" in page(client, batch)


def test_a_count_that_a_row_calls_by_number_is_told_as_the_registry_knows_it(cast, english):
    known = Tally(region_id=BIRU, subject="pmks", label_as_printed="Anak telantar", year=2023, source="Dinas", count=7)
    known.save()
    client = english(cast.biru)
    batch = checked(client, [[known.pk, "Dinas", 9]], head=["ID", "Sumber", "Jumlah"], sheet="tallies")
    assert "Biru · PMKS · Anak telantar · 2023 · 9" in page(client, batch)
