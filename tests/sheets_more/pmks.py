"""The sheet of PMKS in tests: some kinds, and one row about Siti Aminah."""

from tests import factories
from tests.sheets_more.running import Run

HEADER = ["Nama", "NIK", "Tgl lahir", "JK", "Desa", "Jenis PMKS"]
NIK = "9901014103500001"
SITI = ["Siti Aminah", NIK, "01/03/1950", "P", "Biru", "Lansia terlantar"]


def make_kinds() -> dict:
    return {
        "old": factories.category("PMKS-08", "Lanjut Usia Telantar", age_min=60),
        "child": factories.category("PMKS-01", "Anak Balita Telantar", age_min=0, age_max=5),
        "disabled": factories.category("PMKS-09", "Penyandang Disabilitas"),
        "woman": factories.category("PMKS-23", "Perempuan Rawan Sosial Ekonomi", sex="P"),
        "hiv": factories.category("PMKS-16", "Orang dengan HIV/AIDS", sensitivity=3),
    }


def pmks(user, *rows, header=None, **kwargs) -> Run:
    return Run(user, "beneficiaries", header or HEADER, *rows, **kwargs)
