"""Whatever a file mixes, no row is lost or counted twice, and a check changes nothing of the registry."""

from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.bad_inputs.prints import prints
from tests.factories import BIRU
from tests.screens.pages import undone
from tests.sheets_more.running import Run
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.rows import KINDS, OTHER, SKIP, Index, rows_at
from wksbm.spreadsheets.store import Store

pytestmark = pytest.mark.django_db

HEADER = ["Nama", "NIK", "JK", "Tanggal Lahir", "Kelurahan", "Alasan Tanpa NIK", "Alamat"]
NIK = "9901014102800731"
NEW = ["Rosmini", None, "P", "02/02/1980", "Biru", "unknown", None]
# Somebody known (same, changed, alike), somebody new, and what is broken.
ROWS = [
    ["Siti Aminah", NIK, None, None, None, None, None],
    ["Siti Aminah", NIK, "P", "01/02/1980", "Biru", None, "Jalan Baru"],
    ["Siti Aminahh", None, "P", "01/02/1980", "Biru", "unknown", None],
    NEW,
    ["Hasnah", factories.new_nik(date(1970, 5, 6)), "P", "06/05/1970", "Biru", None, "Jalan Mawar"],
    ["Nurhayati", "990101", "P", "1990", "Biru", None, None],
    [None, None, "P", "31/02/1990", "Mars", None, ("formula", "=A1")],
    ["Total", None, None, 12, None, None, None],
    [],
]
CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(2**63), 2**63), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([("date", "1980-02-01"), ("error", "#REF!"), ("bool", True), ("bad_date", "60"), ("merged", "A1:B2")]),
    st.sampled_from([NIK, "Siti Aminah", "P", "Biru", "1980", "-", "total"]),
)  # fmt: skip
LINES = st.one_of(st.sampled_from(ROWS), st.lists(CELLS, max_size=9))
SAID = st.dictionaries(st.integers(2, 40), st.sampled_from([SKIP, OTHER]), max_size=4)
FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@FEW
@given(lines=st.lists(LINES, max_size=25), said=SAID, gap=st.integers(1, 3))
def test_no_row_is_lost_and_a_check_writes_nothing(cast, lines, said, gap):
    with undone():
        factories.person("Siti Aminah", BIRU, nik=NIK, birth_date=date(1980, 2, 1))
        before, people = prints(), Person.objects.count()
        run = Run(cast.biru, "people", HEADER)
        run.lines = list(zip(count(2, gap), lines, strict=False))
        run.check(said)
        assert prints() == before
        staged(run)
        written(run, people)


def staged(run: Run) -> None:
    """As many rows as the file has, in its order, each of one kind."""
    counts = run.index.counts
    assert list(run.rows) == [number for number, _cells in run.lines]
    assert counts["read"] == len(run.lines) == sum(counts[kind] for kind in KINDS)
    assert [KINDS[place] for place in run.index.kinds] == run.kinds
    store = Store(run.batch.token)
    assert Index.of(store).counts == counts
    for kind in KINDS:
        assert {row.kind for row in rows_at(store, run.index.places(kind))} <= {kind}


def written(run: Run, people: int) -> None:
    """Afterwards every row is new, changed, the same or refused; new people are as many as rows say so."""
    counts = dict(run.index.counts)
    done = run.write().written
    run.batch.refresh_from_db()
    after = run.batch.counts
    assert (done["new"], done["changed"]) == (after["written_new"], after["written_changed"])
    assert counts["read"] == done["new"] + done["changed"] + counts["same"] + counts["unknown"] + after["refused"]
    assert Person.objects.count() == people + done["new"]
    # Nobody else was at work: whatever was ready came in.
    assert (done["new"], done["changed"]) == (counts["new"], counts["changed"])
    assert run.batch.rows.filter(label="people.Person").count() == done["new"] + done["changed"]
