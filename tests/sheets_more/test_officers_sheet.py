"""The sheet of officers: the term that is meant, who takes over from whom, what is refused."""

from datetime import date

import pytest

from members.models import OfficerTerm
from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_more.running import Run

HEADER = ["Kelompok", "Nama", "Jabatan", "Mulai", "Sampai"]


@pytest.fixture
def melati(cast):
    return factories.group("Melati", BIRU)


@pytest.fixture
def siti(melati):
    """A member of Melati."""
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    factories.membership(siti, melati)
    return siti


def officers(user, *rows, header=None, **kwargs) -> Run:
    return Run(user, "officers", header or HEADER, *rows, **kwargs)


def test_terms_come_in_with_rank_and_way_of_choosing(cast, melati, siti):
    rosmini = factories.person("Rosmini", BIRU, nik=new_nik())
    run = officers(
        cast.biru,
        ["Melati", "Siti Aminah", "Sekretaris II", "2021", None, None, "musyawarah", None],
        ["Melati", "Rosmini", "Bendahara", "1/2/2020", "31/12/2022", rosmini.nik, "Pemilihan", None],
        ["Melati", None, "Penasehat", None, None, None, None, "Ketua RW 08"],
        ["Melati", "Siti Aminah", "Other office", "2022", None, None, None, None],
        header=[*HEADER, "NIK", "Cara pemilihan", "By virtue of another office"],
    )
    assert [run.faults(number) for number in run.rows] == [{}, {}, {}, {"post_name": "required"}]
    assert run.write().written == {"new": 3, "changed": 0}
    second, treasurer, adviser = melati.officer_terms.order_by("pk")
    assert (second.post, second.rank, second.person, second.selection) == ("secretary", 2, siti, "deliberation")
    assert (second.starts_on, second.starts_on_precision) == (date(2021, 1, 1), "year")
    assert (treasurer.person, treasurer.ends_on, treasurer.selection) == (rosmini, date(2022, 12, 31), "election")
    assert (adviser.person, adviser.ex_officio) == (None, "Ketua RW 08")
    assert run.undo() == {"reversed": 3}
    assert not melati.officer_terms.exists()


def test_a_term_that_is_known_is_the_same_or_changed(cast, melati, siti):
    term = factories.office(melati, "chair", siti, starts_on=date(2020, 1, 1), selection="election")
    row = ["Melati", "Siti Aminah", "Ketua", "1/1/2020", None]
    assert officers(cast.biru, row).kind == "same"
    assert officers(cast.biru, [*row[:3], None, None]).kind == "same"
    run = officers(cast.biru, [term.pk, "31/12/2023", "Ketua"], header=["ID", "Sampai", "Jabatan"])
    assert run.changes() == {"ends_on": (None, "2023-12-31")}
    run.write()
    term.refresh_from_db()
    assert (term.ends_on, term.selection) == (date(2023, 12, 31), "election")
    run.undo()
    term.refresh_from_db()
    assert term.ends_on is None


def test_who_takes_over_ends_the_former_term_and_undoing_gives_it_back(cast, melati, siti):
    former = factories.office(melati, "chair", factories.person("Ana", BIRU), starts_on=date(2015, 1, 1))
    run = officers(cast.biru, ["Melati", "Siti Aminah", "Ketua", "1/7/2022", None])
    assert (run.kind, run.doubts()) == ("new", {"post": "takes_over"})
    run.write()
    former.refresh_from_db()
    assert former.ends_on == date(2022, 6, 30)
    assert run.undo() == {"reversed": 2}
    former.refresh_from_db()
    assert (former.ends_on, OfficerTerm.objects.filter(group=melati).count()) == (None, 1)


def test_two_rows_about_one_office_go_back_in_one_step(cast, melati, siti):
    former = factories.office(melati, "chair", factories.person("Ana", BIRU), starts_on=date(2015, 1, 1))
    header = ["ID", *HEADER, "SK"]
    run = officers(
        cast.biru,
        [None, "Melati", "Siti Aminah", "Ketua", "1/7/2022", None, None],
        [former.pk, None, None, "Ketua", None, None, "SK 1/2015"],
        header=header,
    )
    assert not run.write().refused
    former.refresh_from_db()
    assert (former.ends_on, former.decree) == (date(2022, 6, 30), "SK 1/2015")
    run.undo()
    former.refresh_from_db()
    assert (former.ends_on, former.decree) == (None, "")


def test_a_name_that_waits_may_hold_an_office(cast, melati):
    waiting = factories.waiting_name("Rina", melati)
    run = officers(cast.biru, ["Melati", "Rina", "Bendahara", None, None])
    run.write()
    assert melati.officer_terms.get().identity == waiting
    assert officers(cast.biru, ["Melati", "Rina", "Bendahara", None, None]).kind == "same"


def test_what_cannot_be_is_refused(cast, melati, siti):
    factories.group("Lama", BIRU, status="dissolved", ended_on=date(2024, 1, 1))
    run = officers(
        cast.biru,
        ["Melati", "Tidak Dikenal", "Ketua", None, None],
        ["Melati", "Siti Aminah", "Presiden", None, None],
        ["Melati", "Siti Aminah", "Ketua", "1/1/2022", "1/1/2021"],
        ["Lama", siti.full_name, "Ketua", None, None],
        ["Melati", "Siti Aminah", "Relawan", "2022", None],
        ["Melati", "Siti Aminah", "Relawan", "2022", None],
        ["Melati", None, "Ketua", None, None],
    )
    assert [run.faults(number) for number in run.rows] == [
        {"full_name": "unknown_person"}, {"post": "unknown_word"}, {"ends_on": "ends_before"},
        {}, {}, {"": "twice"}, {"full_name": "required"},
    ]  # fmt: skip
    assert (run.row(5).kind, run.row(5).near) == ("similar", [siti.pk]), "by name alone only members are meant"
    for name in ("starts_on", "ends_on"):
        assert str(run.sheet.columns[name].column_name) in run.texts(4)
    header = [*HEADER, "NIK"]
    assert officers(cast.biru, ["Lama", "Siti", "Ketua", None, None, siti.nik], header=header).faults() == {
        "group": "closed"
    }


def test_offices_outside_the_area_are_like_those_that_do_not_exist(cast, melati, siti):
    mawar = factories.group("Mawar", WATAMPONE)
    theirs = factories.office(mawar, "chair", factories.person("Ana", WATAMPONE))
    run = officers(
        cast.biru,
        [theirs.pk, None, None, None, "Ketua"],
        [10**9, None, None, None, "Ketua"],
        [None, mawar.pk, None, "Siti Aminah", "Ketua"],
        header=["ID", "Nomor kelompok", "Kelompok", "Nama", "Jabatan"],
    )
    assert [run.faults(number) for number in run.rows] == [
        {"number": "unknown_number"}, {"number": "unknown_number"}, {"group_number": "unknown_group"},
    ]  # fmt: skip
    assert run.texts(2) == run.texts(3)


def test_a_term_in_days_that_somebody_else_held_is_refused_when_written(cast, melati, siti):
    ana = factories.person("Ana", BIRU)
    factories.office(melati, "treasurer", ana, starts_on=date(2015, 1, 1), ends_on=date(2020, 1, 1))
    run = officers(cast.biru, ["Melati", "Siti Aminah", "Bendahara", "1/1/2019", "1/1/2021"])
    assert list(run.write().refused) == [2]
    assert melati.officer_terms.count() == 1
