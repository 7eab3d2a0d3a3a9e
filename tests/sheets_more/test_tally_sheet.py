"""The sheet of counts without names: one row a number, a correction keeps what stood there."""

import pytest

from tests import factories
from tests.factories import BIRU, TANETE_RIATTANG, WATAMPONE
from tests.sheets_more.running import Run
from wksbm.actor import acting_as
from wksbm.regions.models import Tally
from wksbm.spreadsheets.sheet import sheets_for

HEADER = ["Kode wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Sumber"]


def tallies(user, *rows, header=None) -> Run:
    return Run(user, "tallies", header or HEADER, *rows)


def kept(label="Anak telantar", count=7, *, region=BIRU, **facts) -> Tally:
    tally = Tally(
        region_id=region, subject="pmks", label_as_printed=label, year=2023, source="Dinas", count=count, **facts
    )
    tally.save()
    return tally


def test_counts_come_in_and_go_with_the_undoing(cast):
    run = tallies(
        cast.dinas_bone,
        [TANETE_RIATTANG, 2023, "PMKS", "Anak telantar", "1.250", "Dinas Sosial", "orang", "PMKS-1", "ya"],
        ["7308211001", "2023", "penduduk miskin", "Jumlah", None, "BPS", "jiwa", None, None],
        header=[*HEADER, "Satuan", "Kode jenis", "Diterbitkan"],
    )
    assert run.faults(2) == {"code": "unknown_code"}
    factories.category("PMKS-1", "Anak telantar", sensitivity=0)
    run.check()
    assert run.kinds == ["new", "new"], run.texts() + run.texts(3)
    assert run.write().written == {"new": 2, "changed": 0}
    first, second = Tally.objects.order_by("pk")
    assert (first.region_id, first.count, first.unit, first.published) == (TANETE_RIATTANG, 1250, "individual", True)
    assert (second.region_id, second.count, second.subject) == (BIRU, None, "poor_population")
    assert first.history.get().history_change_reason == run.batch.reason
    assert first.history.get().history_user == cast.dinas_bone
    assert run.undo() == {"reversed": 2}
    assert not Tally.objects.exists()


def test_a_known_count_is_the_same_or_corrected_with_its_history(cast):
    tally = kept()
    same, other = (
        [BIRU, 2023, "pmks", "Anak telantar", 7, "Dinas"],
        [BIRU, 2023, "pmks", "anak  telantar", "9", "DINAS"],
    )
    assert tallies(cast.biru, same).kind == "same"
    run = tallies(cast.biru, other)
    assert run.changes() == {"count": (7, 9)}
    assert run.doubts() == {"source": "written", "label_as_printed": "written"}
    run.write()
    tally.refresh_from_db()
    assert (tally.count, tally.source) == (9, "Dinas")
    assert [past.count for past in tally.history.order_by("history_id")] == [7, 9]
    assert run.undo() == {"reversed": 1}
    tally.refresh_from_db()
    assert tally.count == 7
    blank = [BIRU, 2023, "pmks", "Anak telantar", None, "Dinas"]
    assert tallies(cast.biru, blank).kind == "same", "a blank cell takes no number away"


def test_what_somebody_corrected_in_the_meantime_stays(cast):
    tally = kept()
    run = tallies(cast.biru, [BIRU, 2023, "pmks", "Anak telantar", 9, "Dinas"])
    with acting_as(cast.biru):
        tally.count = 8
        tally.save()
    assert list(run.write().refused) == [2]
    run = tallies(cast.biru, [tally.pk, "Anak jalanan", "Dinas"], header=["ID", "Uraian", "Sumber"])
    run.write()
    with acting_as(cast.biru):
        tally.refresh_from_db()
        tally.count = 10
        tally.save()
    assert run.undo() == {"edited": 1}


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (0, WATAMPONE, "unknown_region"), (0, "99.99", "unknown_region"), (0, None, "required"), (1, 2999, "number"),
        (1, None, "required"), (2, "cuaca", "unknown_word"), (3, None, "required"), (4, "1,250", "two_readings"),
        (4, "12.5", "fraction"), (4, "-1", "range"), (5, None, "required"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(cast, cell, value, code):
    row = [BIRU, 2023, "pmks", "Anak telantar", 7, "Dinas"]
    row[cell] = value
    run = tallies(cast.biru, row)
    assert list(run.faults().values()) == [code]
    assert not run.write().written["new"]


def test_counts_of_a_neighbour_are_like_those_that_do_not_exist(cast):
    theirs = kept(region=WATAMPONE)
    run = tallies(cast.biru, [theirs.pk, "Dinas"], [10**9, "Dinas"], header=["ID", "Sumber"])
    assert [run.faults(2), run.faults(3)] == [{"number": "unknown_number"}] * 2
    assert run.texts(2) == run.texts(3)


def test_a_count_of_a_closed_kind_is_by_its_number_like_one_that_does_not_exist(cast):
    factories.category("PMKS-17", "Korban Napza", sensitivity=3)
    theirs = kept("Korban Napza", 3, code="PMKS-17")
    run = tallies(cast.biru, [theirs.pk, "Dinas"], [10**9, "Dinas"], header=["ID", "Sumber"])
    assert [run.faults(2), run.faults(3)] == [{"number": "unknown_number"}] * 2


def test_a_sheet_shows_no_count_of_a_kind_that_is_closed(cast):
    """By "old → new", or by what is refused, nobody learns what a source said of a sealed kind."""
    factories.category("PMKS-17", "Korban Napza", sensitivity=3)
    kept("Korban Napza", 3, code="PMKS-17")
    kept("Jumlah", 20)
    kept("Korban Napza", 4, code="PMKS-17", region=WATAMPONE, published=True)
    rows = [
        [BIRU, 2023, "pmks", "Korban Napza", 1, "Dinas"], [BIRU, 2023, "pmks", "Jumlah", 1, "Dinas"],
        [BIRU, 2022, "pmks", "korban napza", 1, "Dinas"], [WATAMPONE, 2023, "pmks", "Korban Napza", 4, "Dinas"],
    ]  # fmt: skip
    run = tallies(cast.dinas_bone, *rows)
    assert [run.faults(number) for number in run.rows] == [{"": "closed_kind"}] * 3 + [{}]
    assert run.row(2).current is None
    assert run.row(5).kind == "same", "what was printed for everybody is open"


def test_a_region_by_name_twice_in_a_file_and_a_label_by_its_code(cast):
    factories.category("PMKS-8", "Lanjut usia telantar", sensitivity=0)
    header = ["Wilayah", *HEADER[1:3], "Kode jenis", "Jumlah", "Sumber"]
    row = ["Kelurahan Biru", 2023, "pmks", "pmks-8", 5, "Dinas"]
    run = tallies(cast.dinas_bone, row, row, ["Entah", *row[1:]], header=header)
    assert [run.faults(number) for number in run.rows] == [{}, {"": "twice"}, {"region": "unknown_region"}]
    run.write()
    tally = Tally.objects.get()
    assert (tally.region_id, tally.code, tally.label_as_printed) == (BIRU, "PMKS-8", "Lanjut usia telantar")


def test_a_code_that_cannot_be_is_asked_about_alone(cast):
    """Without a label its own name would stand in for it: that is no second question."""
    header = [*HEADER, "Kode jenis"]
    rows = [[BIRU, 2023, "pmks", None, 7, "Dinas", code] for code in ("PMKS-99", "PMKS-" + "9" * 50, None)]
    run = tallies(cast.biru, *rows, header=header)
    assert [run.faults(number) for number in run.rows] == [
        {"code": "unknown_code"},
        {"code": "too_long"},
        {"label_as_printed": "required"},
    ]
    rows = [[BIRU, 2023, subject, None, 7, "Dinas", "PMKS-8"] for subject in ("cuaca", None)]
    run = tallies(cast.biru, *rows, header=header)
    assert [run.faults(number) for number in run.rows] == [{"subject": "unknown_word"}, {"subject": "required"}]


def test_who_may_bring_in_which_sheets(cast):
    def codes(user):
        return {sheet.code for sheet in sheets_for(user)} & {"groups", "members", "officers", "tallies"}

    assert codes(cast.biru) == codes(cast.dinas_bone) == {"groups", "members", "officers", "tallies"}
    assert (codes(cast.tksk), codes(cast.admin)) == ({"tallies"}, {"groups"})
    for user in (cast.lina, cast.camat, cast.ended, cast.disabled):
        assert codes(user) == set()


def test_queries_do_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    for many in (2, 300):
        run = tallies(cast.dinas_bone)
        run.lines = [(n, [BIRU, 2023, "pmks", f"Jenis {n}", n, "Dinas"]) for n in range(2, many + 2)]
        with django_assert_max_num_queries(8):
            run.check()
