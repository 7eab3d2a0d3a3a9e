"""What is still to come is said by name; what has come has left the list."""

import pytest
from django.apps import apps

from tests.access import counting
from tests.access.deed_table import known_deeds
from tests.access.marks import RECORD_OF
from tests.access.roles import LETTERS, LEVELS
from tests.access.to_come import CELLS, FIELDS, RECORDS, VERBS
from wksbm.accounts.access import COLUMNS
from wksbm.accounts.protected import PROTECTED
from wksbm.accounts.routes import ROUTES

RULES = {rule for rule in ROUTES.values() if isinstance(rule, tuple)}
FIELD_OF_A_LOG = {("motivation_note", "create")}  # written with the activity: test_state_rules.py
DONE = {(deed.record, deed.action) for deed in known_deeds()} | RULES | FIELD_OF_A_LOG


def names_of_models() -> set[str]:
    return {model.__name__.casefold() for model in apps.get_models()}


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_to_come_has_neither_model_nor_route(record):
    assert record.replace("_", "") not in names_of_models()
    assert {rule for rule in RULES if rule[0] == record} == set()
    querysets = {getattr(model._default_manager.all(), "record", "") for model in apps.get_models()}
    assert record not in querysets


def test_a_verb_to_come_has_no_route():
    assert DONE & set(VERBS) == set()


def test_every_cell_is_tried_or_stands_in_the_list_with_its_reason():
    """Or it is closed to everybody, and then no route leads to it."""
    waiting, closed = counting.to_come(), counting.closed_to_all()
    forgotten = {cell for cell in counting.all_cells() - closed if cell not in waiting and cell[:2] not in DONE}
    assert {cell[:2] for cell in forgotten} == set()
    assert {cell[:2] for cell in closed if cell[:2] in DONE} == set(), "closed to everybody, and still a route"
    for cell in closed - set(waiting):
        counting.tested(cell[2], [cell[:2]])


def test_the_list_names_only_what_the_tables_hold():
    assert set(RECORDS) <= set(LETTERS)
    assert {record for record, _action in VERBS} <= set(LETTERS) - set(RECORDS)
    assert {(record, role) for record, _action, role in CELLS} <= {
        (record, role) for record in LETTERS for role in COLUMNS
    }
    assert all([*RECORDS.values(), *VERBS.values(), *CELLS.values(), *FIELDS.values()])


def test_every_row_of_the_field_table_protects_a_field_or_is_to_come():
    used = {row for fields in PROTECTED.values() for row in fields.values()}
    by_kind = {row for row in LEVELS if row.startswith("category_")}  # of a classification, by its kind
    assert set(LEVELS) - used - by_kind == set(FIELDS)
    assert "category" in used


def test_every_record_with_rows_has_marks():
    """Whoever adds a record to the table tells the canaries of it."""
    existing = set(LETTERS) - set(RECORDS)
    assert existing - set(RECORD_OF.values()) == {"recap", "region", "import_batch", "export"}, "no text of people"
