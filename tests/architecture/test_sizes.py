"""Files and functions that fit on a screen. Near the limit: split by screen or noun, never "part 2"."""

import ast

from tests.architecture.source import BASE, Module, modules, modules_of_tests

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_TEST_FILE = 300, 25, 120, 250
# "path::name": why it may be long.
LONG_FUNCTIONS = {
    "reports/home.py::officer_tasks": "a plain list of four queues, each with its words and its address",
}


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(module: Module):
    """(name, lines of code) of every function; signature and docstring are its contract and do not count."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield node.name, body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_modules_are_short():
    assert [module.path for module in modules() if len(module.text.splitlines()) > LONGEST_MODULE] == []


def test_functions_are_short():
    long = {
        f"{module.path}::{name}": count
        for module in modules()
        for name, count in functions(module)
        if count > LONGEST_FUNCTION
    }
    assert set(long) == set(LONG_FUNCTIONS), long


def test_templates_are_short():
    paths = sorted((BASE / "templates").rglob("*.html"))
    assert [str(path.relative_to(BASE)) for path in paths if lines(path) > LONGEST_TEMPLATE] == []


def test_test_files_are_short():
    long = [module.path for module in modules_of_tests() if len(module.text.splitlines()) > LONGEST_TEST_FILE]
    assert long == []
