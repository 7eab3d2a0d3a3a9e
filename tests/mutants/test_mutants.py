"""A test of the tests: ten scopes and five masks are taken out, one at a time; each time the suite must turn red."""

import os
import re
import subprocess
import sys

import pytest

from tests.mutants.plugin import MUTANTS

pytestmark = pytest.mark.long

PATIENCE = 1200  # seconds for one run
GREEN, RED = 0, 1
_told: list[str] = []


def run(mutant: str, *selection: str) -> tuple[int, list[str]]:
    """Exit code and the names of the tests that failed."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-x", "--tb=no", "-p", "no:cacheprovider",
               "-p", "tests.mutants.plugin", *selection]  # fmt: skip
    done = subprocess.run(
        command,
        env=os.environ | {"WKSBM_MUTANT": mutant},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    failed = re.findall(r"^FAILED (\S+)", done.stdout, re.MULTILINE)
    return done.returncode, failed or done.stdout.strip().splitlines()[-3:]


def test_without_a_mutant_the_same_tests_are_green():
    files = sorted({mutant.tests[0] for mutant in MUTANTS.values()})
    names = " or ".join(sorted({mutant.tests[1] for mutant in MUTANTS.values()}))
    code, told = run("", *files, "-k", names)
    assert code == GREEN, told


@pytest.mark.parametrize("name", MUTANTS)
def test_a_guard_that_is_missing_is_missed(name):
    file, tests = MUTANTS[name].tests
    code, killers = run(name, file, "-k", tests)
    _told.append(f"{name:<30} {'red: ' + killers[0] if code == RED else f'SURVIVED ({code}) {killers}'}")
    assert code == RED, killers
    assert all("::" in killer for killer in killers), f"no test failed, something else did: {killers}"


def test_ten_scopes_and_five_masks():
    print("\n" + "\n".join(_told))
    assert len([name for name in MUTANTS if "mask" in name]) == 5
    assert len(MUTANTS) == 15
