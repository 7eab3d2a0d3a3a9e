"""In which encoding a text file is: UTF-8, UTF-16 with its mark, or else the one of old Windows programs."""

import codecs
import re
from io import BytesIO

from refused import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 4096
# Two, three and four bytes that make one letter of UTF-8.
LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
NOT_IN_WORDS = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xd0\xde\xf0\xfe\xff]")  # undefined, or letters of Iceland
FEW = 8
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
LINE_END = re.compile(rb"\r\n?|\n")


def encoding_of(content: BytesIO) -> str:
    """A codec that reads all of it. Refused for a file that no codec of these reads, with the line."""
    text = content.getvalue()
    for mark, encoding in MARKS:
        if text.startswith(mark):
            if len(text) == len(mark):
                raise Refused("empty")
            if not encoding:
                raise Refused("encoding")
            return _checked(text, encoding)
    _refuse_bytes(text[:SAMPLE])
    wrong = _first_wrong(text, "utf-8")
    if wrong is None:
        return "utf-8"
    odd = NOT_IN_WORDS.search(text)
    if odd or LETTER.search(text):
        raise Refused("bad_letter", line=_line(text, odd.start() if odd and odd.start() < wrong else wrong))
    return "cp1252"


def _checked(text: bytes, encoding: str) -> str:
    wrong = _first_wrong(text, encoding)
    if wrong is not None:
        raise Refused("bad_letter", line=_line(text, wrong) if encoding == "utf-8-sig" else 0)
    return encoding


def _refuse_bytes(sample: bytes) -> None:
    if not sample.strip(b"\0 \t\r\n\x1a"):
        raise Refused("empty")
    if max(sample[::2].count(b"\0"), sample[1::2].count(b"\0")) > len(sample) // 4:
        raise Refused("encoding")
    if len(CONTROLS.findall(sample)) > FEW + len(sample) // 20:
        raise Refused("not_a_table")


def _first_wrong(text: bytes, encoding: str) -> int | None:
    """Where the first byte stands that the codec does not take; piece by piece, so that memory stays flat."""
    decoder = codecs.getincrementaldecoder(encoding)()
    view, size = memoryview(text), 2**18
    for start in range(0, len(text), size):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(view[start : start + size], final=start + size >= len(text))
        except UnicodeDecodeError as error:
            return start - pending + error.start
    return None


def _line(text: bytes, place: int) -> int:
    return len(LINE_END.findall(text[:place])) + 1
