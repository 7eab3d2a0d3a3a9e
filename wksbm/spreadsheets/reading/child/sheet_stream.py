"""The XML of a sheet in three parts: what stands before its rows, whole rows, what stands after them."""

from collections.abc import Iterable, Iterator

from limits import LONGEST_PIECE, MOST_SMALL_PART
from markup import in_utf_8
from refused import Refused

ROWS, ROWS_END, ROW, ROW_END = b"<sheetData", b"</sheetData>", b"<row", b"</row>"


class SheetStream:
    """`head` at once, `rows()` once, `tail` after them.

    `plain` is false if the sheet has no <sheetData> of its own spelling or is not UTF-8: then walk it.
    """

    def __init__(self, pieces: Iterable[bytes]):
        self._pieces = iter(pieces)
        self.tail = b""
        content = b""
        while (start := content.find(ROWS)) < 0 and len(content) < LONGEST_PIECE:
            if not (piece := next(self._pieces, b"")):
                break
            content += piece
        self.head = content[: max(start, 0)]
        self.plain = start >= 0 and in_utf_8(self.head)
        self._rest = content[start:]

    def rows(self) -> Iterator[bytes]:
        rest = self._rest
        while (end := rest.find(b">")) < 0:
            rest += self._more()
        if rest[end - 1 : end] == b"/":
            self._take_tail(rest[end + 1 :])
            return
        rest = rest[end + 1 :]
        while (end := rest.find(ROWS_END)) < 0:
            cut = max(rest.rfind(ROW_END) + len(ROW_END), rest.rfind(ROW))
            if cut > len(ROW_END):
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > LONGEST_PIECE:
                raise Refused("damaged")
            rest += self._more()
        yield rest[:end]
        self._take_tail(rest[end:])

    def _more(self) -> bytes:
        piece = next(self._pieces, b"")
        if not piece:
            raise Refused("damaged")
        return piece

    def _take_tail(self, start: bytes) -> None:
        parts, size = [start], len(start)
        for piece in self._pieces:
            parts.append(piece)
            size += len(piece)
            if size > MOST_SMALL_PART:
                raise Refused("damaged")
        self.tail = b"".join(parts)
