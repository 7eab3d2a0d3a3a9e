"""Files with bytes changed at random are read or refused, never an error of ours."""

from random import Random

import pytest

from tests.sheets_reading import files
from tests.sheets_reading.files import PEOPLE, Tab
from tests.sheets_reading.reading import looked, read
from tests.sheets_reading.test_dialects import MIXED
from tests.sheets_reading.test_kinds import OPEN_CELLS
from wksbm.spreadsheets.reading import FileRefused

STRAY = (b"<", b">", b'"', b"-1", b"/", b"\0", b"<v>", b"</v>", b"&", b"999999999999", b"</row>", b"<c>", b'r=""')
PARTS = files.workbook_parts([Tab("Orang", MIXED * 2)], merged=["A1:B1", "A3:A9"], hidden_rows=[2])
OPEN_ROW = "".join(f"<table:table-cell {facts}>{inside}</table:table-cell>" for facts, inside, _ in OPEN_CELLS)
OPEN_TABLE = f'<table:table table:name="A"><table:table-row>{OPEN_ROW}</table:table-row></table:table>'


def damaged(content: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(content))
    match chance.randrange(3):
        case 0:
            return content[:place] + chance.choice(STRAY) + content[place:]
        case 1:
            return content[:place] + content[place + chance.choice((1, 2, 8)) :]
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def damaged_part(chance: Random) -> bytes:
    part = chance.choice([files.SHEET_PART, files.SHEET_PART, *PARTS])
    return files.packed(PARTS | {part: damaged(PARTS[part], chance)})


def damaged_open_table(chance: Random) -> bytes:
    return files.ods(damaged(OPEN_TABLE.encode(), chance).decode(errors="replace"))


def damaged_text(chance: Random) -> bytes:
    return damaged(files.csv(PEOPLE * 3, delimiter=chance.choice(",;\t")), chance)


@pytest.mark.parametrize("broken", [damaged_part, damaged_open_table, damaged_text])
def test_a_damaged_file_is_read_or_refused(broken):
    ends = set()
    for seed in range(120):
        content = broken(Random(seed))  # noqa: S311 the same faults in every run
        for ask in (looked, read):
            try:
                ask(content)
                ends.add("read")
            except FileRefused:
                ends.add("refused")
    assert ends == {"read", "refused"}
