"""The parent's side: a child process gets the file through a pipe and answers with cells.

The child knows neither Django nor the database, may use IMPORT_CHILD_BYTES of memory and a minute of CPU, and writes no
file. Whatever it meets, the parent raises FileRefused or passes rows on.
"""

import logging
import marshal
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from django.conf import settings

from wksbm.spreadsheets.reading.refusals import FileRefused
from wksbm.text import kept_line

CHILD = Path(__file__).with_name("child")
SECONDS = 60  # of CPU
logger = logging.getLogger(__name__)

Row = tuple[int, list]


class Sheet(NamedTuple):
    name: str  # "" for csv
    hidden: bool
    rows: int | None  # that hold something; None for a hidden sheet, which is not looked at
    columns: int | None  # of its first rows


class Looked(NamedTuple):
    kind: str  # xlsx, xls, ods or csv
    sheets: list[Sheet]
    encoding: str  # of csv, otherwise ""
    delimiter: str
    head: dict[int, list[Row]]  # the first 30 rows that hold something, by the place of the sheet
    notes: list[tuple[str, dict]]  # hidden_rows, hidden_columns, hidden_sheets, merged, date1904
    simple: Mapping[int, bool] = MappingProxyType({})  # see rows()


def look(chunks: Iterable[bytes], name: str) -> Looked:
    """What the file is and how it begins. `name` is not trusted, its content tells what it is. Raises FileRefused."""
    with _child("look", chunks) as answers:
        return looked_of(next(answers)[1])


def looked_of(facts: dict) -> Looked:
    """The child's answer with its sheets by name."""
    return Looked(**facts | {"sheets": [Sheet(kept_line(name), *more) for name, *more in facts["sheets"]]})


def rows(chunks: Iterable[bytes], name: str, sheet: int = 0, simple: bool | None = None) -> Iterator[list[Row]]:
    """Blocks of up to 500 rows (number as in the sheet, cells); rows that hold nothing are left out.

    `simple` is what Looked.simple says of the sheet of this same file: then it need not be looked through once more.

    A row of a workbook is at least as wide as those before it; a row of a csv is as wide as it was written.
    Raises FileRefused, possibly after some blocks. Closing the generator ends the child.
    """
    with _child("rows", chunks, sheet, simple) as answers:
        for answer in answers:
            yield answer[1]


@contextmanager
def _child(what: str, chunks: Iterable[bytes], sheet: int = 0, simple: bool | None = None) -> Iterator[Iterator[tuple]]:
    ask = {
        "what": what,
        "sheet": sheet,
        "simple": simple,
        "rows": settings.IMPORT_MAX_ROWS,
        "bytes": settings.IMPORT_MAX_BYTES,
        "memory": settings.IMPORT_CHILD_BYTES,
        "seconds": SECONDS,
    }
    command = [sys.executable, "-I", "-S", str(CHILD)]
    pipe = subprocess.PIPE
    # No variables: the child needs none, and they hold secrets.
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env={}) as child:  # noqa: S603 ours
        try:
            _tell(child.stdin, ask, chunks)
            yield _answers(child.stdout)
        finally:
            child.kill()


def _tell(pipe: BinaryIO, ask: dict, chunks: Iterable[bytes]) -> None:
    """The child reads everything before it answers, unless it refuses: then its answer tells why."""
    with suppress(BrokenPipeError):
        question = marshal.dumps(ask)
        pipe.write(struct.pack("<I", len(question)) + question)
        for chunk in chunks:
            pipe.write(chunk)
    with suppress(BrokenPipeError):
        pipe.close()


def _answers(pipe: BinaryIO) -> Iterator[tuple]:
    while True:
        answer = _frame(pipe)
        match answer:
            case ("end",):
                return
            case ("refused", code, facts):
                raise FileRefused(code, facts)
            case ("crashed", where):
                logger.warning("A file could not be read: %s", where)
                raise FileRefused("damaged", {})
        yield answer


def _frame(pipe: BinaryIO) -> tuple:
    """An answer that does not come whole: the child was ended, for its memory or its time."""
    start = pipe.read(4)
    frame = pipe.read(struct.unpack("<I", start)[0]) if len(start) == 4 else b""
    if not frame or len(frame) < struct.unpack("<I", start)[0]:
        return ("refused", "too_heavy", {})
    return marshal.loads(frame)  # noqa: S302 of our own child
