"""Workbooks of LibreOffice, walked by an XML parser with flat memory."""

from collections.abc import Iterator
from io import BytesIO

from archive import Archive
from limits import HEAD_ROWS, Ask
from merges import Merges
from ods_walk import Table, TableWalk
from refused import Refused
from tidy import Row, check_count, is_blank, notes_on_cells, notes_on_sheets, tidy

CONTENT = "content.xml"


def look(content: BytesIO, ask: Ask) -> dict:
    walk = TableWalk()
    heads: dict[int, list[Row]] = {}
    counts: dict[int, int] = {}
    for _ in walk.over(_pieces(content)):
        for place, table in enumerate(walk.tables):
            if not table.hidden:
                _count(table, heads.setdefault(place, []), counts, place)
                check_count(counts.get(place, 0), ask.rows)
            table.rows.clear()
    if not walk.tables:
        raise Refused("no_sheets")
    return _facts(walk.tables, heads, counts)


def _count(table: Table, head: list[Row], counts: dict[int, int], place: int) -> None:
    for number, repeated, row in table.rows:
        if is_blank(row):
            continue
        counts[place] = counts.get(place, 0) + repeated
        more = min(repeated, HEAD_ROWS - len(head))
        head += ((number + step, list(row)) for step in range(more))


def _facts(tables: list[Table], heads: dict[int, list[Row]], counts: dict[int, int]) -> dict:
    sheets, notes = [], []
    for place, table in enumerate(tables):
        if table.hidden:
            sheets.append((table.name, True, None, None))
            continue
        heads[place] = list(tidy(heads.get(place, []), Merges(table.merged)))
        width = max((len(row) for _, row in heads[place]), default=0)
        sheets.append((table.name, False, counts.get(place, 0), width))
        notes += notes_on_cells(place, table.hidden_rows, table.hidden_columns, table.merged)
    notes += notes_on_sheets([table.hidden for table in tables])
    return {"kind": "ods", "sheets": sheets, "encoding": "", "delimiter": "", "head": heads, "notes": notes}


def rows(content: BytesIO, ask: Ask) -> Iterator[Row]:
    merges = Merges()
    return tidy(_single(content, ask, merges), merges)


def _single(content: BytesIO, ask: Ask, merges: Merges) -> Iterator[Row]:
    """The rows of the sheet that is asked for, each as often as it is repeated."""
    walk = TableWalk(ask.sheet)
    known = count = 0
    for _ in walk.over(_pieces(content)):
        if len(walk.tables) <= ask.sheet:
            continue
        table = walk.tables[ask.sheet]
        for ref in table.merged[known:]:
            merges.add(ref)
        known = len(table.merged)
        for number, repeated, row in table.rows:
            count += 0 if is_blank(row) else repeated
            check_count(count, ask.rows)
            yield from ((number + step, list(row)) for step in range(repeated))
        table.rows.clear()
    if len(walk.tables) <= ask.sheet:
        raise Refused("no_such_sheet" if walk.tables else "no_sheets")


def _pieces(content: BytesIO) -> Iterator[bytes]:
    archive = Archive(content)
    if not archive.has(CONTENT):
        raise Refused("damaged")
    manifest = archive.small("META-INF/manifest.xml") if archive.has("META-INF/manifest.xml") else b""
    if b"encryption-data" in manifest:
        raise Refused("password")
    return archive.pieces(CONTENT)
