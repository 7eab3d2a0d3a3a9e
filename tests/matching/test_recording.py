"""What a list says of desil and aid, recorded as it stands there: dated, with its source, taken back, erased."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import BIRU
from tests.matching.lists import checked, kinds_of, listed, recorded, rows_of, undone
from wksbm.accounts.models import AccessLog
from wksbm.actor import acting_as
from wksbm.people.erasing import erase_person
from wksbm.people.match_columns import EditionCell
from wksbm.people.models import ExternalStatus, Person
from wksbm.spreadsheets.batches import work

pytestmark = pytest.mark.django_db
ROSMA = "9901014101905001"
CANARY = "kartu kenari emas"


@pytest.fixture
def rosma(cast):
    return factories.person("Rosma Dewi", BIRU, nik=ROSMA)


def facts() -> list[tuple]:
    return list(ExternalStatus.objects.order_by("edition", "kind").values_list("kind", "value", "edition", "source"))


def said(batch, **answers):
    """As the page does: what was said about the whole list, and the file checked anew."""
    batch.options["said"] = {"edition": "2026-1", "source": "Dinsos Bone", "checked_on": "2026-03-31"} | answers
    batch.save()
    with acting_as(batch.user):
        work(batch, "check")
    return batch


def test_every_column_of_aid_becomes_a_dated_fact_and_the_person_stays_untouched(cast, rosma):
    before = Person.objects.values().get()
    batch = said(checked(cast.biru, [listed(ROSMA, "ROSMAWATI", "", "Ta", desil="Desil 3", pkh="Ya", bpnt="tidak")]))
    assert kinds_of(batch) == ["changed"]
    recorded(batch)
    source = "Dinsos Bone"
    assert facts() == [
        ("bpnt", "no", "2026-1", source), ("dtsen_desil", "3", "2026-1", source), ("pkh", "yes", "2026-1", source)
    ]  # fmt: skip
    assert set(ExternalStatus.objects.values_list("checked_on", flat=True)) == {date(2026, 3, 31)}
    assert Person.objects.values().get() == before
    past = ExternalStatus.history.get(kind="pkh")
    assert (past.history_type, past.history_user, past.history_change_reason) == ("+", cast.biru, batch.reason)
    assert batch.counts["written_changed"] == 1
    assert batch.counts["refused"] == 0


def test_nothing_is_recorded_of_who_is_unknown_similar_or_wrong(cast, rosma):
    factories.person("Kembar Satu", BIRU)
    factories.person("Kembar Satu", BIRU)
    rows = [
        listed("9901014101905777", "Bukan Warga", desil="1"), listed("", "Kembar Satu", desil="2"),
        listed("990101", "Salah", desil="3"), listed(ROSMA, "Rosma Dewi", desil="4"),
    ]  # fmt: skip
    batch = recorded(checked(cast.biru, rows))
    assert list(ExternalStatus.objects.values_list("person", "value")) == [(rosma.pk, "4")]
    counts = batch.counts
    assert counts["read"] == counts["written_changed"] + counts["same"] + counts["unknown"] + counts["refused"]
    assert (counts["unknown"], counts["refused"]) == (1, 2)


def test_the_same_list_again_records_nothing_and_a_later_edition_stands_beside_it(cast, rosma):
    recorded(checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3", edition="Triwulan I 2026")]))
    again = checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3", edition="2026/1")])
    assert kinds_of(again) == ["same"], (facts(), rows_of(again)[0].dump())
    recorded(checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="2", edition="TW II 2026")]))
    assert [row[1:3] for row in facts()] == [("3", "2026-1"), ("2", "2026-2")]


def test_a_corrected_list_changes_the_fact_of_its_edition_and_undo_puts_it_back(cast, rosma):
    recorded(checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3", edition="2026-1")]))
    batch = recorded(checked(cast.tksk, [listed(ROSMA, "Rosma Dewi", desil="5", pkh="ya", edition="2026-1")]))
    assert [row[:2] for row in facts()] == [("dtsen_desil", "5"), ("pkh", "yes")]
    undone(batch)
    assert [row[:2] for row in facts()] == [("dtsen_desil", "3")]
    assert batch.facts["outcomes"]["reversed"] == 2
    kinds = ExternalStatus.history.filter(kind="pkh").order_by("history_id").values_list("history_type", flat=True)
    assert list(kinds) == ["+", "-"]
    values = ExternalStatus.history.filter(kind="dtsen_desil").order_by("history_id").values_list("value", flat=True)
    assert list(values) == ["3", "5", "3"]


def test_what_was_recorded_after_the_check_is_not_overwritten(cast, rosma):
    batch = checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3", edition="2026-1")])
    recorded(checked(cast.tksk, [listed(ROSMA, "Rosma Dewi", desil="9", edition="2026-1")]))
    recorded(batch)
    assert [row[1] for row in facts()] == ["9"]
    assert list(batch.facts["refused"]) == ["2"]
    assert batch.counts["refused"] == 1


def test_who_has_moved_out_of_reach_is_refused(cast, rosma):
    batch = checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3")])
    rosma.village_id = factories.PENFUI
    rosma.save()
    recorded(batch)
    assert facts() == []
    assert list(batch.facts["refused"]) == ["2"]


def test_programmes_in_one_column_of_aid(cast, rosma):
    headers = ["NIK", "Nama", "Jenis Bansos", "Periode"]
    recorded(checked(cast.biru, [[ROSMA, "Rosma Dewi", "PKH, Sembako + Beras 10 kg", "2026-1"]], headers))
    assert [row[:2] for row in facts()] == [("bpnt", "yes"), ("other", "Beras 10 kg"), ("pkh", "yes")]


def test_many_kinds_of_aid_in_one_cell_fit_into_the_registry(cast, rosma):
    headers = ["NIK", "Nama", "Jenis Bansos", "Periode"]
    recorded(checked(cast.biru, [[ROSMA, "Rosma Dewi", "aa;" * 20, "2026-1"]], headers))
    assert facts()[0][:2] == ("other", ",".join(["aa"] * 20))


@pytest.mark.parametrize(
    ("written", "edition"),
    [
        ("2026-1", "2026-1"), ("Triwulan IV Tahun 2025", "2025-4"), ("TW.2 2026", "2026-2"), ("2026/03", "2026-3"),
        (("date", "2026-05-31"), "2026-2"), ("Januari 2026", "Januari 2026"),
    ],
)  # fmt: skip
def test_editions_as_lists_write_them(written, edition):
    assert EditionCell().read(written) == (edition, "")


def test_the_latest_of_each_kind_stands_on_the_page_and_all_in_the_history(cast, rosma, english):
    for value, edition, day in (("4", "2026-2", "2026-06-30"), ("3", "2026-1", "2026-03-31")):
        rows = [listed(ROSMA, "Rosma Dewi", desil=value, edition=edition)]
        recorded(said(checked(cast.biru, rows), checked_on=day))
    page = english(cast.biru).get(rosma.get_absolute_url()).content.decode()
    assert "Data from outside" in page
    assert "2026-2 · Dinsos Bone" in page
    assert "2026-1 ·" not in page
    story = english(cast.biru).get(reverse("people:history", args=[rosma.pk])).content.decode()
    assert "DTSEN desil 3 (2026-1, Dinsos Bone)" in story


def test_who_may_not_see_kinds_of_need_sees_no_desil(cast, rosma, english):
    recorded(checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3")]))
    for user in (cast.admin, lead(cast, rosma)):
        page = english(user).get(rosma.get_absolute_url())
        assert page.status_code == 200
        assert "Data from outside" not in page.content.decode()


def lead(cast, rosma):
    group = factories.group("Kelompok Melati", BIRU)
    factories.membership(rosma, group)
    leader = factories.user("ketua.melati")
    factories.leads(leader, group)
    return leader


def test_an_erasure_takes_what_others_said_of_her_too(cast, rosma):
    headers = ["NIK", "Nama", "Jenis Bansos", "Periode"]
    recorded(said(checked(cast.biru, [[ROSMA, "Rosma Dewi", CANARY, "2026-1"]], headers), source="menurut kenari"))
    with acting_as(cast.dinas_bone):
        erase_person(rosma, by=cast.dinas_bone, reason="permintaan tertulis")
    rows = [*ExternalStatus.objects.values(), *ExternalStatus.history.values()]
    assert len(rows) == 3
    assert "kenari" not in str(rows)


def test_one_entry_for_the_whole_list_with_counts_alone(cast, rosma):
    batch = checked(cast.biru, [listed(ROSMA, "Rosma Dewi"), listed("9901014101905777", "Bukan Warga")])
    said(batch)
    (entry,) = AccessLog.objects.filter(kind="matched_list")
    assert (entry.user, entry.target, entry.number) == (cast.biru, "people.Person", None)
    assert entry.facts == {"batch": batch.pk, "rows": 2, "matched": 1, "unknown": 1}
    assert entry.at.date() == timezone.now().date()
    assert not AccessLog.objects.filter(kind__in=["look_up", "match", "reveal"]).exists()
    assert rows_of(batch)[0].pk == rosma.pk
