"""The child's side of the pipe: a question and the file come in, answers go out.

The question is a frame and so is each answer: its length in four bytes, then something by marshal. The question is a
dictionary; an answer is ("looked", facts), ("rows", block), ("refused", code, facts), ("crashed", where) or ("end",).
Where it crashed is told without any value: the file is about people.
"""

import gc
import marshal
import resource
import struct
import sys
import traceback
from io import BytesIO
from itertools import islice

import kinds
from limits import PIECE, Ask
from refused import Refused

BLOCK = 500


def answer() -> None:
    gc.disable()
    length = struct.unpack("<I", sys.stdin.buffer.read(4))[0]
    ask = Ask(**marshal.loads(sys.stdin.buffer.read(length)))  # noqa: S302 of the parent
    _bound(ask)
    try:
        content = _received(ask.bytes)
        reader = kinds.reader_of(content)
        if ask.what == "look":
            _send(("looked", reader.look(content, ask)))
        else:
            _send_rows(reader.rows(content, ask))
        _send(("end",))
    except Refused as refused:
        _send(("refused", refused.code, refused.facts))
    except MemoryError:
        _send(("refused", "too_heavy", {}))
    except Exception as bug:
        steps = [
            f"{step.filename.rpartition('/')[2]}:{step.lineno}" for step in traceback.extract_tb(bug.__traceback__)
        ]
        _send(("crashed", f"{type(bug).__name__} {' '.join(steps)}"))


def _bound(ask: Ask) -> None:
    """Memory, time, and no file: not even a core dump is written."""
    resource.setrlimit(resource.RLIMIT_AS, (ask.memory, ask.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (ask.seconds, ask.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _received(most: int) -> BytesIO:
    content = BytesIO()
    while piece := sys.stdin.buffer.read1(PIECE):
        content.write(piece)
        if content.tell() > most:
            raise Refused("too_big", most=most)
    content.seek(0)
    return content


def _send_rows(rows) -> None:
    rows = iter(rows)
    while block := list(islice(rows, BLOCK)):
        _send(("rows", block))


def _send(answer: tuple) -> None:
    frame = marshal.dumps(answer)
    sys.stdout.buffer.write(struct.pack("<I", len(frame)))
    sys.stdout.buffer.write(frame)
    sys.stdout.buffer.flush()
