"""No bad input that a sheet can bring is without a test: it stands in a table of this folder, or a named test tries it."""

import ast
from pathlib import Path

from tests.bad_inputs import money, people
from tests.bad_inputs.bad_files import FILES
from tests.bad_inputs.cases import CASES
from tests.bad_inputs.homes import NAMED_TESTS

ROOT = Path(__file__).resolve().parents[2]


def here() -> set[str]:
    """The ids in the tables of this folder."""
    return {name.split()[0] for table in (people.ANSWERS, money.ANSWERS, FILES) for name in table}


def functions_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_bad_input_is_tried_somewhere():
    assert set(CASES) - here() - set(NAMED_TESTS) == set()


def test_no_table_tries_what_is_not_in_the_collection():
    assert (here() | set(NAMED_TESTS)) - set(CASES) == set()


def test_what_is_tried_elsewhere_is_tried_there():
    named = [home.split("::") for home in set(NAMED_TESTS.values())]
    assert [(file, test) for file, test in named if test not in functions_in(file)] == []
