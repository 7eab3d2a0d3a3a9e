"""Migrations change the shape of tables and are complete, in one line, and begin anew for every app."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.architecture.source import TOPS


def our_apps() -> list:
    return [app for app in apps.get_app_configs() if app.name.split(".")[0] in TOPS and list(app.get_models())]


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.parametrize("app", our_apps(), ids=lambda app: app.label)
def test_every_app_begins_with_one_initial_migration(app):
    names = sorted(path.stem for path in (Path(app.path) / "migrations").glob("[0-9]*.py"))
    numbers = [name[:4] for name in names]
    assert names[0] == "0001_initial"
    assert numbers == sorted(set(numbers)), "two migrations with one number"


def test_migrations_carry_a_name():
    files = [path for app in our_apps() for path in (Path(app.path) / "migrations").glob("[0-9]*.py")]
    assert [str(path) for path in files if "_auto_" in path.stem] == []


@pytest.mark.django_db
def test_every_app_has_one_newest_migration_and_all_can_be_undone():
    loader = MigrationLoader(connection)
    labels = {app.label for app in our_apps()}
    assert loader.detect_conflicts() == {}
    one_way = [
        f"{label}.{name}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in labels and not all(operation.reversible for operation in migration.operations)
    ]
    assert one_way == []
