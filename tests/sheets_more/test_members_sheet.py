"""The sheet of members: group and person recognised, people registered along, joining and leaving by the services."""

from datetime import date

import pytest
from django.utils import translation

from members.models import Membership, OfficerTerm
from members.resources import MemberResource
from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_more.running import Run, exported
from wksbm.actor import acting_as
from wksbm.people.models import Person

HEADER = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir", "Anggota sejak"]
LEFT = [*HEADER, "Tanggal keluar", "Alasan keluar"]


@pytest.fixture
def melati(cast):
    return factories.group("Melati", BIRU)


def members(user, *rows, header=None, **kwargs) -> Run:
    return Run(user, "members", header or HEADER, *rows, **kwargs)


def test_known_people_join_by_nik_or_by_name_and_birthday(cast, melati):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    rosmini = factories.person("Rosmini", BIRU, birth_date=date(1985, 5, 17))
    run = members(
        cast.biru,
        ["melati", "SITI AMINAH", siti.nik, None, None, "2019"],
        ["Melati", "Rosmini", None, None, "17 Mei 1985", None],
    )
    assert run.kinds == ["new", "new"], run.texts() + run.texts(3)
    run.write()
    joined = Membership.objects.get(person=siti)
    assert (joined.group, joined.joined_on, joined.joined_on_precision) == (melati, date(2019, 1, 1), "year")
    assert joined.history.get().history_change_reason == run.batch.reason
    assert Membership.objects.get(person=rosmini).number == 2
    assert run.undo() == {"reversed": 2}
    assert not Membership.objects.filter(group=melati).exists()


def test_unknown_people_are_registered_along_and_go_with_the_undoing(cast, melati):
    other = factories.group("Mawar", BIRU)
    nik = new_nik(date(1991, 2, 3), "L")
    run = members(
        cast.biru,
        ["Melati", "Baso Rahman", nik, "L", "03/02/1991", None],
        ["Mawar", "Baso Rahman", nik, "L", "03/02/1991", None],
        ["Melati", "Daeng Patta", None, "L", "± 1950", None],
        ["Melati", "Tanpa Kelamin", None, None, None, None],
    )
    assert run.kinds == ["new", "new", "new", "wrong"], [run.texts(n) for n in run.rows]
    assert run.faults(5) == {"sex": "required", "nik": "no_nik"}
    assert run.write().written == {"new": 3, "changed": 0}
    baso = Person.objects.get(full_name="Baso Rahman")
    assert (baso.village_id, baso.nik, sorted(one.group.pk for one in baso.memberships.all())) == (
        BIRU, nik, sorted([melati.pk, other.pk]),
    )  # fmt: skip
    assert Person.objects.get(full_name="Daeng Patta").no_nik_reason == "unknown"
    assert run.undo() == {"reversed": 5}
    assert not Person.objects.filter(full_name__in=["Baso Rahman", "Daeng Patta"]).exists()


def test_an_exported_list_comes_back_without_a_change(cast, melati):
    who = factories.person("Siti Aminah", BIRU, nik=new_nik(), rt="003", rw="001", education="SD")
    guess = factories.person("Baso", WATAMPONE, birth_date=date(1950, 1, 1), birth_date_precision="estimated")
    factories.membership(who, melati, number=1, joined_on=date(2019, 1, 1), joined_on_precision="year")
    factories.membership(guess, melati, number=2, joined_on=None)
    factories.membership(factories.person("Nurul", BIRU), melati, left_on=date(2023, 1, 1), left_kind="moved")
    factories.waiting_name("Rina Tanpa Nama", melati, number=3)
    factories.office(melati, "chair", who)
    for user in (cast.biru, cast.dinas_bone):
        header, rows = exported(MemberResource, Membership.objects.filter(group=melati), user)
        run = members(user, *rows, header=header)
        assert run.header.unknown == {}
        assert {number: run.changes(number) for number in run.rows} == {2: {}, 3: {}, 4: {}, 5: {}}
        assert (run.kinds, run.index.differing) == (["same"] * 4, [])


def test_a_member_leaves_with_the_offices_and_comes_back_with_the_undoing(cast, melati):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    membership, term = factories.membership(siti, melati, number=4), factories.office(melati, "chair", siti)
    run = members(
        cast.biru, ["Melati", "Siti Aminah", None, None, None, "2020-02-01", "17/8/2024", "pindah"], header=LEFT
    )
    assert run.changes() == {
        "joined_on": ("2020-01-01", "2020-02-01"), "left_on": (None, "2024-08-17"), "left_kind": (None, "moved"),
    }  # fmt: skip
    assert run.doubts() == {"left_on": "steps_down"}
    run.write()
    membership.refresh_from_db()
    term.refresh_from_db()
    assert (membership.joined_on, membership.left_on) == (date(2020, 2, 1), date(2024, 8, 17))
    assert (membership.left_kind, term.ends_on) == ("moved", date(2024, 8, 17))
    run.undo()
    membership.refresh_from_db()
    term.refresh_from_db()
    assert (membership.joined_on, membership.left_on, membership.left_kind) == (factories.LONG_AGO, None, "")
    assert (term.ends_on, OfficerTerm.objects.filter(group=melati).count()) == (None, 1)


def test_days_that_cannot_be_name_both_columns(cast, melati):
    siti = factories.person("Siti Aminah", BIRU)
    factories.membership(siti, melati, joined_on=date(2022, 1, 1))
    rows = ["Melati", "Siti Aminah", None, None, None], ["Melati", "Baso", None, "L", "1990"]
    run = members(
        cast.biru, [*rows[0], None, "1/1/2021", None], [*rows[1], "1/1/2020", "1/1/2019", None],
        [*rows[0], None, None, "pindah"], header=LEFT,
    )  # fmt: skip
    assert [run.faults(number) for number in run.rows] == [{"left_on": "left_before"}] * 2 + [{"left_on": "no_day"}]
    for column in ("joined_on", "left_on"):
        assert str(run.sheet.columns[column].column_name) in run.texts(3)


def test_similar_people_are_asked_about(cast, melati):
    known = factories.person("Yuliana Tefa", BIRU, birth_date=date(1990, 1, 1))
    row = ["Melati", "Juliana Teffa", new_nik(), "P", "1/1/1990", None]
    run = members(cast.biru, row)
    assert (run.kind, run.row().near) == ("similar", [known.pk])
    run.sheet.prepare(run.rows.values())
    assert run.sheet.near_told(run.row())[0][::2] == (known.pk, known.get_absolute_url())
    assert (run.sheet.row_title(run.row()), run.sheet.suggestion("group", "Melatih")) == (
        "Juliana Teffa · Melati",
        "Melati",
    )
    assert run.write().written == {"new": 0, "changed": 0}
    run = members(cast.biru, row, decided={2: str(known.pk)})
    run.write()
    assert Membership.objects.get(group=melati).person == known
    assert members(cast.biru, row, decided={2: str(known.pk)}).kind == "same"
    assert members(cast.biru, row, decided={2: "other"}).kind == "new"


def test_nobody_outside_the_area_is_seen_or_touched(cast, melati):
    far = factories.person("Siti Aminah", WATAMPONE, nik=new_nik())
    mawar = factories.group("Mawar", WATAMPONE)
    theirs = factories.membership(far, mawar)
    header = ["ID", "Nomor penduduk", "Nomor kelompok", *HEADER]
    blank = [None, "Siti Aminah", None, "P", None, None]
    run = members(
        cast.biru, [theirs.pk, None, None, *blank], [None, far.pk, melati.pk, *blank], [None, None, mawar.pk, *blank],
        [None, None, None, "Mawar", *blank[1:]], header=header,
    )  # fmt: skip
    assert [run.faults(number) for number in run.rows] == [
        {"number": "unknown_number"}, {"person_number": "unknown_number"}, {"group_number": "unknown_group"},
        {"group": "unknown_group"},
    ]  # fmt: skip
    run = members(cast.biru, ["Melati", "Siti Aminah", far.nik, "P", "1/1/1990", None])
    assert run.kind == "new"
    run.write()
    assert Person.objects.get(village=BIRU).nik_conflict
    assert list(far.memberships.all()) == [theirs]


def test_what_the_roster_shows(cast, melati, settings):
    settings.GROUP_SIZES = {"kube": (5, 3)}
    one, two, three = (factories.person(name, BIRU, nik=new_nik()) for name in ("Ana", "Bibi", "Cici"))
    factories.membership(one, melati, number=1)
    factories.membership(two, factories.group("Mawar", BIRU))
    closed = factories.group("Lama", BIRU, status="dissolved", ended_on=date(2024, 1, 1))
    header = ["Nomor anggota", "Kelompok", "Nama", "NIK"]
    run = members(
        cast.biru, [1, "Melati", "Bibi", two.nik], [None, "Melati", "Cici", three.nik], [None, "Melati", "Cici", three.nik],
        [None, "Lama", "Ana", one.nik], [2, "Melati", "Bibi", two.nik], header=header,
    )  # fmt: skip
    assert [run.faults(number) for number in run.rows] == [
        {"member_number": "taken"}, {}, {"": "twice"}, {"group": "closed"}, {"": "twice"},
    ]  # fmt: skip
    assert closed.memberships.count() == 0
    settings.GROUP_SIZES = {"kube": (5, 1)}
    run = members(cast.biru, [None, "Melati", "Bibi", two.nik], header=header)
    assert (run.faults(), run.doubts()["group"]) == ({"group": "full"}, "other_kube")


def test_a_sheet_of_members_changes_no_people(cast, melati):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik(), education="SD")
    factories.membership(siti, melati)
    run = members(
        cast.biru, ["Melati", "Siti Aminah", siti.nik, "L", None, None, "SMA"], header=[*HEADER, "Pendidikan"]
    )
    differs = {list(run.sheet.columns)[place]: known for place, known in run.row().differs.items()}
    assert (run.kind, differs) == ("same", {"sex": "P", "education": "SD"})
    other = members(cast.biru, [siti.memberships.get().pk, "Siti", new_nik()], header=["ID", "Nama", "NIK"])
    assert other.faults() == {"nik": "other_nik"}


def test_somebody_joins_again_only_with_a_day(cast, melati):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    factories.membership(siti, melati, left_on=date(2022, 1, 1))
    row = ["Melati", "Siti Aminah", siti.nik, None, None]
    run = members(cast.biru, [*row, None], [*row, "1/1/2023"])
    assert [run.faults(2), run.faults(3)] == [{"joined_on": "again"}, {}]
    run.write()
    assert siti.memberships.filter(left_on=None).get().joined_on == date(2023, 1, 1)


def test_who_joined_in_the_meantime_is_refused_and_the_rest_comes_in(cast, melati):
    one, two = (factories.person(name, BIRU, nik=new_nik()) for name in ("Ana", "Bibi"))
    run = members(cast.biru, *(["Melati", who.full_name, who.nik, None, None, None] for who in (one, two)))
    with acting_as(cast.biru):
        factories.membership(one, melati)
    written = run.write()
    assert (written.written, list(written.refused)) == ({"new": 1, "changed": 0}, [2])
    assert run.batch.counts["refused"] == 1


def test_queries_do_not_grow_with_the_rows(cast, melati, django_assert_max_num_queries):
    run = members(cast.biru)
    for many in (3, 200):
        run.lines = [(n, ["Melati", f"Siti {'abcdefghijklmnopqrst'[n % 20] * (n // 20 + 2)}", None, "P", "1990", None]) for n in range(2, many)]  # fmt: skip
        with django_assert_max_num_queries(32):
            run.check()


@pytest.mark.parametrize("language", ["id", "en"])
def test_headers_are_known_in_both_languages(cast, melati, language):
    factories.membership(factories.person("Siti Aminah", BIRU), melati, number=1)
    with translation.override(language):
        header, rows = exported(MemberResource, Membership.objects.filter(group=melati), cast.biru)
    run = members(cast.biru, *rows, header=header)
    assert (run.header.unknown, run.header.twice, run.kind) == ({}, [], "same")
