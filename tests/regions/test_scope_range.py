"""Everything under a region is one range on the key's own column, and the index answers it."""

import pytest
from django.db import connection
from django.db.models import Q

from tests.regions.places import MADE_UP, plant
from wksbm.regions.codes import under, within
from wksbm.regions.loading import DATA, load_regions
from wksbm.regions.models import Region, Tally

pytestmark = pytest.mark.django_db


def codes(queryset) -> list[str]:
    return sorted(queryset.filter(code__startswith="98").values_list("code", flat=True))


def test_a_region_holds_itself_and_its_subtree_and_no_neighbour():
    plant(MADE_UP)
    assert codes(Region.objects.under("98.01")) == [code for code in sorted(MADE_UP) if code.startswith("98.01")]
    assert codes(Region.objects.under("98.01.01")) == [
        "98.01.01",
        "98.01.01.1001",
        "98.01.01.2002",
        "98.01.01.2003",
    ]
    assert codes(Region.objects.under("98.01.10.2001")) == ["98.01.10.2001"]
    assert codes(Region.objects.under("98.0")) == []
    assert codes(Region.objects.under("")) == sorted(MADE_UP)


def test_areas_are_a_union_and_none_at_all_are_nothing():
    plant(MADE_UP)
    assert codes(Region.objects.within(["98.01.10", "98.02.01.2001"])) == ["98.01.10", "98.01.10.2001", "98.02.01.2001"]
    assert codes(Region.objects.within(["98.02", ""])) == sorted(MADE_UP)
    assert codes(Region.objects.within([])) == []
    assert within("region", ["", "98"]) == Q() == under("region", "")


@pytest.fixture
def country():
    """All regions, and a count in each of every fourth village, with what the planner knows of them."""
    load_regions(DATA / "regions.csv.gz")
    villages = Region.objects.villages().values_list("code", flat=True)[::4]
    Tally.objects.bulk_create(
        Tally(region_id=code, subject="pmks", label_as_printed="x", year=2006, source="x") for code in villages
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE regions_region")
        cursor.execute("ANALYZE regions_tally")


def test_the_database_answers_an_area_from_the_index(country):
    for queryset, index in (
        (Tally.objects.within(["73.08.21"]), "tally_region_year"),
        (Tally.objects.within(["73.08.21", "53.01.08.2011"]), "tally_region_year"),
        (Region.objects.under("73.08.21"), "regions_region"),
    ):
        assert "JOIN" not in str(queryset.query)
        plan = queryset.order_by().explain()
        assert index in plan, plan
        if connection.vendor == "postgresql":
            assert "Index" in plan, plan
            assert "Seq Scan" not in plan, plan
        else:
            assert "SEARCH" in plan, plan
            assert "SCAN" not in plan, plan


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_on_postgresql_codes_and_keys_to_them_are_ordered_byte_by_byte():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname || '.' || a.attname, l.collname FROM pg_attribute a"
            " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_collation l ON l.oid = a.attcollation"
            " WHERE (c.relname, a.attname) IN (('regions_region', 'code'), ('regions_region', 'parent_id'),"
            " ('regions_tally', 'region_id'))"
        )
        assert dict(cursor.fetchall()) == {
            "regions_region.code": "C",
            "regions_region.parent_id": "C",
            "regions_tally.region_id": "C",
        }
