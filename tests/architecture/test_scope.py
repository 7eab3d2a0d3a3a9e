"""Every queryset that a user can reach passes `.visible_to(`: read from the code, so that no new screen forgets."""

import ast
import inspect
from importlib import import_module

from django import forms

from tests.architecture.source import Module, calls_after, modules, parents, scoped_models

SCREENS = {"views", "forms", "resources", "filters", "exports", "admin", "lists", "editing", "templatetags"}
BEHIND = {"management", "demo"}  # commands and demo data act for the system
NARROWING = {"visible_to", "none"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
# "path: expression": why it may look at every row.
UNSCOPED = {
    "wksbm/accounts/management/commands/first_admin.py: Duty.objects": "whether there is any administrator at all",
    "wksbm/accounts/duty_forms.py: User.objects": "a user name is taken in the whole register, whoever holds it",
    "wksbm/accounts/editing.py: type(self.object).objects": "reads again the very row that came through visible_to",
    "groups/views/group.py: type(self.group.kube).objects": "the programme row of a group that came through visible_to",
    "members/resources.py: OfficerTerm.objects": "prefetched: only the terms of groups whose rows are exported",
}


def is_screen(module: Module) -> bool:
    parts = module.path.removesuffix(".py").split("/")
    rooms = {*parts, *(part.rpartition("_")[2] for part in parts)}  # duty_forms are forms
    return bool(rooms & SCREENS or module.path.startswith("reports/")) and not rooms & BEHIND


def reads_the_model_of_a_row(node: ast.expr) -> bool:
    """type(row).objects and self.model.objects: the model is not known here, so it may be a scoped one."""
    by_type = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "type"
    return by_type or (isinstance(node, ast.Attribute) and node.attr == "model")


def unscoped(module: Module, scoped: set[str]):
    """(line, expression) of managers that are asked without visible_to."""
    above = parents(module.tree)
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "history")):
            continue
        every_row = getattr(node.value, "id", "") in scoped or reads_the_model_of_a_row(node.value)
        if every_row and not NARROWING & set(calls_after(node, above)):
            yield node.lineno, ast.unparse(node)


def whole_models(module: Module, scoped: set[str]):
    """(line, expression) of generic views and shortcuts that are given a scoped model as a whole."""
    for node in ast.walk(module.tree):
        shortcut = isinstance(node, ast.Call) and getattr(node.func, "id", "") in SHORTCUTS
        if shortcut and getattr(node.args[0], "id", "") in scoped:
            yield node.lineno, ast.unparse(node.args[0])
        if isinstance(node, ast.ClassDef) and "View" in node.name:
            for line in node.body:
                named = isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "model"
                if named and getattr(line.value, "id", "") in scoped:
                    yield line.lineno, ast.unparse(line)


def test_screens_ask_only_for_what_the_user_may_see():
    scoped = scoped_models()
    found = [
        f"{module.path}:{line} {expression}"
        for module in modules()
        if is_screen(module)
        for line, expression in (*unscoped(module, scoped), *whole_models(module, scoped))
        if f"{module.path}: {expression}" not in UNSCOPED
    ]
    assert not found, "without .visible_to(user):\n" + "\n".join(found)


def test_the_exceptions_are_still_there():
    scoped = scoped_models()
    there = {f"{module.path}: {expression}" for module in modules() for _line, expression in unscoped(module, scoped)}
    assert set(UNSCOPED) - there == set()


def test_forms_offer_only_rows_that_the_user_may_see():
    """A ModelForm offers every row behind a foreign key unless its `__init__` narrows the field."""
    found = []
    for form in model_forms():
        for name, field in form.base_fields.items():
            if not isinstance(field, forms.ModelChoiceField) or field.queryset.query.is_empty():
                continue
            narrowed = f'fields["{name}"].queryset' in inspect.getsource(form)
            if hasattr(field.queryset, "visible_to") and not narrowed:
                found.append(f"{form.__module__}.{form.__name__}.{name}")
    assert found == []


def model_forms() -> list[type[forms.BaseModelForm]]:
    names = [module.name for module in modules() if "forms" in module.name.split(".")[-2:]]
    classes = {value for name in names for value in vars(import_module(name)).values() if isinstance(value, type)}
    return [one for one in classes if issubclass(one, forms.BaseModelForm)]


def test_the_reader_sees_what_is_missing():
    tree = ast.parse(
        "Person.objects.filter(pk=1)\nPerson.objects.order_by('pk').visible_to(user)\n"
        "type(row).objects.get(pk=1)\nTally.objects.all()"
    )
    module = Module("groups.views", "groups/views.py", "", tree)
    assert [line for line, _expression in unscoped(module, {"Person"})] == [1, 3]
