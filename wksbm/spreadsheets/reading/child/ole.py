"""The container of old Office files: a small file system of streams."""

import struct
from collections.abc import Iterator

from refused import Refused

END_OF_CHAIN, FREE = 0xFFFFFFFE, 0xFFFFFFFF
HEADER_FATS = 109
ENTRY = 128
SMALL = 64
STREAM, ROOT = 2, 5


class Container:
    """Streams by name. Raises Refused("old_unreadable") for chains that lead nowhere."""

    def __init__(self, content: bytes):
        self._content = content
        try:
            self._size = 1 << struct.unpack_from("<H", content, 30)[0]
            if self._size not in (512, 4096):
                raise Refused("old_unreadable")
            self._table = self._read_table()
            directory, self._least = struct.unpack_from("<I", content, 48)[0], struct.unpack_from("<I", content, 56)[0]
            small = struct.unpack_from("<I", content, 60)[0]
            self._entries = dict(self._read_entries(self._chain(directory)))
            self._small_table = _numbers(self._chain(small)) if small < END_OF_CHAIN else []
        except (struct.error, ValueError):
            raise Refused("old_unreadable") from None

    def names(self) -> set[str]:
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        start, size = self._entries[name]
        if size >= self._least:
            found = self._chain(start)
        else:
            whole = self._chain(self._entries[""][0])
            blocks = _followed(self._small_table, start)
            found = b"".join(whole[block * SMALL : (block + 1) * SMALL] for block in blocks)
        if len(found) < size:
            raise Refused("old_unreadable")
        return found[:size]

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(self._table, start)))

    def _read_table(self) -> list[int]:
        sectors = [number for number in struct.unpack_from(f"<{HEADER_FATS}I", self._content, 76) if number != FREE]
        more, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, len(self._content) // self._size)):
            *numbers, more = _numbers(self._sector(more))
            sectors += [number for number in numbers if number != FREE]
        return [number for sector in sectors for number in _numbers(self._sector(sector))]

    def _read_entries(self, directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for place in range(0, len(directory) - ENTRY + 1, ENTRY):
            entry = directory[place : place + ENTRY]
            kind, length = entry[66], struct.unpack_from("<H", entry, 64)[0]
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == ROOT:
                yield "", (start, size)
            elif kind == STREAM:
                yield entry[: max(length - 2, 0)].decode("utf-16-le", "replace"), (start, size)


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))


def _followed(table: list[int], number: int) -> Iterator[int]:
    for _ in range(len(table) + 1):
        if number >= END_OF_CHAIN:
            return
        if number >= len(table):
            break
        yield number
        number = table[number]
    raise Refused("old_unreadable")
