"""The project's own code as the architecture tests read it: modules, their syntax trees, their floors."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.apps import apps

BASE = Path(__file__).resolve().parents[2]
TOPS = ("wksbm", "groups", "members", "beneficiaries", "activities", "funds", "reports")
GROUND = -1
FLOORS = {
    "wksbm": GROUND,
    "wksbm.regions": 0,
    "wksbm.accounts": 1,
    "wksbm.people": 2,
    "wksbm.spreadsheets": 2,
    "groups": 3,
    "members": 4,
    "beneficiaries": 5,
    "activities": 6,
    "funds": 7,
    "reports": 8,
}


class Module(NamedTuple):
    name: str
    path: str  # from the top of the repository
    text: str
    tree: ast.Module


@cache
def modules() -> list[Module]:
    """Every module of the product, without its migrations and without the tests."""
    paths = sorted(path for top in TOPS for path in (BASE / top).rglob("*.py") if "migrations" not in path.parts)
    return [_read(path) for path in paths]


@cache
def modules_of_tests() -> list[Module]:
    return [_read(path) for path in sorted((BASE / "tests").rglob("*.py"))]


def _read(path: Path) -> Module:
    relative = path.relative_to(BASE)
    parts = relative.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Module(name, relative.as_posix(), text, ast.parse(text, path.name))


def package_of(name: str) -> str:
    """The package of FLOORS that a module belongs to; "" for modules that are not ours."""
    parts = name.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in FLOORS), "")


def our_models() -> list:
    """All models of the project's apps, historical ones included."""
    return [model for model in apps.get_models() if package_of(model.__module__)]


def scoped_models() -> set[str]:
    """The names of the models whose rows are a matter of who asks."""
    return {model.__name__ for model in our_models() if hasattr(model._default_manager.all(), "visible_to")}


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}


def calls_after(node: ast.AST, above: dict[ast.AST, ast.AST]) -> list[str]:
    """The methods called one after the other on `node`: X.objects.filter(…).first() gives filter, first."""
    names = []
    while isinstance(attribute := above.get(node), ast.Attribute) and attribute.value is node:
        call = above.get(attribute)
        if not (isinstance(call, ast.Call) and call.func is attribute):
            break
        names.append(attribute.attr)
        node = call
    return names
