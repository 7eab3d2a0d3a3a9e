"""A workbook as it comes from the field: letterhead, headers of one's own, and every usual fault somewhere."""

from datetime import date

from tests import factories
from tests.workbench.files import workbook

ABOVE = [["PEMERINTAH KABUPATEN BONE"], ["DINAS SOSIAL"], ["Rekap warga binaan bulan November 2026"], []]
HEAD = [
    "No",
    "nama_lgkp",
    "No. KTP",
    "Jns Klmin",
    "Tgl Lhr",
    "Nama Kelurahan",
    "RT",
    "Bantuan 2024",
    "Alasan Tanpa NIK",
]
GOOD, ROWS = 291, 300
REGISTERED = [("Rosmini Daeng Puji", date(1990, 3, 2)), ("Muhammad Yusuf", date(1978, 7, 9))]
VILLAGES = ("Biru", "Watampone", "Pappolo")


def messy_workbook() -> bytes:
    rows = [good(number) for number in range(GOOD - 1)]
    misspell(rows)
    for place in (30, 31, 32):
        rows[place][2] = int(rows[place][2])  # Excel has made a number of it
    for place in range(40, 60):
        rows[place][2] = "'" + rows[place][2]
    rows[70][4], rows[71][4] = "31/02/2001", "31/02/2001"
    rows[72][4] = "14 Mei 85"
    for place in (80, 81, 82, 83):
        rows[place][3] = None
    rows[90][3] = rows[91][3] = "Wadon"
    rows[100][6] = "RT tiga"
    rows += [list(rows[5]), list(rows[6])]  # the same people once more
    rows += [similar("Rosmini Dg Puji", "02/03/1990"), similar("Muhammad Yusuf Tahir", "09/07/1978")]
    rows += [good(number) for number in range(400, 405)]
    rows.append(["", "Jumlah", None, None, None, len(rows), None, None, None])
    assert len(rows) == ROWS
    return workbook(rows, head=HEAD, above=ABOVE, sheet="Rekap Nov")


def good(number: int) -> list:
    sex, birth = "LP"[number % 2], date(1950 + number % 50, 1 + number % 12, 1 + number % 28)
    nik, name = factories.new_nik(birth, sex), f"Warga {letters(number)}"
    return [number + 1, name, nik, sex, f"{birth:%d/%m/%Y}", VILLAGES[number % 3], "003", "sembako", None]


def similar(name: str, born: str) -> list:
    return [None, name, "-", "P", born, "Biru", "001", "-", "unknown"]


def misspell(rows: list[list]) -> None:
    for wrong, first, count in (("Watampune", 3, 14), ("Byru", 120, 5), ("Papolo", 140, 3)):
        for row in rows[first : first + count]:
            row[5] = wrong


def letters(number: int) -> str:
    """A name without digits, different for each number."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}").capitalize()
