"""Every field of every record falls under a row of the field table, is open, or is hidden: said, not forgotten."""

from tests.architecture.source import our_models
from tests.architecture.test_history import has_history
from wksbm.accounts.access import FIELDS
from wksbm.accounts.protected import HIDDEN, MACHINE, OPEN, PROTECTED, row_of

ROWS = {*FIELDS, OPEN, HIDDEN, "category"}


def fields_of_records() -> set[tuple[str, str]]:
    recorded = filter(has_history, our_models())
    return {(model._meta.label, field.name) for model in recorded for field in model._meta.concrete_fields}


def test_every_field_of_a_record_has_its_row():
    known = {(label, field) for label, fields in PROTECTED.items() for field in fields}
    there = {(label, field) for label, field in fields_of_records() if field not in MACHINE}
    assert there - known == set(), "fields that nobody has thought about"
    assert known - there == set(), "fields that are no more"


def test_the_rows_are_those_of_the_field_table():
    assert {row for fields in PROTECTED.values() for row in fields.values()} <= ROWS


def test_what_nobody_has_thought_about_is_hidden():
    assert row_of("people.Person", "shoe_size") == HIDDEN
    assert row_of("people.Shoe", "size") == HIDDEN
