"""`make demo` may be killed at any moment of its first start: the next start goes on as if nothing had been."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psycopg2
import pytest
from django.conf import settings

from tests.architecture.source import BASE

pytestmark = pytest.mark.long
LEFT_OUT = (".git", ".venv", "var", "tests", "__pycache__", ".ruff_cache", ".env", "*.sqlite3*")
COUNT = """
import django, json
django.setup()
from django.apps import apps
clock = {"accounts.UnsealedRow", "accounts.RowSeal", "accounts.SealBatch", "accounts.SealedShape"}  # sealed in passing
models = [m for m in apps.get_models() if m._meta.label not in clock]
print(json.dumps({m._meta.label: m._default_manager.count() for m in models}, sort_keys=True))
"""
STEPS = 5  # tables, regions, code lists, demo data, pages
PATIENCE = 240


class Machine:
    """A copy of the product as a fresh clone has it, with a database of its own."""

    def __init__(self, folder, url: str) -> None:
        self.folder, self.port = folder, _free_port()
        plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self.environment = plain | ({"DATABASE_URL": url} if url else {})

    def start(self) -> subprocess.Popen:
        command = [sys.executable, "manage.py", "demo", "--port", str(self.port)]
        return subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip

    def killed_start(self, steps: int, seconds: float) -> None:
        """A start that dies some seconds after it announced its step number `steps`."""
        process = self.start()
        for _line in range(steps):
            process.stdout.readline()
        time.sleep(seconds)
        kill(process)

    def whole_start(self) -> None:
        process = self.start()
        answered = self.answers(process)
        said = kill(process)
        assert answered, said[-4000:]
        assert f"http://127.0.0.1:{self.port}/" in said

    def answers(self, process: subprocess.Popen) -> bool:
        """Waits until the server answers; False when it ends before, or does not in reasonable time."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(OSError, urllib.error.URLError):
                if urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).status == 200:
                    return True
            time.sleep(0.2)
        return False

    def rows(self) -> dict[str, int]:
        environment = self.environment | {"WKSBM_DEMO": "1", "DJANGO_SETTINGS_MODULE": "wksbm.settings"}
        command = [sys.executable, "-c", COUNT]
        return json.loads(subprocess.check_output(command, cwd=self.folder, env=environment, text=True))


def kill(process: subprocess.Popen) -> str:
    """Ends the process with its workers, at once; returns what it said."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def postgresql_database(name: str):
    """An empty database beside the one of the tests; yields its URL."""
    facts = settings.DATABASES["default"]
    where = {"host": facts["HOST"], "port": facts["PORT"] or 5432, "user": facts["USER"], "password": facts["PASSWORD"]}
    connection = psycopg2.connect(dbname="postgres", **where)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        secret = f":{where['password']}" if where["password"] else ""
        yield f"postgres://{where['user']}{secret}@{where['host']}:{where['port']}/{name}"
    finally:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        connection.close()


@pytest.fixture
def new_machine(tmp_path):
    """`new_machine("a")` is a machine on which nothing has been started yet."""
    with contextlib.ExitStack() as databases:

        def make(name: str) -> Machine:
            folder = shutil.copytree(BASE, tmp_path / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
            on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
            database = postgresql_database(f"rukun_killed_{os.getpid()}_{name}") if on_postgresql else None
            return Machine(folder, databases.enter_context(database) if database else "")

        yield make


def test_a_killed_start_is_made_good_by_the_next_one(new_machine):
    untouched = new_machine("untouched")
    untouched.whole_start()
    wanted = untouched.rows()
    assert wanted["regions.Region"] == 91599
    struck = new_machine("struck")
    for steps in range(STEPS + 1):
        struck.killed_start(steps, seconds=0.4)
    struck.whole_start()
    assert struck.rows() == wanted
    assert list((struck.folder / "var").glob("*.new*")) == []


@pytest.mark.parametrize("seconds", [0.5, 1.5, 3, 5])
def test_a_start_killed_while_the_tables_are_made_leaves_nothing_half_made(new_machine, seconds):
    machine = new_machine("tables")
    machine.killed_start(1, seconds)
    machine.whole_start()
    assert machine.rows()["people.Person"] == 111


def test_two_starts_at_once_prepare_one_after_the_other(new_machine):
    machine = new_machine("twice")
    first = machine.start()
    first.stdout.readline()
    second_port = machine.port = _free_port()
    second = machine.start()
    answered = machine.answers(second)
    said = kill(first) + kill(second)
    assert answered, said[-4000:]
    assert "Traceback" not in said
    assert f":{second_port}/" in said
    assert machine.rows()["people.Person"] == 111


def test_a_busy_port_is_said_before_any_work(new_machine):
    machine = new_machine("busy")
    with socket.socket() as other:
        other.bind(("127.0.0.1", machine.port))
        other.listen()
        process = machine.start()
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "make demo PORT=8001" in said
    assert not list((machine.folder / "var").glob("*.sqlite3"))
