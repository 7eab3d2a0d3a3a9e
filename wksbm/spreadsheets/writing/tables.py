"""A table as a worksheet, streamed: letterhead, header, rows, signatories; its row count is known at the end."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from textwrap import wrap
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from wksbm.spreadsheets.writing.cells import Cell, Marked, letters
from wksbm.spreadsheets.writing.lines import Lines, slow_line
from wksbm.spreadsheets.writing.package import DECLARATION, MAIN
from wksbm.spreadsheets.writing.styles import RULED, style

MOST_ROWS = 1_048_575  # of a worksheet, below its header
SAMPLE = 100  # rows that decide how wide a column is
NARROWEST, WIDEST = 8, 40  # characters
BOLD = 1  # characters less of a header fit into a line
AT_ONCE = 64  # rows that are looked at together
BLOCK = 1 << 16  # characters that are written together
LARGEST = (1 << 31) - 1  # bytes: above it the file would need zip64, which Excel does not open everywhere
PORTRAIT, LANDSCAPE = "portrait", "landscape"
FOLIO = 14  # the number of this paper (8.5 by 13 inches, F4) among those of ECMA-376
CHOOSABLE = 1_000  # rows at least that offer the permitted words
BEGIN = f'{DECLARATION}<worksheet xmlns="{MAIN}">'
HEIGHT = '<sheetFormatPr defaultRowHeight="15"/>'  # of the font; LibreOffice would cut the row under the heading
MARGINS = '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'  # inches
FITTED = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'


@dataclass
class Table:
    """A worksheet: `rows` under `headers`. Its name is made to fit (see names.py).

    `above`: letterhead, its first line bold; a line of one cell is centred over the columns. `sums`: a line right below
    the rows that is none of them: neither counted nor sorted. `below`: what follows after a blank line (signatories).
    `choices`: the permitted words of a column (counted from 0), offered as a list in at least 1,000 rows. `free`: of
    these the columns where a cell may hold something else. `widths`: of columns in characters, else as the first 100
    rows need. `paper`: PORTRAIT or LANDSCAPE for a sheet that is printed on Folio, as wide as one page, header, rows
    and sums between ruling lines.
    """

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell | Marked]]
    above: Sequence[Sequence[Cell | Marked]] = ()
    sums: Sequence[Cell | Marked] = ()
    below: Sequence[Sequence[Cell | Marked]] = ()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    free: Collection[int] = ()
    widths: Sequence[int] = ()
    paper: str = ""

    @property
    def header_row(self) -> int:
        """Counted from 1; 0 when there is no header."""
        return len(self.above) + 1 if self.headers else 0

    def reach(self, count: int) -> str:
        """The header and the rows as a range: A1:C9."""
        return f"A{self.header_row}:{letters(len(self.headers) - 1)}{self.header_row + count}"


class Writer:
    """Writes encoded text in blocks and counts bytes. Raises ValueError for more than a file can hold."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.held, self.size, self.bytes = stream, [], 0, 0

    def write(self, text: str) -> None:
        self.held.append(text)
        self.size += len(text)
        if self.size >= BLOCK:
            self.flush()

    def flush(self) -> None:
        block = "".join(self.held).encode()
        self.bytes += len(block)
        if self.bytes > LARGEST:
            raise ValueError("the table does not fit into a worksheet: it is larger than 2 GB")
        self.stream.write(block)
        self.held, self.size = [], 0


def write_table(stream: BinaryIO, table: Table, lists: Mapping[int, str], *, active: bool) -> int:
    """Writes the XML and returns how many rows there are. `lists`: the range that holds a column's permitted words.

    Raises ValueError for a row past MOST_ROWS and for what a cell cannot hold.
    """
    rows = iter(table.rows)
    sample = list(islice(rows, SAMPLE))
    out = Writer(stream)
    widths = table.widths or _widths(table, sample)
    out.write(f"{BEGIN}{FITTED * bool(table.paper)}{_view(table, active=active)}{HEIGHT}{_columns(widths)}")
    out.write("<sheetData>")
    for line in _head(table, widths):
        out.write(line)
    count, top = 0, max(table.header_row, len(table.above)) + 1
    lines, all_rows = Lines(), chain(sample, rows)
    while some := list(islice(all_rows, AT_ONCE)):
        _check_room(top + count + len(some) - 1)
        for line in lines.block(top + count, some):
            out.write(line)
        count += len(some)
    for line in _foot(table, top + count):
        out.write(line)
    out.write(f"</sheetData>{_after(table, count, lists)}</worksheet>")
    out.flush()
    return count


def _check_room(row: int) -> None:
    if row > MOST_ROWS + 1:
        raise ValueError(f"row {MOST_ROWS + 2} does not fit into a worksheet")


def _view(table: Table, *, active: bool) -> str:
    selected = ' tabSelected="1"' if active else ""
    pane = ""
    if row := table.header_row:
        pane = (
            f'<pane ySplit="{row}" topLeftCell="A{row + 1}" activePane="bottomLeft" state="frozen"/>'
            '<selection pane="bottomLeft"/>'
        )
    return f'<sheetViews><sheetView{selected} workbookViewId="0">{pane}</sheetView></sheetViews>'


def _columns(widths: Sequence[int]) -> str:
    """The whole column is text: a number typed into a blank cell keeps its digits too."""
    told = "".join(
        f'<col min="{at}" max="{at}" width="{width}.7109375" style="{style("text")}" customWidth="1"/>'
        for at, width in enumerate(widths, 1)
    )
    return f"<cols>{told}</cols>" if told else ""


def _widths(table: Table, sample: list[Sequence]) -> list[int]:
    """On paper a header goes over several lines, so that more fits beside it."""
    parts = [str(header).split() if table.paper else [header] for header in table.headers]
    return [_width(chain(words, _column(sample, at))) for at, words in enumerate(parts)]


def _column(sample: list[Sequence], at: int) -> Iterator[Cell]:
    return (row[at].value if isinstance(row[at], Marked) else row[at] for row in sample if at < len(row))


def _width(values: Iterable[Cell]) -> int:
    longest = max(10 if isinstance(value, date) else len(str(value or "")) for value in values)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _head(table: Table, widths: Sequence[int]) -> Iterator[str]:
    for number, row in enumerate(table.above, 1):
        alone = "centred" if len(row) == 1 else "text"
        yield slow_line(number, row, "title" if number == 1 else alone)
    if table.headers:
        headers = [str(header) for header in table.headers]
        lines = [len(wrap(header, width - BOLD)) for header, width in zip(headers, widths, strict=True) if table.paper]
        yield slow_line(table.header_row, headers, "wrapped head" if table.paper else "head", max(lines, default=1))


def _foot(table: Table, first: int) -> Iterator[str]:
    sums = [table.sums] if table.sums else []
    for number, row in (*enumerate(sums, first), *enumerate(table.below, first + len(sums) + 1)):
        _check_room(number)
        yield slow_line(number, row)


def _after(table: Table, count: int, lists: Mapping[int, str]) -> str:
    """What the schema wants after the rows, in its order."""
    folio = f'<pageSetup paperSize="{FOLIO}" orientation="{table.paper}" fitToHeight="0"/>'
    paper = f"{MARGINS}{folio}" if table.paper else ""
    if not table.headers:
        return paper
    reach = table.reach(count)
    last = letters(len(table.headers) - 1)
    merged = [f"A{row}:{last}{row}" for row, cells in enumerate(table.above, 1) if len(cells) == 1 and last != "A"]
    return (
        f'<autoFilter ref="{reach}"/>'
        + _all("mergeCells", [f'<mergeCell ref="{place}"/>' for place in merged])
        + (_ruled(table.reach(count + bool(table.sums))) if table.paper else "")
        + _all("dataValidations", [_choice(table, count, column, words) for column, words in lists.items()])
        + paper
        + f'<ignoredErrors><ignoredError sqref="{reach}" numberStoredAsText="1"/></ignoredErrors>'
    )


def _ruled(reach: str) -> str:
    """A condition that always holds: blank cells get their lines too, and no cell needs a style of its own."""
    rule = f'<cfRule type="expression" dxfId="{RULED}" priority="1"><formula>TRUE</formula></cfRule>'
    return f'<conditionalFormatting sqref="{reach}">{rule}</conditionalFormatting>'


def _all(name: str, parts: list[str]) -> str:
    return f'<{name} count="{len(parts)}">{"".join(parts)}</{name}>' if parts else ""


def _choice(table: Table, count: int, column: int, words: str) -> str:
    name, first = letters(column), table.header_row + 1
    reach = f"{name}{first}:{name}{table.header_row + max(count, CHOOSABLE)}"
    return (
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="{int(column not in table.free)}" '
        f"sqref={quoteattr(reach)}><formula1>{escape(words)}</formula1></dataValidation>"
    )
