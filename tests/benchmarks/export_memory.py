"""A process of its own that takes a sheet out and tells how much memory that took above its start.

python -m tests.benchmarks.export_memory DATABASE ROWS prints megabytes.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile

import django

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
FORGET_PEAK = "5"  # proc(5): the peak begins anew at what is resident now


def main(database: str, rows: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    import_module("django.db").connection.settings_dict["NAME"] = database
    ours = import_module("tests.benchmarks.sheets_export")
    officer = import_module("tests.benchmarks.sheet_people").officer()
    CLEAR.write_text(FORGET_PEAK)
    start = megabytes("VmRSS")
    with TemporaryFile() as stream:
        assert ours.write_xlsx_of(stream, officer, rows) == rows
    print(megabytes("VmHWM") - start)


def megabytes(name: str, status: Path = STATUS) -> float:
    line = next(line for line in status.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
