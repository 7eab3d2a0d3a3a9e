"""What the papers say of five groups, as an officer would type it: the parts of the inventory by the names of fields.

Rindu Sejahtera (2022), Warga Rukun 08 Sorosutan (2005), and three kinds of groups of Tanete Riattang (2006), whose
names are made up.
"""

Facts = dict[str, str | list[str] | bool]

RINDU = {
    "register": {"name": "Rindu Sejahtera", "kind": "kps", "founded_on": "2008", "origin": "individual"},
    "identitas": {
        "type": "Paguyuban",
        "formality": "informal",
        "initiator_kind": "elders",
        "initiator": "seorang ibu rumah tangga dengan anak-anaknya",
        "scope_level": "village",
        "coverage": "RW 002: 5",
        "business": "jahit, tenun, kue",
        "secretariat": "rumah ketua",
        "purposes": ["welfare", "income"],
        "purpose": "Perempuan rawan sosial ekonomi mandiri dan punya penghasilan.",
        "registration_number": "460/08/2015",
        "registered_by": "Dinas Sosial Kabupaten Kupang",
        "guidance": "guided",
    },
    "keanggotaan": {
        "declared_members": "25",
        "declared_on": "31/12/2021",
        "requirement": "special",
        "criteria": "ibu rumah tangga warga desa yang rawan sosial ekonomi",
        "for_whom": "women",
        "voluntary": "True",
        "rules_form": "oral",
        "rights": ["education", "voice"],
    },
    "sumber-daya": {
        "skilled_people": "Ketua dan anak-anaknya melatih anggota.",
        "facilities": "Rumah ketua; alat dipakai bergantian.",
        "fund_sources": ["business", "donor"],
    },
    "program": {
        "programme": "Penjangkauan, motivasi, bimbingan keterampilan UEP.",
        "serves": "25 perempuan rawan sosial ekonomi.",
        "meets_every": "need",
        "meets_at": "rumah ketua",
    },
    "links": [
        {"party": "LK3 Kabupaten Kupang", "party_kind": "social", "direction": "vertical", "level": "regency"},
        {"party": "Perguruan tinggi di NTT", "party_kind": "campus", "programme": "KKN", "gives": ["skills", "people"]},
    ],
}
WARGA_RUKUN = {
    "register": {"name": "Warga Rukun", "kind": "wksbm", "founded_on": "2002", "origin": "community"},
    "identitas": {
        "type": "WKSBM",
        "formality": "formal",
        "local_name": "Warga Rukun",
        "name_story": "dipilih dalam musyawarah warga RW 08",
        "initiator_kind": "agency",
        "facilitator": "Dinas Sosial Provinsi DIY",
        "scope_level": "rw",
        "coverage": "RW 08: 27, 28, 29, 30, 31",
        "secretariat": "Jl. Sidokabul 41 E",
        "purposes": ["welfare", "integration"],
        "local_wisdom": "Gotong royong, kebersamaan, tanpa membedakan suku dan agama.",
        "guidance": "guided",
        "cohort": "Uji coba WKSBM DIY 2002, 10 lokasi",
    },
    "keanggotaan": {
        "declared_members": "70",
        "declared_on": "31/12/2004",
        "requirement": "domicile",
        "for_whom": "all",
        "voluntary": "True",
        "rules_form": "written",
        "rights": ["education", "pengajian", "arisan", "aid"],
    },
    "sumber-daya": {
        "skilled_people": "Enam pengurus dari lima kelompok.",
        "facilities": "Balai RW.",
        "fund_sources": ["dues", "residents", "government", "company", "donor"],
        "dues_amount": "10000",
        "dues_every": "month",
    },
    "program": {
        "programme": "Inventarisasi warga, santunan tiap tiga bulan, pertemuan bulanan.",
        "serves": "Anak terlantar dan lanjut usia terlantar di RW 08.",
        "meets_every": "month",
        "meets_at": "balai RW, malam Minggu pertama",
    },
    "links": [{"party": "Forum WKSBM Kota Yogyakarta", "party_kind": "forum", "cause": "tiered"}],
    "components": ["Pengajian", "Sembahyang dan Doa Bersama", "Pemuda", "Pengurus Pemakaman", "Keamanan"],
    "offices": [
        ("chair", ""), ("deputy", ""), ("secretary", "1"), ("secretary", "2"), ("treasurer", "1"), ("treasurer", "2"),
    ],
    "advisers": ["Ketua RW 08", *(f"Ketua RT {number}" for number in range(27, 32))],
}  # fmt: skip


def of_tanete(name: str, kind_of_group: str, **more: str) -> dict:
    """Residents' own groups: no requirement but living there, dues and gifts, no network yet."""
    return {
        "register": {"name": name, "kind": "kps", "founded_on": more.pop("founded_on"), "origin": "community"},
        "identitas": {
            "type": kind_of_group,
            "formality": "informal",
            "initiator_kind": "elders",
            "scope_level": "rw",
            "coverage": "RW 001: 1, 2",
            "secretariat": "rumah ketua",
            "purposes": ["integration", "interests"],
            "guidance": "listed",
        },
        "keanggotaan": {
            "declared_members": more.pop("members"),
            "declared_on": "31/12/2006",
            "requirement": "domicile",
            "for_whom": more.pop("for_whom"),
            "voluntary": "True",
            "rules_form": "oral",
            "rights": ["pengajian", "arisan"],
        },
        "sumber-daya": {
            "skilled_people": "Anggota sendiri.",
            "facilities": "Rumah anggota bergantian.",
            "fund_sources": ["dues", "residents"],
            "dues_amount": "2000",
            "dues_every": "meeting",
        },
        "program": {
            "programme": more.pop("programme"),
            "serves": "Anggota dan tetangga yang kesusahan.",
            "meets_every": "month",
            "meets_at": "rumah anggota",
        },
        "no_links": True,
    }


TANETE = [
    of_tanete(
        "Majelis Taklim Nurul Biru", "Pengajian", members="40", for_whom="women", founded_on="1999",
        programme="Pengajian dan yasinan.",
    ),
    of_tanete(
        "Dasawisma Melati", "Dasawisma", members="10", for_whom="women", founded_on="2003",
        programme="Tanaman obat, posyandu, simpanan.",
    ),
    of_tanete(
        "Arisan Warga Biru", "Arisan", members="22", for_whom="all", founded_on="2001",
        programme="Arisan bulanan dan santunan duka.",
    ),
]  # fmt: skip
