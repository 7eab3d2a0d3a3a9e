"""The process that reads: what it may do, how it ends, and what the parent makes of it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.sheets_reading.files import PEOPLE, csv, xlsx
from tests.sheets_reading.reading import looked, looked_by_child, pieces, read, read_by_child
from wksbm.spreadsheets.reading import FileRefused, look, reader, rows

HERE = Path(__file__).parent
LARGE = csv([["Siti", str(number)] for number in range(50_000)])


def children() -> list[str]:
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [number for number in listed if b"reading/child" in Path(f"/proc/{number}/cmdline").read_bytes()]


def test_blocks_hold_two_thousand_rows():
    assert [len(block) for block in rows(pieces(csv([["a", "b"]] * 4_500)), "a.csv")] == [500] * 9


def test_stopping_early_ends_the_child():
    found = rows(pieces(LARGE), "orang.csv")
    next(found)
    assert len(children()) == 1
    found.close()
    assert children() == []


def test_a_refusal_ends_the_child():
    with pytest.raises(FileRefused):
        look([b""], "kosong.xlsx")
    assert children() == []


def test_a_child_that_is_killed_is_a_refusal():
    found = rows(pieces(LARGE), "orang.csv")
    next(found)
    os.kill(int(children()[0]), 9)
    with pytest.raises(FileRefused) as refused:
        list(found)
    assert refused.value.code == "too_heavy"


def test_too_little_memory_is_a_refusal(settings):
    settings.IMPORT_CHILD_BYTES = 60 * 2**20
    with pytest.raises(FileRefused) as refused:
        read_by_child(xlsx([[f"teks {number} {column}" * 8 for column in range(60)] for number in range(5_000)]))
    assert refused.value.code == "too_heavy"


def test_too_much_time_is_a_refusal(monkeypatch):
    monkeypatch.setattr(reader, "CHILD", HERE / "endless.py")
    with pytest.raises(FileRefused) as refused:
        read_by_child(csv(PEOPLE))
    assert refused.value.code == "too_heavy"


def test_a_fault_of_ours_is_logged_without_values_and_is_a_refusal(monkeypatch, caplog, tmp_path):
    broken = tmp_path / "child"
    broken.mkdir()
    for module in reader.CHILD.glob("*.py"):
        (broken / module.name).write_text(module.read_text())
    (broken / "plain_text.py").write_text("def rows(content, ask):\n    raise KeyError(content.getvalue())\n")
    monkeypatch.setattr(reader, "CHILD", broken)
    with pytest.raises(FileRefused) as refused:
        read_by_child(csv(PEOPLE))
    assert refused.value.code == "damaged"
    assert "KeyError" in caplog.text
    assert "plain_text.py:2" in caplog.text
    assert "Siti" not in caplog.text


def test_a_fault_of_the_store_is_passed_on():
    def broken():
        yield b"Nama,NIK\n"
        raise OSError("the store is gone")

    with pytest.raises(OSError, match="the store is gone"):
        [*rows(broken(), "orang.csv")]
    assert children() == []


def test_the_child_gets_no_variables_and_writes_no_file(monkeypatch):
    asked = []
    original = subprocess.Popen

    def popen(command, **options):
        asked.append(options["env"])
        return original(command, **options)

    monkeypatch.setattr(subprocess, "Popen", popen)
    assert [row for _, row in read_by_child(csv(PEOPLE))] == PEOPLE
    assert asked == [{}]


def test_the_name_of_a_file_decides_nothing():
    assert read_by_child(csv(PEOPLE), name="orang.xlsx") == read_by_child(xlsx(PEOPLE), name="../../etc/orang.csv")


@pytest.mark.parametrize(
    "content", [xlsx(PEOPLE), csv(PEOPLE), *[(HERE / f"messy.{kind}").read_bytes() for kind in ("xls", "ods")]]
)
def test_the_child_answers_what_its_modules_answer(content):
    assert read_by_child(content) == read(content)
    assert looked_by_child(content) == looked(content)
