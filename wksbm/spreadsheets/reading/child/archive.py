"""The zip around a workbook, checked before anything in it is opened: entries, sizes, ratios, encryption, DTDs."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from limits import MOST_ENTRIES, MOST_RATIO, MOST_SMALL_PART, MOST_UNPACKED, PIECE, SMALL_ENTRY
from refused import Refused

READ = (".xml", ".rels")
ENTRY_RECORD = b"PK\x01\x02"
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Archive:
    """Raises Refused for an archive that is damaged, locked, or larger than any honest workbook."""

    def __init__(self, content: BytesIO):
        # Counted in the bytes first: ZipFile makes an object of each entry.
        if content.getvalue().count(ENTRY_RECORD) > MOST_ENTRIES:
            raise Refused("zip_entries", most=MOST_ENTRIES)
        try:
            self._zip = ZipFile(content)
        except BROKEN:
            raise Refused("damaged") from None
        entries = self._zip.infolist()
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        _check_sizes(entries)
        if len(self._entries) < len(entries):
            raise Refused("damaged")  # two parts of one name: which one is meant?
        self._refuse_declarations()

    def has(self, part: str) -> bool:
        return part.lower() in self._entries

    def pieces(self, part: str) -> Iterator[bytes]:
        """The unpacked content; what was declared too small or is damaged is refused (CRC)."""
        try:
            with self._zip.open(self._entries[part.lower()]) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except BROKEN:
            raise Refused("damaged") from None

    def small(self, part: str, most: int = MOST_SMALL_PART) -> bytes:
        if self._entries[part.lower()].file_size > most:
            raise Refused("zip_unpacked", most=most)
        return b"".join(self.pieces(part))

    def _refuse_declarations(self) -> None:
        """A DTD stands before the first element, so the start of a part tells."""
        for name in self._entries:
            if name.endswith(READ):
                start = next(self.pieces(name), b"")[:8192]
                if DECLARATION.search(start.replace(b"\0", b"")):
                    raise Refused("declarations")


def _check_sizes(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused("zip_entries", most=MOST_ENTRIES)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("zip_unpacked", most=MOST_UNPACKED)
    # Of pictures and the like nothing is unpacked, and a blank picture may be squeezed that much.
    if any(_is_squeezed(entry) for entry in entries if entry.filename.lower().endswith(READ)):
        raise Refused("zip_ratio")


def _is_squeezed(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL_ENTRY and entry.file_size > MOST_RATIO * entry.compress_size
