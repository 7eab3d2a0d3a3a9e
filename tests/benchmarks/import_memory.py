"""A process of its own that brings a file in and tells how much memory that took above its start.

python -m tests.benchmarks.import_memory DATABASE csv|xlsx FILE prints its own megabytes, and those of the reading child.
"""

import os
import resource
import sys
from importlib import import_module
from pathlib import Path

import django

from tests.benchmarks.export_memory import CLEAR, FORGET_PEAK, megabytes


def main(database: str, kind: str, path: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    import_module("django.db").connection.settings_dict["NAME"] = database
    ours = import_module("tests.benchmarks.sheets")
    officer = import_module("tests.benchmarks.sheet_people").officer()
    CLEAR.write_text(FORGET_PEAK)
    start = megabytes("VmRSS")
    with ours.rolled_back():
        ours.bring_in(kind, Path(path), officer)
    print(megabytes("VmHWM") - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
