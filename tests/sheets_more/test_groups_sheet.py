"""The sheet of groups: recognised, refused, brought in through the services, and taken back."""

from datetime import date

import pytest
from django.utils import translation

from groups.models import Kube, SocialGroup
from groups.resources import GroupResource
from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.sheets_more.running import Run, exported
from wksbm.actor import acting_as

HEADER = ["Nama kelompok", "Bentuk", "Kode desa"]


def groups(user, *rows, header=None, **kwargs) -> Run:
    return Run(user, "groups", header or HEADER, *rows, **kwargs)


def test_new_groups_come_in_as_from_the_form(cast):
    run = groups(
        cast.dinas_bone,
        ["Mekar Sari", "KUBE", BIRU, "2019", "Rp 25.000,00", "bulanan", "dues, government", "ya", "0812 3456 7890"],
        ["Anggrek", "Wahana Kesejahteraan Sosial Berbasis Masyarakat", WATAMPONE, None, None, None, None, "tidak", None],
        header=[*HEADER, "Tahun berdiri", "Iuran", "Iuran tiap", "Sumber dana", "Sukarela", "No HP"],
    )  # fmt: skip
    assert run.header.unknown == {}
    assert run.kinds == ["new", "new"], run.texts()
    assert run.write().written == {"new": 2, "changed": 0}
    made = SocialGroup.objects.get(name="Mekar Sari")
    assert (made.founded_on, made.founded_on_precision) == (date(2019, 1, 1), "year")
    assert (made.dues_amount, made.dues_every, made.fund_sources) == (25_000, "month", ["dues", "government"])
    assert (made.voluntary, made.phone) == (True, "+6281234567890")
    assert Kube.objects.get(group=made).stage == "T0"
    assert made.history.get().history_change_reason == run.batch.reason
    assert made.history.get().history_user == cast.dinas_bone
    assert SocialGroup.objects.get(name="Anggrek").voluntary is False


def test_an_exported_list_comes_back_without_a_change(cast):
    full = factories.group(
        "Melati", BIRU, type=factories.group_type("EKO-9", "Arisan"), founded_on=date(2008, 1, 1),
        founded_on_precision="estimated", origin="community", purposes=["welfare", "income"], rights=["voice"],
        rules_form="none", voluntary=False, dues_amount=1_500_000, dues_every="month", programme="Rapat\nIuran",
        declared_members=12, declared_on=date(2024, 2, 1), registered_on=date(2023, 5, 6), phone="+6281234567890",
        fund_sources=["dues"], status="active", last_activity_on=date(2025, 1, 1),
    )  # fmt: skip
    gone = factories.group("Lama", BIRU, kind="kps", status="dissolved", ended_on=date(2024, 1, 1))
    header, rows = exported(GroupResource, SocialGroup.objects.filter(pk__in=[full.pk, gone.pk]), cast.biru)
    run = groups(cast.biru, *rows, header=header)
    assert run.header.unknown == {}
    assert {number: run.changes(number) for number in run.rows} == {2: {}, 3: {}}
    assert run.kinds == ["same", "same"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_headers_are_known_in_both_languages(cast, language):
    with translation.override(language):
        header, rows = exported(GroupResource, SocialGroup.objects.filter(pk=cast.group.pk), cast.penfui)
    run = groups(cast.penfui, *rows, header=header)
    assert (run.header.unknown, run.header.twice, run.kind) == ({}, [], "same")


def test_a_kind_in_the_column_of_types_is_the_kind(cast):
    kube = factories.group_type("EKO-04", "KUBE")
    header = ["Nama kelompok", "Jenis", "Desa"]
    run = groups(
        cast.biru, ["Melati", "KUBE", "Biru"], ["Mawar", "WKSBM", "Biru"], ["Mega", "Entah", "Biru"], header=header
    )
    assert [run.faults(number) for number in run.rows] == [{}, {}, {"type": "unknown_type"}]
    run.write()
    assert [(one.kind, one.type) for one in SocialGroup.objects.filter(village=BIRU)] == [
        ("wksbm", None),
        ("kube", kube),
    ]


def test_exactly_the_edited_cells_are_changed_and_undone(cast):
    group = factories.group("Melati", BIRU, business="Warung", dues_amount=5_000)
    run = groups(cast.biru, [group.pk, "Mawar", "KUBE", "", "Katering"], header=["ID", *HEADER, "Usaha"])
    assert run.changes() == {"name": ("Melati", "Mawar"), "business": ("Warung", "Katering")}
    run.write()
    group.refresh_from_db()
    assert (group.name, group.business, group.dues_amount) == ("Mawar", "Katering", 5_000)
    assert run.undo() == {"reversed": 1}
    group.refresh_from_db()
    assert (group.name, group.business, group.name_key) == ("Melati", "Warung", "melati")


def test_a_name_in_other_letters_is_the_same_group_with_a_doubt(cast):
    factories.group("Mekar Sari", BIRU)
    run = groups(cast.biru, ["MEKAR  SARI", "KUBE", BIRU])
    assert (run.kind, run.doubts()) == ("same", {"name": "name_written"})


def test_a_similar_name_is_asked_about(cast):
    known = factories.group("Mekar Sari", BIRU)
    row = ["Mekar Sari Indah", "KUBE", BIRU]
    run = groups(cast.biru, row)
    assert (run.kind, run.row().near) == ("similar", [known.pk])
    run.sheet.prepare(run.rows.values())
    assert run.sheet.near_told(run.row())[0][::2] == (known.pk, known.get_absolute_url())
    assert run.write().written == {"new": 0, "changed": 0}
    assert groups(cast.biru, row, decided={2: "other"}).kind == "new"
    assert groups(cast.biru, row, decided={2: str(known.pk)}).changes() == {"name": ("Mekar Sari", "Mekar Sari Indah")}


def test_a_group_outside_the_area_is_like_one_that_does_not_exist(cast):
    foreign = factories.group("Anggrek", WATAMPONE)
    header = ["ID", *HEADER]
    said = [groups(cast.biru, [pk, "Anggrek", "KUBE", ""], header=header) for pk in (foreign.pk, 10**9)]
    assert [run.faults() for run in said] == [{"number": "unknown_number"}] * 2
    assert said[0].texts() == said[1].texts()
    assert groups(cast.biru, ["Anggrek", "KUBE", BIRU]).kind == "new"
    assert groups(cast.biru, ["Anggrek", "KUBE", WATAMPONE]).faults() == {"village_code": "unknown_village"}
    assert groups(cast.tksk, ["Anggrek", "KUBE", WATAMPONE]).faults() == {"village_code": "unknown_village"}


def test_a_closed_group_is_read_only(cast):
    closed = factories.group("Lama", BIRU, status="dissolved", ended_on=date(2024, 1, 1))
    run = groups(cast.biru, [closed.pk, "Lama", "KUBE", BIRU, "Tenun"], header=["ID", *HEADER, "Usaha"])
    assert run.faults() == {"": "closed"}


def test_a_sheet_begins_the_work_of_a_group_and_ends_none(cast):
    group, header = factories.group("Baru", BIRU, status="preparing", business="Kue"), [*HEADER, "Status", "Usaha"]
    run = groups(cast.biru, ["Baru", "KUBE", BIRU, "aktif", "Roti"], header=header)
    run.write()
    group.refresh_from_db()
    assert (group.status, group.business) == ("active", "Roti")
    run.undo()
    group.refresh_from_db()
    assert (group.status, group.business) == ("preparing", "Kue"), "two saves of one import are one step back"
    ended = groups(
        cast.biru, ["Baru", "KUBE", BIRU, "bubar", None], ["Tua", "KUBE", BIRU, "bubar", None], header=header
    )
    assert [ended.faults(2), ended.faults(3)] == [{"status": "act"}] * 2


def test_twice_in_a_file_and_without_a_kind(cast):
    run = groups(cast.biru, ["Melati", "KUBE", BIRU], ["melati", "KUBE", BIRU], ["Kamboja", None, BIRU])
    assert [run.faults(number) for number in (2, 3, 4)] == [{}, {"": "twice"}, {"kind": "required"}]
    assert "2" in run.texts(3)


def test_undo_takes_what_was_made_and_keeps_what_was_edited_since(cast):
    run = groups(cast.biru, ["Melati", "KUBE", BIRU], ["Mawar", "KPS", BIRU])
    run.write()
    edited = SocialGroup.objects.get(name="Mawar")
    with acting_as(cast.biru):
        edited.business = "Kue"
        edited.save()
    assert run.undo() == {"reversed": 2, "edited": 1}  # a KUBE has a row of the programme
    assert set(SocialGroup.objects.filter(village=BIRU).values_list("name", flat=True)) == {"Mawar"}


def test_what_changed_between_check_and_writing_is_refused(cast):
    group = factories.group("Melati", BIRU, business="Warung")
    run = groups(cast.biru, ["Melati", "KUBE", BIRU, "Kue"], ["Baru", "KUBE", BIRU, "Roti"], header=[*HEADER, "Usaha"])
    group.business = "Tenun"
    group.save()
    assert list(run.write().refused) == [2]
    group.refresh_from_db()
    assert group.business == "Tenun"
    assert SocialGroup.objects.filter(name="Baru").exists()


def test_queries_do_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    for name in ("A", "B", "C"):
        factories.group(f"Kelompok {name * 6}", BIRU)
    for many in (1, 300):
        rows = [[f"Usaha {chr(65 + i % 26) * 5}{chr(65 + i // 26)}", "KUBE", BIRU] for i in range(many)]
        run = groups(cast.biru)
        run.lines = list(enumerate(rows, 2))
        with django_assert_max_num_queries(12):
            run.check()
