"""`make test`: the tests on SQLite and, where one answers, on PostgreSQL; says at the end what ran and what did not.

python -m tests.run [--long] [any arguments of pytest]
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import psycopg2

from tests.browser.chromium import NAMES, chromium

POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
NOTHING_TO_RUN = 5  # pytest's exit code when no test was selected


class Part(NamedTuple):
    name: str
    outcome: str
    failed: bool = False


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.run", add_help=False, allow_abbrev=False)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("-m", dest="marks", default="")
    options, rest = parser.parse_known_args(arguments)

    url = os.environ.get("TEST_DATABASE_URL", POSTGRESQL)
    problem = postgresql_problem(url)
    with ThreadPoolExecutor() as beside:  # on two cores both take hardly longer than one
        if not problem:
            browser = options.long and bool(chromium())
            expression = marks(options, browser=browser)
            asked = ["--only-database", *rest]  # the others have run on SQLite
            postgresql = beside.submit(run, "PostgreSQL", {"DATABASE_URL": url}, expression, asked, later=True)
        parts = [run("SQLite", {"DATABASE_URL": None}, marks(options, browser=bool(chromium())), rest)]
        parts.append(Part("PostgreSQL", f"skipped: {problem}") if problem else postgresql.result())
    parts.append(browser_part(options.long))
    if not options.long:
        parts.append(Part("long tests", "skipped: `make test-long` runs them"))
    return report(parts)


def browser_part(long: bool) -> Part:
    if not chromium():
        return Part("browser tests", f"skipped: no Chromium on this machine (looked for {', '.join(NAMES)})")
    return Part("browser tests", "part of both runs" if long else "part of the run on SQLite")


def marks(options, *, browser: bool) -> str:
    """The expression for pytest's -m: what was asked for, less what does not run here."""
    wanted = [f"({options.marks})"] if options.marks else []
    wanted += [] if options.long else ["not long"]
    wanted += [] if browser else ["not browser"]
    return " and ".join(wanted)


def postgresql_problem(url: str) -> str:
    """Why there is no PostgreSQL to test on; empty when it answers."""
    try:
        psycopg2.connect(url, connect_timeout=3).close()
    except psycopg2.Error as error:
        reason = str(error).strip().splitlines()[0]
        return f"no PostgreSQL answers (TEST_DATABASE_URL): {reason}"
    return ""


def run(name: str, changes: dict[str, str | None], expression: str, rest: list[str], *, later: bool = False) -> Part:
    """One run of pytest with a changed environment; `later`: what it says is printed when it is over."""
    environment = {key: value for key, value in (os.environ | changes).items() if value is not None}
    command = [sys.executable, "-m", "pytest", *(["-m", expression] if expression else []), *rest]
    if not later:
        print(f"\n=== {name} ===", flush=True)
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} if later else {}
    ran = subprocess.run(command, env=environment, check=False, **said)
    if later:
        print(f"\n=== {name} ===\n{ran.stdout}", flush=True)
    if ran.returncode == NOTHING_TO_RUN:
        return Part(name, "no test selected")
    return Part(name, "FAILED" if ran.returncode else "green", failed=bool(ran.returncode))


def report(parts: list[Part]) -> int:
    print("\n=== What ran ===")
    for part in parts:
        print(f"{part.name:<14} {part.outcome}")
    nothing = not any(part.outcome == "green" for part in parts)
    return 1 if nothing or any(part.failed for part in parts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
