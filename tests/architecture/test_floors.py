"""Arrows go down only: imports and foreign keys lead to lower floors, never up, and nothing imports the roof."""

import ast

import pytest

from tests.architecture.source import FLOORS, GROUND, Module, modules, our_models, package_of

# Neighbours on one floor: the first may import the second, never the other way round.
SIDEWAYS = {("wksbm.people", "wksbm.spreadsheets")}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def imported(node: ast.AST, module: Module) -> list[str]:
    """The modules that a statement brings in; `import_module("…")` counts, however it is written."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        assert not node.level, f"{module.path}:{node.lineno} imports by dots; write the whole name"
        return [f"{node.module}.{name.name}" for name in node.names]
    named = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module"
    if named and node.args and isinstance(node.args[0], ast.Constant):
        return [node.args[0].value]
    return []


def arrows(module: Module):
    for node in ast.walk(module.tree):
        for name in imported(node, module):
            target = package_of(name)
            if target and target != package_of(module.name):
                yield node.lineno, target


def goes_down(source: str, target: str) -> bool:
    if FLOORS[source] == GROUND:
        return FLOORS[target] == GROUND
    return FLOORS[target] < FLOORS[source] or (source, target) in SIDEWAYS


def test_every_module_stands_on_a_floor():
    assert [module.path for module in modules() if not package_of(module.name)] == []


def test_imports_go_down_the_floors():
    up = [
        f"{module.path}:{line} imports {target}"
        for module in modules()
        for line, target in arrows(module)
        if not goes_down(package_of(module.name), target)
    ]
    assert not up, "\n".join(up)


def test_nothing_imports_the_roof():
    found = [f"{module.path}:{line}" for module in modules() for line, target in arrows(module) if target == "reports"]
    assert not found, "\n".join(found)


def test_imports_stand_at_the_top_of_the_file():
    found = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for function in ast.walk(module.tree)
        if isinstance(function, FUNCTIONS)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not found, "an import inside a function is a design question:\n" + "\n".join(found)


def test_foreign_keys_go_down_the_floors():
    up = []
    for model in our_models():
        source = package_of(model.__module__)
        for field in model._meta.get_fields():
            target = package_of(field.related_model.__module__) if field.is_relation and field.related_model else ""
            forward = field.concrete or not field.auto_created
            if forward and target and target != source and not goes_down(source, target):
                up.append(f"{model._meta.label}.{field.name} points to {target}")
    assert not up, "\n".join(up)


@pytest.mark.parametrize(
    ("source", "target", "down"),
    [
        ("groups", "wksbm.people", True),
        ("groups", "members", False),
        ("wksbm", "wksbm.regions", False),
        ("wksbm.regions", "wksbm", True),
        ("wksbm.spreadsheets", "wksbm.people", False),
        ("wksbm.people", "wksbm.spreadsheets", True),
        ("members", "reports", False),
    ],
)
def test_the_rule_itself_tells_up_from_down(source, target, down):
    assert goes_down(source, target) is down
