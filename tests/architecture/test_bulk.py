"""Bulk writes pass by history and version, so they stand in few modules, each with its reason."""

import ast

from tests.architecture.source import Module, modules

ALLOWED = {
    "groups/services.py": "last_activity_on is derived: no history, and an officer editing the group stays current",
    "wksbm/records.py": "history rows themselves, of records that were saved together",
    "wksbm/accounts/sealing.py": "the seals are no records: append-only, without history and version",
    "wksbm/people/services.py": "nik_conflict is derived: a version or a history row would tell on the neighbour",
    "wksbm/people/erasing.py": "history and log rows of an erased person, by permit and with their salts destroyed",
    "wksbm/people/sheet_writing.py": "people of a sheet: history and version are written by the same sets",
    "wksbm/people/match_writing.py": "outside facts of a matched list, with history and version",
    "wksbm/spreadsheets/engine/undoing.py": "takes a batch back by sets, with history and version",
    "wksbm/spreadsheets/engine/writing.py": "notes and history of a batch, by sets",
    "wksbm/spreadsheets/tasks.py": "an import is no record: of two who begin the same work one gets the row",
    "wksbm/spreadsheets/views/mending.py": "the same",
    "reports/region_undo.py": "outcomes of an import, which are no records",
    "wksbm/regions/loading.py": "reference data of floor 0, which has no history",
}
CREATES = {
    "bulk_create",
    "bulk_update",
    "abulk_create",
    "abulk_update",
    "bulk_create_with_history",
    "bulk_update_with_history",
    "_raw_delete",
}
TABLES = "wksbm.spreadsheets.engine.tables"
IN_SETS = {"fill", "changed", "changed_numbers"}  # of wksbm.spreadsheets.engine.tables


def taken_in(module: Module) -> set[str]:
    """The names under which the module has the writers of whole sets."""
    found = (node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and node.module == TABLES)
    return {one.name for node in found for one in node.names} & IN_SETS


def bulk_writes(module: Module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # A queryset's update takes only keywords; those of dictionaries, sets and digests take a value.
            update = node.func.attr in ("update", "aupdate") and not node.args and node.keywords
            if update or node.func.attr in CREATES:
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in taken_in(module):
            yield node.lineno


def test_bulk_writes_stand_in_the_named_modules():
    found = {module.path: list(bulk_writes(module)) for module in modules()}
    assert {path: where for path, where in found.items() if where and path not in ALLOWED} == {}


def test_the_named_modules_still_need_it():
    needing = {module.path for module in modules() if any(bulk_writes(module))}
    assert set(ALLOWED) - needing == set()


def test_the_reader_tells_a_queryset_from_a_dictionary():
    tree = ast.parse("rows.update(done=True)\nfacts.update(other)\nModel.objects.bulk_create(rows)\n")
    assert list(bulk_writes(Module("", "", "", tree))) == [1, 3]
