"""Triggers that are missing or of an older version are seen, told and put back."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, models

from tests import factories
from tests.architecture.source import our_models
from tests.factories import BIRU
from tests.ledger.tampering import found, seal_all, sql, typed
from wksbm.accounts import append_only, trigger_sql, triggers
from wksbm.accounts.models import AccessLog, Erasure, RowSeal, SealBatch, SealedShape, UnsealedRow

pytestmark = pytest.mark.django_db

PEOPLE = "people_historicalperson"
SQLITE, POSTGRESQL = (
    "sqlite" in connection.settings_dict["ENGINE"],
    "postgresql" in connection.settings_dict["ENGINE"],
)


def queue_of_people() -> str:
    return f"append_only_queue_{PEOPLE}" if SQLITE else "append_only_queue"


def drop(name: str, table: str = PEOPLE) -> None:
    connection.check_constraints()
    sql(trigger_sql.of(connection).drop(table, name))


def told() -> list[tuple[str, str]]:
    return [(error.id, error.msg) for error in triggers.history_is_protected()]


def test_every_history_of_the_project_is_protected():
    ours = {model._meta.db_table for model in our_models() if model.__name__.startswith("Historical")}
    others = {model._meta.db_table for model in (AccessLog, Erasure, SealBatch, RowSeal, SealedShape)}
    assert set(append_only.tables()) == ours | others
    assert set(append_only.sealed_tables()) == ours | {"accounts_accesslog", "accounts_erasure", "accounts_sealedshape"}
    assert all(isinstance(model._meta.pk, models.IntegerField) for model in append_only.sealed_tables().values())


def test_each_table_has_its_triggers():
    each = {"sqlite": 3, "postgresql": 2}[connection.vendor]
    tables, sealed = append_only.tables(), append_only.sealed_tables()
    standing = triggers.standing().triggers
    assert len(standing) == len(tables) * each + len(sealed)
    assert {table for table, _name in standing} == set(tables)
    assert triggers.problems() == []


def test_a_missing_trigger_fails_the_check_and_is_named():
    drop(queue_of_people())
    assert told() == [("wksbm.E001", f"{PEOPLE}: the trigger {queue_of_people()} is missing")]
    with pytest.raises(SystemCheckError, match="protect_history"):
        call_command("check")


def test_an_outdated_trigger_fails_the_check(monkeypatch):
    kind = trigger_sql.of(connection)
    monkeypatch.setattr(kind, "GUARD" if SQLITE else "REFUSE", "1 = 1" if SQLITE else kind.REFUSE + " -- another")
    ids = [number for number, _words in told()]
    assert set(ids) == {"wksbm.E002"}
    assert len(ids) == len(append_only.tables()) * 2


@pytest.mark.skipif("postgresql" not in str(connection.settings_dict["ENGINE"]), reason="PostgreSQL's own ways around")
@pytest.mark.parametrize(
    "way",
    [
        f"ALTER TABLE {PEOPLE} DISABLE TRIGGER append_only_change",
        f"ALTER TABLE {PEOPLE} DISABLE TRIGGER USER",
        f"ALTER TABLE {PEOPLE} ENABLE REPLICA TRIGGER append_only_change",
        "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        f"DROP TRIGGER append_only_change ON {PEOPLE}; CREATE TRIGGER append_only_change BEFORE DELETE ON {PEOPLE} "
        "FOR EACH ROW EXECUTE FUNCTION append_only_refuse()",
    ],
)
def test_a_trigger_that_was_put_out_of_work_is_seen_and_mended(way):
    sql(way)
    assert told() != []
    triggers.protect()
    assert told() == []


def test_protecting_puts_back_what_is_missing_and_says_what():
    factories.make_regions()
    person = factories.person("Siti Rahma", BIRU)
    drop(queue_of_people())
    assert typed("protect_history")[0].splitlines() == [
        f"Mended: {PEOPLE}: the trigger {queue_of_people()} is missing",
        "History is protected.",
    ]
    assert told() == []
    assert typed("protect_history")[0] == "History is protected.\n"
    connection.check_constraints()
    with pytest.raises(IntegrityError):
        sql(f"DELETE FROM {PEOPLE} WHERE id = %s", person.pk)


def test_migrating_puts_back_what_is_missing():
    """Also when nothing is to be migrated, and though the check fails before."""
    triggers.lift()
    assert len(told()) > 50
    call_command("migrate", verbosity=0, skip_checks=False, stdout=io.StringIO())
    assert told() == []


def test_only_the_last_app_of_a_migration_asks_for_the_triggers(django_assert_num_queries):
    for app in apps.get_app_configs():
        with django_assert_num_queries(2 if app.label == last_app() else 0):
            triggers.protect_after_migrating(sender=app, using="default")


def last_app() -> str:
    return [app.label for app in apps.get_app_configs() if app.models_module is not None][-1]


def test_tables_that_are_not_there_yet_need_no_triggers(monkeypatch):
    there = triggers.standing()
    some = there.tables - {"groups_historicalkube"}
    assert {trigger.table for trigger in triggers.wanted(some)} == set(append_only.tables()) - {"groups_historicalkube"}
    assert triggers.wanted(there.tables - {"accounts_unsealedrow"}) == []
    assert triggers.wanted(set()) == []


def test_a_database_that_does_not_answer_fails_no_check(monkeypatch):
    def silent():
        raise triggers.AnyDatabaseError("no answer")

    monkeypatch.setattr(triggers, "standing", silent)
    assert told() == []


def test_history_of_a_register_that_was_never_sealed_is_taken_in():
    triggers.lift()
    factories.make_regions()
    person = factories.person("Siti Rahma", BIRU)
    triggers.protect()
    assert UnsealedRow.objects.filter(table=PEOPLE, row=person.history.get().pk).count() == 1
    seal_all()
    assert found() == []


def test_putting_triggers_back_seals_nothing_that_was_smuggled_in():
    factories.make_regions()
    factories.person("Siti Rahma", BIRU)
    seal_all()
    connection.check_constraints()
    triggers.lift()
    smuggled = factories.person("Selundupan", BIRU).history.get()
    triggers.protect()
    seal_all()
    assert [finding.split(":")[0] for finding in found()] == [f"{PEOPLE} {smuggled.pk}"]


@pytest.mark.expects_errors
def test_the_health_page_tells_when_history_is_unprotected(client):
    assert client.get("/healthz").json()["history"] == "protected"
    drop(queue_of_people())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["history"]) == (503, "unprotected")
