"""What hangs on a record has an area of its own: groups, households and PMKS records of elsewhere stay there."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.history.moments import acting_on
from tests.history.reading import sentences
from wksbm.people.services import save_person

pytestmark = pytest.mark.django_db


def url(row, app: str = "people") -> str:
    return reverse(f"{app}:history", args=[row.pk])


def test_a_group_of_elsewhere_is_not_in_the_story_of_a_person(cast, english):
    person = factories.person("Ana", PENFUI)
    here, there = factories.group("Dekat", PENFUI), factories.group("Jauh Sekali", BIRU)
    for group in (here, there):
        factories.membership(person, group)
        factories.office(group, "chair", person)
    told = " ".join(sentences(english(cast.penfui), url(person)))
    assert told.count("Dekat") == 2
    assert "Jauh" not in told


def test_a_pmks_record_of_the_old_village_does_not_move_along(cast, english):
    person = factories.person("Ana", WATAMPONE)
    old = factories.classification(person, factories.category(), by=cast.watampone)
    person.village_id = BIRU
    person.save()
    assert "PMKS" not in " ".join(sentences(english(cast.biru), url(person)))
    assert old.category.name in " ".join(sentences(english(cast.tksk), url(person)))


def test_the_kk_number_of_a_household_of_elsewhere_is_not_even_masked(cast, english):
    home = factories.household("7308222001080001", WATAMPONE)
    with acting_on("2026-01-01", cast.tksk):
        person = factories.person("Ana", BIRU)
    with acting_on("2026-02-01", cast.tksk):
        person.household = home
        save_person(person, by=cast.tksk)
    said = "Tksk Tanete (TKSK) changed KK number: – → {}."
    assert sentences(english(cast.biru), url(person))[0] == said.format("(not open to you)")
    assert sentences(english(cast.tksk), url(person))[0] == said.format("7308 •••• •••• ••••")


def test_a_leader_who_is_an_officer_elsewhere_reads_pmks_there_only(cast, english):
    """Two duties: the leader of a group does not read the history of PMKS records, the officer does, in his village."""
    both = factories.user("dua.peran", "village", BIRU)
    factories.leads(both, cast.group)
    rows = {}
    for village in (PENFUI, BIRU):
        person = factories.person("Ana", village)
        factories.classification(person, factories.category(), by=cast.admin)
        rows[village] = person
    factories.membership(rows[PENFUI], cast.group)
    assert "PMKS" not in " ".join(sentences(english(both), url(rows[PENFUI])))
    assert "PMKS" in " ".join(sentences(english(both), url(rows[BIRU])))


def test_a_reason_is_not_for_who_sees_the_names_masked(cast, english):
    with acting_on("2026-01-01", cast.penfui):
        person = factories.person("Ana Lalu", PENFUI)
        row = factories.membership(person, cast.group)
    with acting_on("2026-02-01", cast.penfui):
        person.education, row.channel = "SD", "own"
        person._change_reason = row._change_reason = "menurut Ana Lalu sendiri"
        person.save()
        row.save()
    for where in (url(person), url(row, "members"), url(cast.group, "groups")):
        told = {who: " ".join(sentences(english(getattr(cast, who)), where)) for who in ("penfui", "admin")}
        assert ("Lalu" in told["penfui"], "Lalu" in told["admin"]) == (True, False), where
