"""How far a work in the background is: a small file beside its data, since its transaction tells nobody anything."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from wksbm.spreadsheets.store import Store

PROGRESS = "progress"
BEAT, LOST = 2, 20  # seconds between two signs of life, and after how many without one a work counts as killed
PATIENCE = 600  # seconds that a work may wait for its turn before somebody should look after the worker
WAITING = -1  # in the place of the total: the work has not begun


class Progress(NamedTuple):
    done: int = 0
    total: int = 0
    at: float = 0

    @property
    def percent(self) -> int:
        return min(99, self.done * 100 // self.total) if self.total > 0 else 0

    @property
    def is_waiting(self) -> bool:
        return self.total == WAITING

    @property
    def is_alive(self) -> bool:
        return time.time() - self.at < (PATIENCE if self.is_waiting else LOST)


class Teller:
    """Called with the number of rows done so far; also gives signs of life while one long statement runs."""

    def __init__(self, store: Store, total: int) -> None:
        self.path, self.total, self.done = store.folder / PROGRESS, total, 0
        store.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.over = threading.Event()

    def __call__(self, done: int) -> None:
        self.done = done
        half = self.path.with_suffix(".half")
        half.write_text(json.dumps([done, self.total, time.time()]))
        half.replace(self.path)

    def beat(self) -> None:
        while not self.over.wait(BEAT):
            self(self.done)


def wait(store: Store) -> None:
    """The work stands in the queue from now on."""
    Teller(store, WAITING)(0)


@contextmanager
def telling(store: Store, total: int) -> Iterator[Teller]:
    teller = Teller(store, total)
    teller(0)
    beating = threading.Thread(target=teller.beat, daemon=True)
    beating.start()
    try:
        yield teller
    finally:
        teller.over.set()
        beating.join()
        store.remove(PROGRESS)


def progress_of(store: Store) -> Progress:
    try:
        return Progress(*json.loads((store.folder / PROGRESS).read_text()))
    except (OSError, ValueError):
        return Progress()
