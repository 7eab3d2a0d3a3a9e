"""Who stands in the registry already, comes twice or is brought in by two at once: asked about, never there twice."""

import re

import pytest
from django.core.exceptions import ValidationError

from groups.life import merge
from tests import factories
from tests.bad_inputs.bad_files import HEAD, ROWS
from tests.factories import BIRU, PENFUI
from tests.parallel import at_once
from tests.sheets_reading.files import csv
from tests.workbench.files import bring_in, page, upload
from wksbm.people.erasing import erase_person
from wksbm.people.models import Person
from wksbm.spreadsheets.batches import check_batch, take_in, write_batch
from wksbm.spreadsheets.models import ImportBatch

NIK, NEXT_NIK = "9901014102800731", "9901014102800732"
WITH_NIK = [[*ROWS[0][:4], "", NIK], [*ROWS[1][:4], "", NEXT_NIK.replace("4102", "4202")]]
SIGNED = [*HEAD, "NIK"]


def uploaded(client, rows: list[list], head: list = SIGNED) -> ImportBatch:
    response = upload(client, csv([head, *rows]), "warga.csv")
    batch = ImportBatch.objects.latest("pk")
    assert response["Location"] == batch.get_absolute_url()
    return batch


def plain(text: str) -> str:
    """A page without what differs from one import to the next."""
    return re.sub(r'value="[A-Za-z0-9]{16,}"|[0-9]+', "", text)


@pytest.mark.django_db
def test_a_nik_of_the_own_village_is_a_change_told_field_by_field(cast, english):
    """DUP-03"""
    known = factories.person("Siti Amina", BIRU, nik=NIK, birth_date=factories.date(1980, 2, 1), address="Jalan Lama")
    batch = uploaded(english(cast.biru), [[*WITH_NIK[0], "Jalan Baru"]], [*SIGNED, "Alamat"])
    assert (batch.counts["changed"], batch.counts["read"]) == (1, 1)
    told = page(english(cast.biru), batch)
    assert [text for text in ("Siti Amina<", "Siti Aminah", "Jalan Lama", "Jalan Baru") if text not in told] == []
    known.refresh_from_db()
    assert (known.full_name, known.address, known.version) == ("Siti Amina", "Jalan Lama", 1)


@pytest.mark.django_db
def test_a_nik_of_elsewhere_is_answered_like_a_new_one(cast, english):
    """DUP-05: neither the page nor the counts tell that somebody elsewhere has it; the Dinas finds it flagged."""
    hidden = factories.person("Siti Tersembunyi", PENFUI, nik=NIK)
    answers = []
    for nik in (NEXT_NIK, NIK):
        client = english(cast.biru)
        batch = uploaded(client, [[*WITH_NIK[0][:5], nik]])
        told = [plain(page(client, batch))]
        bring_in(client, batch)
        batch.refresh_from_db()
        told.append(plain(page(client, batch)))
        answers.append((batch.counts, *told))
        made = Person.objects.get(village=BIRU)
        flags = (made.nik_conflict, Person.objects.get(pk=hidden.pk).nik_conflict)
        client.post(f"/impor/{batch.pk}/batalkan/")
    assert answers[0] == answers[1]
    assert answers[0][0]["written_new"] == 1
    assert flags == (True, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rows", [WITH_NIK, [[*row, ""] for row in ROWS]], ids=["with NIK", "without NIK"])
def test_two_who_bring_in_the_same_file_at_once_make_one_set_of_rows(cast, rows):
    """DUP-09"""
    colleague = factories.user("desa.biru.dua", "village", BIRU)
    batches = [take_in(user, "people", "warga.csv", [csv([SIGNED, *rows])]) for user in (cast.biru, colleague)]
    for batch in batches:
        check_batch(batch)
        assert batch.counts["new"] == len(rows)
    answers = at_once([lambda batch=batch: write_batch(batch) for batch in batches])
    assert answers == [None, None]
    assert sorted(Person.objects.values_list("full_name", flat=True)) == sorted(row[0] for row in rows)
    written = [ImportBatch.objects.get(pk=batch.pk).counts for batch in batches]
    assert sorted(counts["written_new"] for counts in written) == [0, len(rows)]
    assert all(counts["read"] == counts["written_new"] + counts["refused"] for counts in written)


@pytest.mark.django_db
def test_the_name_of_an_erased_person_comes_in_as_somebody_new(cast, english):
    """DUP-15: what is left of her gives nothing away."""
    gone = factories.person("Siti Aminah", BIRU, nik=NIK, birth_date=factories.date(1980, 2, 1))
    erase_person(gone, by=cast.admin, reason="diminta sendiri")
    batch = uploaded(english(cast.biru), [WITH_NIK[0]])
    assert (batch.counts["new"], batch.facts["doubts"].keys() & {"similar"}) == (1, set())
    bring_in(english(cast.biru), batch)
    assert Person.objects.filter(full_name="Siti Aminah", nik_conflict=False).count() == 1


@pytest.mark.django_db
def test_a_group_is_not_joined_with_itself(cast):
    """DUP-14"""
    with pytest.raises(ValidationError):
        merge(cast.group, into=cast.group, on=factories.date(2024, 1, 1), by=cast.dinas_kupang, reason="sama")
    cast.group.refresh_from_db()
    assert (cast.group.status, cast.group.version) == ("active", 1)
