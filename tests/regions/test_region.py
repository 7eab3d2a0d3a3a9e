from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from tests.regions.places import BONE, MADE_UP, kind_of, officer, plant
from wksbm.regions.models import Region, Tally


def region(code: str, name: str, kind: str = "") -> Region:
    return Region(code=code, name=name, kind=kind or kind_of(code))


@pytest.mark.parametrize(
    ("place", "spoken"),
    [
        (region("53.01.08.2011", "Penfui Timur"), "Desa Penfui Timur"),
        (region("73.08.21.1001", "Biru"), "Kelurahan Biru"),
        (region("91.03.01.3007", "Desa Adat Yoboi"), "Desa Adat Yoboi"),
        (region("73.08.21", "Tanete Riattang"), "Kecamatan Tanete Riattang"),
        (region("73.08", "Kabupaten Bone"), "Kabupaten Bone"),
        (region("34.71", "Kota Yogyakarta", "kota"), "Kota Yogyakarta"),
        (region("73", "Sulawesi Selatan"), "Sulawesi Selatan"),
    ],
)
def test_a_region_is_called_as_people_call_it(place, spoken):
    assert str(place) == spoken


@pytest.mark.parametrize(
    ("code", "zone", "day"),
    [
        ("32.02.19", "Asia/Jakarta", date(2026, 11, 20)),
        ("62", "Asia/Jakarta", date(2026, 11, 20)),
        ("53.01.08.2011", "Asia/Makassar", date(2026, 11, 21)),
        ("76", "Asia/Makassar", date(2026, 11, 21)),
        ("81", "Asia/Jayapura", date(2026, 11, 21)),
        ("97.01", "Asia/Jayapura", date(2026, 11, 21)),
        ("98", "Asia/Makassar", date(2026, 11, 21)),
    ],
)
def test_today_is_the_day_in_the_regions_own_zone(code, zone, day, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 20, 16, 30, tzinfo=UTC))
    place = region(code, "Somewhere", "desa")
    assert place.time_zone.key == zone
    assert place.today() == day


def test_a_region_holds_itself_and_what_lies_in_it():
    bone = region("73.08", "Kabupaten Bone")
    assert bone.path() == ["73", "73.08"]
    assert bone.contains("73.08")
    assert bone.contains("73.08.21.1001")
    assert not bone.contains("73")
    assert not bone.contains("73.09.01")


@pytest.mark.django_db
def test_a_circle_of_successions_does_not_hang():
    plant(MADE_UP)
    Region.objects.filter(pk="98.01.02.2001").update(superseded_by="98.01.02.2002")
    Region.objects.filter(pk="98.01.02.2002").update(superseded_by="98.01.02.2001")
    assert Region.objects.get(pk="98.01.02.2001").current().pk.startswith("98.01.02.")


def tally(code: str, label: str = "Anak Nakal", **values) -> Tally:
    return Tally(
        **{"region_id": code, "subject": "pmks", "label_as_printed": label, "year": 2006, "count": 28, "source": "003"}
        | values
    )


@pytest.mark.django_db
def test_counts_without_names_are_seen_at_or_under_the_own_area_only():
    plant(BONE)
    for code in ("73.08", "73.08.21", "73.08.21.1001", "73.08.21.1003", "73.08.22"):
        tally(code, source="this test").save()

    def seen(*areas):
        rows = Tally.objects.filter(source="this test").visible_to(officer(*areas))
        return sorted(rows.values_list("region", flat=True))

    assert seen("73.08.21.1001") == ["73.08.21.1001"]
    assert seen("73.08.21") == ["73.08.21", "73.08.21.1001", "73.08.21.1003"]
    assert seen("73.08.21.1003", "73.08.22") == ["73.08.21.1003", "73.08.22"]
    assert len(seen("")) == 5
    assert seen() == []


@pytest.mark.django_db
def test_a_source_prints_each_count_once_and_unknown_is_not_zero():
    plant(BONE)
    tally("73.08.21", count=None).save()
    with pytest.raises(ValidationError, match=r"This source already has|Sumber"):
        tally("73.08.21", count=0).full_clean()
    tally("73.08.21", label="Napsa").full_clean()
    stored = Tally.objects.get(region="73.08.21", source="003", label_as_printed="Anak Nakal", year=2006)
    assert stored.count is None
    assert str(stored) == "Anak Nakal 2006, Kecamatan Tanete Riattang: ?"
