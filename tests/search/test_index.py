"""The index over names follows every row, is made anew when it was lost, and keeps nothing of who was erased."""

import io
import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from tests import factories
from tests.factories import BIRU, new_nik
from tests.sheets_people.bringing import bring, row
from wksbm import name_index
from wksbm.actor import acting_as
from wksbm.people.erasing import erase_person
from wksbm.people.models import Person

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="the plan of PostgreSQL")


def found(text: str) -> list[str]:
    return [person.full_name for person in Person.objects.matching(text)]


@pytest.mark.django_db
def test_a_changed_name_is_found_by_its_new_words_alone(cast):
    person = factories.person("Siti Aminah", BIRU)
    person.full_name = "Zubaedah"
    person.save()
    assert (found("aminah"), found("zubaedah")) == ([], ["Zubaedah"])


@only_sqlite
@pytest.mark.django_db
def test_what_was_lost_is_made_anew_after_migrating(cast):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER people_person_name_new")
        factories.person("Siti Aminah", BIRU)
        assert found("aminah") == []
        name_index.make(apps.get_app_config("people"))
        assert found("aminah") == ["Siti Aminah"]
        cursor.execute("INSERT INTO people_person_name(people_person_name) VALUES ('integrity-check')")


@pytest.mark.django_db
def test_people_of_a_sheet_and_those_after_them_are_found(cast):
    factories.person("Zubaedah", BIRU)
    bring(cast.biru, row("Siti Aminah", new_nik())).write()
    factories.person("Aminah Yunus", BIRU)
    assert sorted(found("aminah")) == ["Aminah Yunus", "Siti Aminah"]
    assert found("zubaedah") == ["Zubaedah"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO people_person_name(people_person_name) VALUES ('integrity-check')")


@pytest.mark.django_db(transaction=True)
def test_gathering_that_fails_leaves_the_index_at_work(cast):
    with pytest.raises(RuntimeError, match="power cut"), transaction.atomic(), name_index.gathered(Person):
        raise RuntimeError("power cut")
    factories.person("Siti Aminah", BIRU)
    assert found("aminah") == ["Siti Aminah"]


@pytest.mark.django_db(transaction=True)
def test_an_emptied_register_has_an_empty_index(cast):
    factories.person("Siti Aminah", BIRU)
    call_command("flush", interactive=False, verbosity=0)
    assert found("aminah") == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM people_person_name WHERE people_person_name MATCH 'aminah'")
            assert cursor.fetchall() == []


@pytest.mark.django_db
def test_a_dump_of_the_data_holds_people_once_and_nothing_of_the_index(cast):
    factories.person("Siti Aminah", BIRU)
    said = io.StringIO()
    call_command("dumpdata", "people", stdout=said)
    assert {row["model"] for row in json.loads(said.getvalue())} == {"people.person", "people.historicalperson"}


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_who_was_erased_is_in_no_part_of_the_index(cast):
    """The index keeps pieces of three letters: none of hers is left, not even marked as taken out."""
    factories.person("Siti Aminah", BIRU)
    person = factories.person("Xqwylph Vbnkjhg", BIRU)
    pieces = name_index.trigrams(person.name_key) - {
        piece for piece in name_index.trigrams(person.name_key) if " " in piece
    }
    assert pieces & set(terms_of_the_file())
    with acting_as(cast.dinas_bone):
        erase_person(person, by=cast.dinas_bone, reason="Permintaan warga")
    assert pieces & set(terms_of_the_file()) == set()
    assert "min" in terms_of_the_file()


def terms_of_the_file() -> list[str]:
    """Every term that stands in the index as the file has it: in the raw blobs of its segments."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM people_person_name_data")
        blobs = b"".join(bytes(block) for (block,) in cursor.fetchall())
    text = blobs.decode("latin-1")
    return [text[at : at + 3] for at in range(len(text) - 2)]


@only_postgresql
@pytest.mark.django_db
def test_the_index_of_postgresql_is_there(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname LIKE '%%_name_trgm' ORDER BY indexname")
        made = [definition for (definition,) in cursor.fetchall()]
    assert [("gin_trgm_ops" in one, one.split(" ON public.")[1].split()[0]) for one in made] == [
        (True, "groups_socialgroup"), (True, "people_person"),
    ]  # fmt: skip
