"""Files of so many rows for each sheet whose rows pass through the services, new ones and corrections."""

from groups.models import SocialGroup
from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.sheets_more.running import Run
from wksbm.people.models import Person

SYLLABLES = ["bar", "dem", "gin", "kol", "mur", "nas", "pel", "rid", "tom", "wun"]
IN_A_GROUP = 20
MEMBERS = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir", "Anggota sejak"]
PMKS = ["Nama", "NIK", "JK", "Tgl lahir", "Kode desa", "Jenis PMKS", "Tanggal pendataan"]
ACTIVITIES = ["Tanggal", "Jenis kegiatan", "Kelompok", "Tempat", "Uraian", "ID"]
COUNTS = ["Kode wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Sumber"]


def name_of(number: int) -> str:
    """A name of letters alone, another one for each number."""
    return "Siti " + "".join(SYLLABLES[int(digit)] for digit in str(number)).title()


def nik_of(number: int) -> str:
    return f"990101410190{number + 1000}"


def people(count: int) -> list[Person]:
    return [factories.person(name_of(n), BIRU, nik=nik_of(n)) for n in range(count)]


def groups(count: int) -> list[SocialGroup]:
    """One for each of `count` rows; several rows share one."""
    made = [factories.group(f"Melati {name_of(n)}", BIRU) for n in range(count // IN_A_GROUP + 1)]
    return [made[n // IN_A_GROUP] for n in range(count)]


def members(count: int) -> list:
    pairs = zip(people(count), groups(count), strict=True)
    return [factories.membership(who, group, number=n) for n, (who, group) in enumerate(pairs)]


def new_members(cast, count: int) -> Run:
    facts = ["P", "01/01/1990", "2019"]
    rows = [[group.name, name_of(n), nik_of(n), *facts] for n, group in enumerate(groups(count))]
    return Run(cast.biru, "members", MEMBERS, *rows)


def known_members(cast, count: int) -> Run:
    pairs = zip(people(count), groups(count), strict=True)
    rows = [[group.name, who.full_name, who.nik, None, None, "2019"] for who, group in pairs]
    return Run(cast.biru, "members", MEMBERS, *rows)


def corrected_members(cast, count: int) -> Run:
    rows = [[one.group.name, one.person.full_name, None, None, None, "2019"] for one in members(count)]
    return Run(cast.biru, "members", MEMBERS, *rows)


def leaving_members(cast, count: int) -> Run:
    rows = [[one.group.name, one.person.full_name, "17/08/2024", "pindah"] for one in members(count)]
    return Run(cast.biru, "members", ["Kelompok", "Nama", "Tanggal keluar", "Alasan keluar"], *rows)


def new_officers(cast, count: int) -> Run:
    days = [(f"01/02/{1990 + n % IN_A_GROUP}", f"31/12/{1990 + n % IN_A_GROUP}") for n in range(count)]
    rows = [[one.group.name, one.person.full_name, "Ketua", *days[n]] for n, one in enumerate(members(count))]
    return Run(cast.biru, "officers", ["Kelompok", "Nama", "Jabatan", "Mulai", "Sampai"], *rows)


def corrected_officers(cast, count: int) -> Run:
    for one in (known := members(count)):
        factories.office(one.group, "adviser", one.person)
    rows = [[one.group.name, one.person.full_name, "Penasehat", "31/12/2024"] for one in known]
    return Run(cast.biru, "officers", ["Kelompok", "Nama", "Jabatan", "Sampai"], *rows)


def new_groups(cast, count: int) -> Run:
    rows = [[f"Melati {name_of(n)}", "KUBE", BIRU, "2019"] for n in range(count)]
    return Run(cast.dinas_bone, "groups", ["Nama kelompok", "Bentuk", "Kode desa", "Tahun berdiri"], *rows)


def corrected_groups(cast, count: int) -> Run:
    known = [factories.group(f"Melati {name_of(n)}", BIRU) for n in range(count)]
    rows = [[group.pk, group.name, "2019"] for group in known]
    return Run(cast.dinas_bone, "groups", ["ID", "Nama kelompok", "Tahun berdiri"], *rows)


def new_pmks(cast, count: int) -> Run:
    kind = factories.category("PMKS-09", "Penyandang Disabilitas")
    facts = ["P", "01/01/1990"]
    rows = [[name_of(n), nik_of(n), *facts, (BIRU, WATAMPONE)[n % 2], kind.name, "01/02/2025"] for n in range(count)]
    return Run(cast.dinas_bone, "beneficiaries", PMKS, *rows)


def known_pmks(cast, count: int) -> Run:
    kind = factories.category("PMKS-09", "Penyandang Disabilitas")
    rows = [[who.full_name, who.nik, "P", None, BIRU, kind.name, "01/02/2025"] for who in people(count)]
    return Run(cast.biru, "beneficiaries", PMKS, *rows)


def corrected_pmks(cast, count: int) -> Run:
    kind = factories.category("PMKS-09", "Penyandang Disabilitas")
    known = [factories.classification(who, kind, by=cast.biru) for who in people(count)]
    rows = [[one.pk, one.beneficiary.person.full_name, "01/02/2025"] for one in known]
    return Run(cast.biru, "beneficiaries", ["ID", "Nama", "Tanggal pendataan"], *rows)


def new_activities(cast, count: int) -> Run:
    rows = [
        [f"{n % 28 + 1:02}/02/{2000 + n // 28}", "Rapat", group.name, "Balai desa", "Iuran", None]
        for n, group in enumerate(groups(count))
    ]
    return Run(cast.biru, "activities", ACTIVITIES, *rows)


def corrected_activities(cast, count: int) -> Run:
    known = [factories.activity(group, by=cast.biru) for group in groups(count)]
    rows = [["01/01/2020", "Rapat", one.group.name, None, "Iuran", one.pk] for one in known]
    return Run(cast.biru, "activities", ACTIVITIES, *rows)


def new_counts(cast, count: int, *, more: int = 0) -> Run:
    rows = [[BIRU, 2023, "penduduk miskin", f"Jumlah {n}", n + more, "BPS"] for n in range(count)]
    return Run(cast.dinas_bone, "tallies", COUNTS, *rows)


def corrected_counts(cast, count: int) -> Run:
    new_counts(cast, count).write()
    return new_counts(cast, count, more=1)
