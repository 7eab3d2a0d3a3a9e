"""How much a file may ask for. Sizes in bytes."""

from typing import NamedTuple

MOST_COLUMNS = 100
MOST_ENTRIES = 2_000
MOST_UNPACKED = 400 * 2**20
MOST_RATIO = 400  # real sheets reach 60:1, deflate stops at 1,032:1
SMALL_ENTRY = 256 * 2**10  # below this any ratio is harmless
LONGEST_PIECE = 8 * 2**20  # one row or one shared string, as XML
MOST_SMALL_PART = 32 * 2**20  # styles, workbook, relations
MOST_MERGED_ROWS = 2_000_000
HEAD_ROWS = 30
PIECE = 2**18  # read at once


class Ask(NamedTuple):
    """What the parent wants to know of the file; `rows` is the most rows that a sheet may hold, `simple` what an
    earlier look told of it."""

    what: str
    sheet: int
    rows: int
    bytes: int
    memory: int
    seconds: int
    simple: bool | None = None
