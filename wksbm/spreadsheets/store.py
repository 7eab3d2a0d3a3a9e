"""The files of an import or download: sealed in blocks under a name that nobody can guess, gone when it is over.

They lie in MEDIA_ROOT/sheets/<token>; a block opens only in its own place of its own file.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from struct import Struct
from time import time
from typing import BinaryIO

from django.conf import settings

from wksbm import keyring

BLOCK = 2**18  # bytes
LENGTH = Struct(">I")


def kept_tokens() -> list[str]:
    """The tokens of all stores that hold files."""
    root = Path(settings.MEDIA_ROOT) / "sheets"
    return [folder.name for folder in root.iterdir()] if root.exists() else []


class Store:
    def __init__(self, token: str) -> None:
        if not token.isalnum():
            raise ValueError("a token is hexadecimal")
        self.token, self.folder = token, Path(settings.MEDIA_ROOT) / "sheets" / token

    @property
    def written_at(self) -> datetime:
        """When a file was last put in or taken away; of one that somebody has just removed: now."""
        changed = self.folder.stat().st_mtime if self.folder.exists() else time()
        return datetime.fromtimestamp(changed, UTC)

    def has(self, name: str) -> bool:
        return (self.folder / name).exists()

    @contextmanager
    def writing(self, name: str) -> Iterator["Blocks"]:
        """A file takes the place of the one of that name when all of it was written, else nothing changes."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / name
        half = path.with_suffix(".half")
        try:
            with half.open("wb") as file:
                half.chmod(0o600)
                yield Blocks(file, self, name)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)

    def keep(self, name: str, chunks: Iterable[bytes]) -> int:
        """Writes the chunks one after the other; returns how many bytes they were."""
        size = 0
        with self.writing(name) as blocks:
            for chunk in chunks:
                size += len(chunk)
                for start in range(0, len(chunk), BLOCK):
                    blocks.add(chunk[start : start + BLOCK])
        return size

    def blocks(self, name: str) -> Iterator[bytes]:
        """The blocks in order. Raises FileNotFoundError; keyring.SealBroken for one that was tampered with."""
        with (self.folder / name).open("rb") as file:
            number = 0
            while head := file.read(LENGTH.size):
                yield self.open_block(file.read(LENGTH.unpack(head)[0]), name, number)
                number += 1

    def some_blocks(self, name: str, wanted: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Only the blocks of these numbers (ascending), without opening the others."""
        wanted, number = sorted(set(wanted), reverse=True), 0
        with (self.folder / name).open("rb") as file:
            while wanted and (head := file.read(LENGTH.size)):
                length = LENGTH.unpack(head)[0]
                if number == wanted[-1]:
                    yield wanted.pop(), self.open_block(file.read(length), name, number)
                else:
                    file.seek(length, 1)
                number += 1

    def open_block(self, sealed: bytes, name: str, number: int) -> bytes:
        return keyring.unseal_bytes(sealed, self.purpose(name, number))

    def purpose(self, name: str, number: int) -> str:
        return f"sheet {self.token} {name} {number}"

    def remove(self, name: str = "") -> None:
        """One file, or all of them."""
        if name:
            (self.folder / name).unlink(missing_ok=True)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class Blocks:
    def __init__(self, file: BinaryIO, store: Store, name: str) -> None:
        self.file, self.store, self.name, self.count = file, store, name, 0

    def add(self, content: bytes) -> None:
        sealed = keyring.seal_bytes(content, self.store.purpose(self.name, self.count))
        self.file.write(LENGTH.pack(len(sealed)) + sealed)
        self.count += 1
