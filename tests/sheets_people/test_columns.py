"""Plain rows are checked column by column: they end as they would one by one, whatever stands between them."""

import random
from datetime import date

import pytest

from tests import factories
from tests.factories import BIRU, new_nik
from tests.ground.test_keyring import NEW
from tests.sheets_more.running import Run
from tests.sheets_people.bringing import HEADER, crowd, row
from wksbm.people.sheet import PersonSheet
from wksbm.spreadsheets.engine.checking import check
from wksbm.spreadsheets.engine.fixes import Fix, Fixes
from wksbm.spreadsheets.engine.rows import Index, SheetRow, read_rows
from wksbm.spreadsheets.sheet import sheet_of
from wksbm.spreadsheets.store import Store

ROWS = 1_200


def messy(known: list) -> list[list]:
    """Mostly plain rows, and every kind of others between them."""
    chance = random.Random(5)  # noqa: S311 made-up rows
    rows = crowd(ROWS)
    odd = [
        row("Budi 7", new_nik()), row("Иван Budi", new_nik()), row("Siti", new_nik(), sex="L", born="01/01/1990"),
        row("Tanpa Alasan"), row("Siti Rahmah", why="unknown"), row("Tahun Saja", born="1990", why="unknown"),
        row("Rani", new_nik(), born="1990"), row("Jumlah"), row("TOTAL", new_nik()), row(None, new_nik()),
        row("Lama", new_nik(), born="31/12/1899"), row("Ani", "990101"), row("Ani", 9901014101900001.0),
        row("Ani", "9901••••••••••••"), row("Luar", new_nik(), village="73.99.01.1001"), row("Formula", ("formula", "=A1")),
        row("Hari", new_nik(), born=("date", "1990-01-01")), row("Ta' Daeng, S.Pd.", new_nik(), address="-"),
        row("Andi", new_nik(), sex=None), row("Keluarga", new_nik(), kk="9901014101900001"), [None, None, "Total 3"],
        row("Nomor", new_nik(), pk=known[0].pk), row("Lain", known[1].nik), row(known[2].full_name, known[2].nik, rt="9"),
    ]  # fmt: skip
    for extra in odd * 2:
        rows.insert(chance.randrange(len(rows)), list(extra))
    return rows


def checked(user, rows: list[list], fixes: Fixes, *lacking: str, width: int = 0) -> tuple[list, Index]:
    """`lacking`: headers of columns that the file has not."""
    run = Run(user, "people", HEADER)
    store, sheet = Store(run.batch.token), sheet_of("people")(user, date.today())
    places = {place for place, header in enumerate(HEADER) if header in lacking}
    meanings = {place: name for place, name in run.header.meanings.items() if place not in places}
    check(iter([list(enumerate(rows, 2))]), sheet, meanings, store, fixes=fixes, width=width)
    return list(map(told, read_rows(store))), Index.of(store)


def told(row: SheetRow) -> tuple:
    about = row.pk, row.version, row.near, row.decided, row.mark
    return row.number, row.kind, row.atoms, about, row.current, list(row.doubts), list(row.faults), dict(row.differs)


@pytest.mark.parametrize("keys", [1, 2])
@pytest.mark.parametrize("mended", [False, True])
def test_columns_end_as_rows_do(cast, monkeypatch, settings, mended, keys):
    known = [factories.person("Siti Rahmawati", BIRU, nik=new_nik()) for _turn in range(3)]
    rows = messy(known)
    fixes = Fixes()
    if mended:
        fixes.add(Fix("full_name", "Budi 7", "Budi Tujuh"))
        fixes.add(Fix("sex", "", "P", 100))
        fixes.rows |= {50: "skip", 51: "other", 52: str(known[0].pk)}
    if keys == 2:
        settings.FIELD_KEYS = f"{NEW},{settings.FIELD_KEYS}"
    found, index = checked(cast.biru, rows, fixes)
    monkeypatch.setattr(PersonSheet, "usual", lambda self, atoms: None)
    expected, by_rows = checked(cast.biru, rows, fixes)
    assert found == expected
    assert index.counts == by_rows.counts
    assert index.doubts == by_rows.doubts
    assert index.counts["new"] > ROWS / 2
    assert min(index.counts[kind] for kind in ("wrong", "similar", "changed")) > 0


@pytest.mark.parametrize("many", [0, 1, 500, 501])
@pytest.mark.parametrize("lacking", [(), ("NIK",), ("JK", "Kode Desa"), ("Nama",)])
def test_lines_of_other_lengths_and_columns_that_the_file_lacks(cast, monkeypatch, many, lacking):
    rows = crowd(many)
    for at in range(7, many, 50):
        rows[at] = rows[at][: at % 9]
    for at in range(9, many, 50):
        rows[at] = [*rows[at], "x"]
    fixes = Fixes([Fix("sex", "", "P"), Fix("village", "", "Biru")])
    for width in (0, len(HEADER)):
        with monkeypatch.context() as patch:
            found, index = checked(cast.biru, rows, fixes, *lacking, width=width)
            patch.setattr(PersonSheet, "usual", lambda self, atoms: None)
            expected, by_rows = checked(cast.biru, rows, fixes, *lacking, width=width)
        assert found == expected
        assert (index.counts, index.doubts) == (by_rows.counts, by_rows.doubts)
