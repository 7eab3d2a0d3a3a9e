"""The sheet of regions: new codes, other names and successions, brought in again and again to the same end."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import BIRU, TA, TANETE_RIATTANG
from tests.sheets_more.running import Run
from wksbm.regions.models import Region, Succession
from wksbm.spreadsheets.sheet import sheets_for
from wksbm.spreadsheets.touched import Result

pytestmark = pytest.mark.django_db
HEADER = ["Kode", "Nama", "Jenis", "Kode pos", "Asal", "Diganti oleh", "Sejak"]
OTHER = "73.08.21.1003"
NEW, PART = "73.08.21.1009", "73.08.21.1010"


def regions(user, *rows, header=None, **kwargs) -> Run:
    return Run(user, "regions", header or HEADER, *rows, **kwargs)


def test_a_split_village_comes_in_with_its_parts_and_goes_again(cast):
    rows = (
        [BIRU, None, None, "92711", None, NEW, "2026"],
        [NEW, "Biru Timur", "kelurahan", 92712, None, None, None],
        ["7308211010", "Biru Barat", "Kel", None, "73.08.21.1001, 73.08.21.1002", None, "01/02/2026"],
    )
    run = regions(cast.admin, *rows)
    assert run.kinds == ["changed", "new", "new"], [run.texts(number) for number in run.rows]
    assert run.write().written == {"new": 2, "changed": 1}
    old, new, part = (Region.objects.get(pk=code) for code in (BIRU, NEW, PART))
    assert (old.name, old.postal_code, old.superseded_by_id) == ("Biru", "92711", NEW)
    assert (new.parent_id, new.level, new.search_name, new.postal_code) == (TANETE_RIATTANG, 4, "biru timur", "92712")
    assert part.valid_from == date(2026, 2, 1)
    pairs = set(Succession.objects.values_list("old", "new", "on_precision"))
    assert pairs == {(BIRU, NEW, "year"), (BIRU, PART, "day"), (TA, PART, "day")}
    assert regions(cast.admin, *rows).kinds == ["same"] * 3

    told = {row.words for row in Result(run.batch, cast.admin, "", None).rows}
    assert f"{NEW} · Kelurahan Biru Timur" in told
    assert run.undo() == {"reversed": 3}
    old.refresh_from_db()
    assert (old.postal_code, old.superseded_by_id) == ("", None)
    assert not Region.objects.filter(pk__in=[NEW, PART]).exists()
    assert not Succession.objects.exists()


def test_an_undoing_keeps_what_is_used_or_was_changed_since(cast):
    run = regions(cast.admin, [NEW, "Biru Timur", "kelurahan"], [TA, "Ta Baru"], header=HEADER[:3])
    run.write()
    factories.person("Ani", NEW)
    Region.objects.filter(pk=TA).update(name="Ta Lain")
    assert run.undo() == {"used": 1, "edited": 1}
    assert Region.objects.get(pk=TA).name == "Ta Lain"
    assert Region.objects.filter(pk=NEW).exists()


def test_a_whole_new_district_comes_in_in_any_order(cast):
    run = regions(
        cast.admin, ["73.08.99.2001", "Desa Baru", "desa"], ["73.08.99", "Kecamatan Baru", "kec"], header=HEADER[:3]
    )
    assert run.write().written == {"new": 2, "changed": 0}
    assert Region.objects.get(pk="73.08.99.2001").parent_id == "73.08.99"
    run.undo()
    assert not Region.objects.filter(pk__startswith="73.08.99").exists()


def test_blank_cells_wipe_nothing(cast):
    Region.objects.filter(pk=BIRU).update(postal_code="92711")
    run = regions(cast.admin, [BIRU, "Biru Indah", None, None, None, None, None])
    assert run.changes() == {"name": ("Biru", "Biru Indah")}
    run.write()
    region = Region.objects.get(pk=BIRU)
    assert (region.postal_code, region.search_name) == ("92711", "biru indah")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["73.08.98.2001", "Baru", "desa", None, None, None, None], {"code": "no_parent"}),
        ([NEW, None, None, None, None, None, None], {"name": "required", "kind": "required"}),
        ([NEW, "Baru", "kecamatan", None, None, None, None], {"kind": "wrong_level"}),
        ([NEW, "Baru", "kelurahan", "9271", None, None, None], {"postal_code": "postal_code"}),
        ([NEW, "Baru", "kelurahan", None, "73.08.21.1099", None, "2026"], {"origins": "unknown_region"}),
        ([NEW, "Baru", "kelurahan", None, TANETE_RIATTANG, None, "2026"], {"origins": "other_level"}),
        ([NEW, "Baru", "kelurahan", None, BIRU, None, None], {"since": "required"}),
        ([BIRU, None, None, None, None, BIRU, "2026"], {"successor": "itself"}),
        (["7308", "Bone", "desa", None, None, None, None], {"kind": "wrong_level"}),
        (["73.08.2", "Bone", None, None, None, None, None], {"code": "code"}),
    ],
)
def test_what_cannot_be_is_refused(cast, row, fault):
    run = regions(cast.admin, row)
    assert run.faults() == fault
    assert run.write().written == {"new": 0, "changed": 0}


def test_two_regions_do_not_supersede_each_other(cast):
    Region.objects.filter(pk=TA).update(superseded_by=BIRU)
    assert regions(cast.admin, [BIRU, None, None, None, None, TA, "2026"]).faults() == {"successor": "circle"}


def test_regions_do_not_supersede_each_other_in_a_circle(cast):
    run = regions(cast.admin, heir(BIRU, TA), heir(TA, OTHER), heir(OTHER, BIRU))
    assert (run.kinds, run.faults(4)) == (["changed", "changed", "wrong"], {"successor": "circle"})
    run.write()
    assert regions(cast.admin, heir(OTHER, BIRU)).faults() == {"successor": "circle"}


def test_a_circle_that_closes_after_the_check_is_refused(cast):
    run = regions(cast.admin, heir(BIRU, TA))
    regions(cast.admin, heir(TA, BIRU)).write()
    assert list(run.write().refused) == [2]


def test_an_undoing_closes_no_circle(cast):
    regions(cast.admin, heir(BIRU, TA)).write()
    later = regions(cast.admin, heir(BIRU, OTHER))
    later.write()
    regions(cast.admin, heir(TA, BIRU)).write()
    assert later.undo() == {"clashes": 1}
    assert Region.objects.get(pk=BIRU).superseded_by_id == OTHER


def test_an_undoing_names_no_region_that_is_gone(cast):
    first = regions(cast.admin, heir(BIRU, NEW), [NEW, "Baru", "desa", None, None, None, None])
    first.write()
    later = regions(cast.admin, heir(BIRU, TA))
    later.write()
    assert first.undo() == {"reversed": 1, "edited": 1}
    assert later.undo() == {"clashes": 1}
    assert Region.objects.get(pk=BIRU).superseded_by_id == TA


def heir(code: str, successor: str) -> list:
    return [code, None, None, None, None, successor, "2026"]


def test_what_stands_twice_is_refused(cast):
    assert regions(cast.admin, [TA, "A"], ["7308211002", "B"], header=HEADER[:2]).faults(3) == {"": "twice"}


def test_who_changed_it_meanwhile_keeps_his_words(cast):
    run = regions(cast.admin, [TA, "Ta Baru"], header=HEADER[:2])
    Region.objects.filter(pk=TA).update(name="Ta Lain")
    assert list(run.write().refused) == [2]
    assert Region.objects.get(pk=TA).name == "Ta Lain"


def test_only_the_administrator_may_bring_the_sheet_in(cast):
    for user in (cast.biru, cast.tksk, cast.dinas_bone, cast.camat, cast.lina):
        assert "regions" not in {sheet.code for sheet in sheets_for(user)}
    assert "regions" in {sheet.code for sheet in sheets_for(cast.admin)}


@pytest.mark.parametrize("count", [2, 60])
def test_the_queries_do_not_grow_with_the_rows(cast, count):
    rows = [[f"{TANETE_RIATTANG}.{2000 + place}", "Desa Baru", "desa"] for place in range(count)]
    assert cast.admin.duties_now
    with CaptureQueriesContext(connection) as queries:
        run = regions(cast.admin, *rows, header=HEADER[:3])
    assert set(run.kinds) == {"new"}
    assert len([query for query in queries.captured_queries if query["sql"].startswith("SELECT")]) <= 4
