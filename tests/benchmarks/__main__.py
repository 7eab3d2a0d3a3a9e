"""`make bench [ONLY=area]`: what things cost, as ratios within one run; one JSON line each.

{"name": "regions.load.postgresql.vs_raw", "value": 2.1, "unit": "ratio", "goal": "<= 6", "holds": true, "detail": …}
"""

import os
import subprocess
import sys

from tests.run import POSTGRESQL, postgresql_problem


def main(arguments: list[str]) -> int:
    only = arguments[:1]
    codes = [measure({}, only)]
    url = os.environ.get("TEST_DATABASE_URL", POSTGRESQL)
    if problem := postgresql_problem(url):
        print(f"PostgreSQL skipped: {problem}", file=sys.stderr)
    else:
        codes.append(measure({"DATABASE_URL": url}, only))
    return max(codes)


def measure(changes: dict[str, str], only: list[str]) -> int:
    """The benchmarks of one database, in a process of their own with a throw-away database."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | changes
    command = [sys.executable, "-m", "tests.benchmarks.measure", *only]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
