"""Two people, one record: the second is told, nothing is overwritten, and every change leaves one row of history."""

import pytest
from django.db import transaction

from groups.models import SocialGroup
from tests import factories
from tests.parallel import at_once
from wksbm.actor import acting_as
from wksbm.records import StaleRecord


def read(pk: int) -> SocialGroup:
    return SocialGroup.objects.get(pk=pk)


def test_a_save_counts_the_version_up(cast):
    group = read(cast.group.pk)
    group.business = "Tenun"
    group.save()
    assert group.version == read(group.pk).version == 2


def test_of_two_saves_of_one_version_the_second_writes_nothing(cast):
    first, second = read(cast.group.pk), read(cast.group.pk)
    first.business = "Tenun"
    first.save()
    second.business = "Kue"
    with pytest.raises(StaleRecord) as stale, transaction.atomic():
        second.save()
    assert stale.value.record is second
    assert second.version == 1, "it can be compared with the version that was read"
    assert (read(cast.group.pk).business, read(cast.group.pk).version) == ("Tenun", 2)
    assert [row.business for row in cast.group.history.all()] == ["Tenun", ""]


def test_a_save_of_some_fields_is_guarded_as_well(cast):
    first, second = read(cast.group.pk), read(cast.group.pk)
    first.business = "Tenun"
    first.save(update_fields=["business"])
    second.phone = "+628123456789"
    with pytest.raises(StaleRecord), transaction.atomic():
        second.save(update_fields=["phone"])
    now = read(cast.group.pk)
    assert (now.business, now.phone, now.version) == ("Tenun", "", 2)


def test_a_record_that_is_gone_is_stale_too(cast):
    extra = factories.group("Sementara", factories.PENFUI, kind="kps")
    copy = read(extra.pk)
    extra.delete()
    with pytest.raises(StaleRecord), transaction.atomic():
        copy.save()


def test_every_change_leaves_one_row_with_its_person_and_its_version(cast):
    group = read(cast.group.pk)
    for officer, business in ((cast.penfui, "Tenun"), (cast.lina, "Kue")):
        with acting_as(officer):
            group.business = business
            group.save()
    rows = [(row.history_user.username, row.business, row.version, row.history_type) for row in group.history.all()]
    assert rows == [("ketua.lina", "Kue", 3, "~"), ("desa.penfui", "Tenun", 2, "~"), ("sistem", "", 1, "+")]


def test_a_reason_that_is_given_stands_in_the_history(cast):
    group = read(cast.group.pk)
    group._change_reason = "salah ketik"
    group.save()
    assert [row.history_change_reason or "" for row in group.history.all()] == ["salah ketik", ""]


@pytest.mark.django_db(transaction=True)
def test_of_parallel_saves_of_one_version_one_wins_and_the_others_are_told(cast):
    copies = [read(cast.group.pk) for _person in range(8)]
    for number, copy in enumerate(copies):
        copy.business = f"Usaha {number}"
    answers = at_once([copy.save for copy in copies], as_user=cast.penfui)
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType"] + ["StaleRecord"] * 7
    winner = copies[answers.index(None)]
    assert (read(cast.group.pk).business, read(cast.group.pk).version) == (winner.business, 2)
    assert [row.business for row in cast.group.history.all()] == [winner.business, ""]


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_anew_loses_nothing(cast):
    """Eight people count up at once, each trying again when told: all eight steps arrive."""

    def count_up():
        while True:
            group = read(cast.group.pk)
            group.declared_members = (group.declared_members or 0) + 1
            try:
                with transaction.atomic():
                    group.save()
            except StaleRecord:
                continue
            return group.declared_members

    assert sorted(at_once([count_up] * 8, as_user=cast.penfui)) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert read(cast.group.pk).declared_members == 8
    assert cast.group.history.count() == 9


@pytest.mark.django_db(transaction=True)
def test_a_change_without_its_history_is_no_change(cast, monkeypatch):
    """Killed between the row and its history: neither is there, also outside a service's transaction."""
    group = read(cast.group.pk)
    group.business = "Tenun"
    monkeypatch.setattr(type(cast.group.history.get()), "save", killed)
    with pytest.raises(SystemExit):
        group.save()
    assert (read(cast.group.pk).business, read(cast.group.pk).version) == ("", 1)


def killed(*args, **kwargs) -> None:
    raise SystemExit
