"""The places of the tests: those of the demo, each with everything above it and a neighbour."""

from wksbm.regions.codes import level_of, parent_of
from wksbm.regions.models import Region, search_name_of

PLACES = """
53            provinsi  Nusa Tenggara Timur
53.01         kabupaten Kabupaten Kupang
53.01.08      kecamatan Kupang Tengah
53.01.08.2011 desa      Penfui Timur
53.01.08.2013 desa      Mata Air
73            provinsi  Sulawesi Selatan
73.08         kabupaten Kabupaten Bone
73.08.21      kecamatan Tanete Riattang
73.08.21.1001 kelurahan Biru
73.08.21.1002 kelurahan Ta
73.08.21.1003 kelurahan Watampone
73.08.21.1004 kelurahan Bukaka
73.08.21.1005 kelurahan Pappolo
73.08.21.1006 kelurahan Manurunge
73.08.21.1007 kelurahan Walanae
73.08.21.1008 kelurahan Masumpu
73.08.22      kecamatan Tanete Riattang Barat
73.08.22.1001 kelurahan Macege
34            provinsi  Daerah Istimewa Yogyakarta
34.71         kota      Kota Yogyakarta
34.71.13      kecamatan Umbulharjo
34.71.13.1006 kelurahan Sorosutan
32            provinsi  Jawa Barat
32.02         kabupaten Kabupaten Sukabumi
32.02.19      kecamatan Kabandungan
32.02.19.2001 desa      Kabandungan
"""
KUPANG, BONE = "53.01", "73.08"
KUPANG_TENGAH, TANETE_RIATTANG, TANETE_BARAT = "53.01.08", "73.08.21", "73.08.22"
PENFUI, MATA_AIR = "53.01.08.2011", "53.01.08.2013"
BIRU, TA, WATAMPONE, MACEGE = "73.08.21.1001", "73.08.21.1002", "73.08.21.1003", "73.08.22.1001"
SOROSUTAN, KABANDUNGAN = "34.71.13.1006", "32.02.19.2001"


def make_regions() -> dict[str, Region]:
    """The places of the demo with everything above them, by code."""
    rows = []
    for line in PLACES.strip().splitlines():
        code, kind, name = line.split(maxsplit=2)
        rows.append(_region(code, kind, name))
    Region.objects.bulk_create(rows)
    return {row.code: row for row in rows}


def region(code: str, kind: str, name: str) -> Region:
    """One more place; the one above it must be there."""
    row = _region(code, kind, name)
    row.save()
    return row


def _region(code: str, kind: str, name: str) -> Region:
    return Region(
        code=code,
        name=name,
        kind=kind,
        level=level_of(code),
        parent_id=parent_of(code) or None,
        search_name=search_name_of(name, kind),
    )
