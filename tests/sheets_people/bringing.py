"""A list of people as a page brings it in: rows of cells below a header that offices write."""

from datetime import date
from itertools import count

from tests.factories import BIRU
from tests.sheets_more.running import Run

HEADER = ["ID", "Nama", "NIK", "No KK", "JK", "Tgl Lahir", "Kode Desa", "RT", "Alamat", "HP", "Alasan tanpa NIK"]
NAMES = ("Siti Aminah", "Budi Santoso", "Wati Lestari", "Ahmad Syam", "Rina Daeng", "Joko Wijaya", "Andi Patta")
_serials = count(1)


def bring(user, *rows, decided: dict[int, str] | None = None) -> Run:
    return Run(user, "people", HEADER, *rows, decided=decided)


def row(name=None, nik=None, *, pk=None, kk=None, sex="P", born="01/01/1990", village=BIRU, **more) -> list:
    """The cells of one row; what is not named stays blank."""
    return [
        pk,
        name,
        nik,
        kk,
        sex,
        born,
        village,
        more.get("rt"),
        more.get("address"),
        more.get("phone"),
        more.get("why"),
    ]


def crowd(many: int, *, village: str = BIRU, kk: bool = False, first: int = 0, why: str | None = None) -> list[list]:
    """Rows of so many people whom nobody knows, each with a NIK of his own, or with the reason why there is none.

    Up to 420 people differ by name and birthday; `first` counts on from there.
    """
    found = []
    for number in range(first, first + many):
        day = date(1950 + number % 60, number % 12 + 1, number % 28 + 1)
        nik = f"99{next(_serials) % 90 + 1:02d}01{day.day + 40:02d}{day:%m%y}{number % 9_999 + 1:04d}"
        facts = {"kk": f"99{number // 4:014d}" if kk else None, "village": village, "rt": f"{number % 9 + 1}"}
        found.append(row(NAMES[number % 7], None if why else nik, born=f"{day:%d/%m/%Y}", why=why, **facts))
    return found


def named(number: int) -> str:
    """A name of its own for each number, without digits."""
    letters = "bdfgklmnprst"
    return f"Warga {letters[number // 12 % 12]}a{letters[number % 12]}i{letters[number // 144 % 12]}a"
