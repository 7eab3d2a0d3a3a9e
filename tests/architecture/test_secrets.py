"""No secret is committed, and without its secrets the app does not start."""

import ast
import base64
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.architecture.source import BASE, modules

DEMO_PASSWORD = "rukun-wksbm-demo"
KEY = "k1:" + base64.urlsafe_b64encode(b"made up for the tests, not a key").decode()
LONG_SECRET = "made-up-for-the-tests-" * 3
SECRET_NAME = re.compile(r"password|passwd|secret(?!ar)|token|field_keys?\b|api_?key", re.IGNORECASE)
SECRET_TEXT = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bk[0-9]+:[A-Za-z0-9_-]{43}=|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b"
    r"|postgres(?:ql)?://[^\s:/@]+:(?!password@)[^\s@/$<{]+@"
)
# "path: name": why this is no secret.
NO_SECRETS = {
    "wksbm/settings.py: 'change_password'": "the path of a form",
}
READ = {".py", ".html", ".md", ".toml", ".txt", ".csv", ".cfg", ".yml", ".yaml", ".json", ".js", ".css", ".env", ""}
NOT_OURS = {".git", ".venv", "var", "vendor", "__pycache__", "node_modules", ".hypothesis", ".pytest_cache"}


def texts():
    """(path, text) of every file of ours that can hold a secret."""
    for folder, folders, names in os.walk(BASE):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        for name in names:
            path = BASE.__class__(folder) / name
            if path.suffix in READ and path.name != ".env":
                yield path.relative_to(BASE).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def test_no_key_stands_in_any_file():
    found = [f"{path}: {match.group()[:12]}…" for path, text in texts() for match in SECRET_TEXT.finditer(text)]
    assert found == []


def written_out(node: ast.AST) -> list[tuple[str, str]]:
    """(name, text) of what is assigned, passed or listed under a name: X = "…", f(x="…"), {"x": "…"}."""
    if isinstance(node, ast.Assign):
        pairs = [(ast.unparse(target), node.value) for target in node.targets]
    elif isinstance(node, ast.AnnAssign):
        pairs = [(ast.unparse(node.target), node.value)]
    elif isinstance(node, ast.keyword):
        pairs = [(node.arg or "", node.value)]
    elif isinstance(node, ast.Dict):
        pairs = [(ast.unparse(key), value) for key, value in zip(node.keys, node.values, strict=True) if key]
    else:
        pairs = []
    return [(name, value.value) for name, value in pairs if isinstance(value, ast.Constant) and value.value]


def test_no_password_is_written_out_in_the_code():
    found = {
        f"{module.path}: {name}"
        for module in modules()
        for node in ast.walk(module.tree)
        for name, text in written_out(node)
        if SECRET_NAME.search(name) and isinstance(text, str) and text != DEMO_PASSWORD
    }
    assert found - set(NO_SECRETS) == set()


@pytest.fixture(scope="module")
def bare_copy(tmp_path_factory):
    """The product as a fresh clone has it: no .env, nothing in var/."""
    copy = tmp_path_factory.mktemp("clone") / "main"
    leave_out = shutil.ignore_patterns(*NOT_OURS, ".env", "tests", "locale", ".ruff_cache")
    shutil.copytree(BASE, copy, ignore=leave_out)
    return copy


def manage(copy, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=copy,
        env=plain | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({}, "DJANGO_SECRET_KEY is not set"),
        ({"DJANGO_SECRET_KEY": LONG_SECRET}, "WKSBM_FIELD_KEYS is not set"),
        ({"WKSBM_FIELD_KEYS": KEY}, "DJANGO_SECRET_KEY is not set"),
        ({"DJANGO_SECRET_KEY": LONG_SECRET, "WKSBM_FIELD_KEYS": "k1:short"}, "WKSBM_FIELD_KEYS wants"),
        ({"DJANGO_SECRET_KEY": LONG_SECRET, "WKSBM_FIELD_KEYS": KEY.removeprefix("k1:")}, "WKSBM_FIELD_KEYS wants"),
    ],
)
def test_it_refuses_to_start_without_its_secrets(bare_copy, environment, complaint):
    answer = manage(bare_copy, "check", **environment)
    assert answer.returncode != 0
    assert complaint in answer.stderr


def test_the_checks_for_production_find_nothing(bare_copy):
    answer = manage(
        bare_copy,
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        DJANGO_SECRET_KEY=LONG_SECRET,
        WKSBM_FIELD_KEYS=KEY,
        ALLOWED_HOSTS="rukun.example.go.id",
        DATABASE_URL=f"sqlite:///{bare_copy / 'check.sqlite3'}",
    )
    assert answer.returncode == 0, answer.stderr


def test_demo_keys_do_not_serve_an_office_that_has_its_own(bare_copy):
    """`make demo` once, then a production environment with one key forgotten: no demo mode, no start."""
    remains = bare_copy / "var" / "demo.env"
    remains.parent.mkdir(exist_ok=True)
    remains.write_text(f"DJANGO_SECRET_KEY={LONG_SECRET}\nWKSBM_FIELD_KEYS={KEY}\n")
    try:
        answer = manage(bare_copy, "check", DJANGO_SECRET_KEY=LONG_SECRET)
    finally:
        remains.unlink()
    assert answer.returncode != 0
    assert "WKSBM_FIELD_KEYS is not set" in answer.stderr
