"""Asking the reader: inside this process where only the answer matters, or as its callers do; and measuring it."""

import marshal
import resource
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import NamedTuple

import pytest
from django.conf import settings

from wksbm.spreadsheets.reading import FileRefused, Looked, look, rows
from wksbm.spreadsheets.reading.reader import CHILD, looked_of

sys.path.append(str(CHILD))
kinds, limits, refused = (import_module(name) for name in ("kinds", "limits", "refused"))

PIECE = 65_536
# Runs the child under a tiny parent: a process counts the memory of whoever started it as its own.
MEASURE = """
import os, subprocess, sys
with open(sys.argv[1], "rb") as content:
    child = subprocess.Popen([sys.executable, "-I", "-S", sys.argv[2]], stdin=content, stdout=subprocess.DEVNULL, env={})
    usage = os.wait4(child.pid, 0)[2]
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


def pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


def asked(what: str, sheet: int = 0, simple: bool | None = None) -> dict:
    limit = {
        "rows": settings.IMPORT_MAX_ROWS,
        "bytes": settings.IMPORT_MAX_BYTES,
        "memory": settings.IMPORT_CHILD_BYTES,
    }
    return limit | {"what": what, "sheet": sheet, "seconds": 60, "simple": simple}


def _inside(what: str, content: bytes, *which):
    """What the child would answer, asked without starting it."""
    try:
        found = getattr(kinds.reader_of(BytesIO(content)), what)(BytesIO(content), limits.Ask(**asked(what, *which)))
        return marshal.loads(marshal.dumps(list(found) if what == "rows" else found))  # noqa: S302 our own
    except refused.Refused as why:
        raise FileRefused(why.code, why.facts) from None


def read(content: bytes, sheet: int = 0) -> list[tuple[int, list]]:
    """Its rows; those of a simple sheet are the same when it is not looked through before."""
    found = _inside("rows", content, sheet)
    simple = looked(content).simple.get(sheet)
    if simple is not None:
        assert _inside("rows", content, sheet, simple) == found
    return found


def looked(content: bytes) -> Looked:
    return looked_of(_inside("look", content))


def cells(content: bytes, sheet: int = 0) -> list[list]:
    return [row for _, row in read(content, sheet)]


def head(content: bytes, sheet: int = 0) -> list[tuple[int, list]]:
    return looked(content).head[sheet]


def noted(content: bytes) -> dict[str, dict]:
    return dict(looked(content).notes)


def refusal(content: bytes, sheet: int = 0) -> FileRefused:
    """The same refusal from both ways to read, or a failed test."""
    with pytest.raises(FileRefused) as first:
        looked(content)
    with pytest.raises(FileRefused) as whole:
        read(content, sheet)
    assert (first.value.code, str(first.value)) == (whole.value.code, str(whole.value))
    return whole.value


def read_by_child(content: bytes, sheet: int = 0, name: str = "orang.xlsx") -> list[tuple[int, list]]:
    return [row for block in rows(pieces(content), name, sheet) for row in block]


def looked_by_child(content: bytes) -> Looked:
    return look(pieces(content), "orang.xlsx")


class Cost(NamedTuple):
    seconds: float  # of CPU: others may be at work on the same machine
    megabytes: float  # the most that the child held in memory


def cost(content: bytes, folder, what: str = "rows") -> Cost:
    question = marshal.dumps(asked(what))
    file = folder / "question"
    file.write_bytes(struct.pack("<I", len(question)) + question + content)
    command = [sys.executable, "-I", "-S", "-c", MEASURE, str(file), str(CHILD)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    seconds, kilobytes = done.stdout.split()
    return Cost(float(seconds), int(kilobytes) / 1024)


def own_peak() -> float:
    """Megabytes that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
