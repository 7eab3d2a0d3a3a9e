"""A process of its own that brings a file in and tells how much memory that took above its start.

python -m tests.benchmarks.import_memory DATABASE csv|xlsx FILE prints its own megabytes, and those of the reading child.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Event, Thread

import django

from tests.benchmarks.export_memory import CLEAR, FORGET_PEAK, megabytes

EVERY = 0.01  # seconds


def main(database: str, kind: str, path: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    import_module("django.db").connection.settings_dict["NAME"] = database
    ours = import_module("tests.benchmarks.sheets")
    officer = import_module("tests.benchmarks.sheet_people").officer()
    CLEAR.write_text(FORGET_PEAK)
    start = megabytes("VmRSS")
    with children_watched() as peaks, ours.rolled_back():
        ours.bring_in(kind, Path(path), officer)
    print(megabytes("VmHWM") - start, max(peaks.values()))


@contextmanager
def children_watched() -> Iterator[dict[str, float]]:
    """The peaks of all children by number, in megabytes. What the system adds up for them (getrusage) would tell how
    large we were when they were made."""
    peaks, over = {}, Event()

    def watch() -> None:
        while not over.wait(EVERY):
            for list_of in Path("/proc/self/task").glob("*/children"):
                for child in list_of.read_text().split():
                    with suppress(OSError, StopIteration):  # it has ended meanwhile
                        peaks[child] = megabytes("VmHWM", Path("/proc", child, "status"))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
