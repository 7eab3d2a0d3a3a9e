"""Ages on a day by cut-off dates, own bands, and what is not known."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.recaps import members
from reports.recaps.bands import Band, parse_bands
from reports.recaps.table import percent
from tests import factories
from tests.factories import BIRU, MATA_AIR, PENFUI

pytestmark = pytest.mark.django_db
ON = date(2021, 12, 31)


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def born(cast):
    """`born(day, …)` makes a member of Rindu Sejahtera born on each day."""

    def enrol(*days: date | None, precision: str = "day", education: str = "", **dates) -> None:
        for day in days:
            who = factories.person("Yuliana Tefa", PENFUI, birth_date=day, birth_date_precision=precision,
                                   education=education)  # fmt: skip
            factories.membership(who, cast.group, **dates)

    return enrol


def ages(cast, on=ON, bands=None, user=None) -> dict[str, int]:
    roster = members.Roster(user or cast.lina, on, group=cast.group)
    return {row.label: row.total.value for row in members.age(roster, bands).rows}


@pytest.mark.parametrize(
    ("birth", "on", "band"),
    [
        (date(1997, 12, 31), date(2021, 12, 31), "20-24 years"),  # 24 on the birthday
        (date(1996, 12, 31), date(2021, 12, 31), "25-29 years"),
        (date(1997, 1, 1), date(2021, 12, 31), "20-24 years"),
        (date(2000, 2, 29), date(2025, 2, 28), "20-24 years"),  # 25 only on 1 March
        (date(2000, 2, 29), date(2025, 3, 1), "25-29 years"),
        (date(2000, 2, 28), date(2020, 2, 29), "20-24 years"),
        (date(1999, 3, 1), date(2024, 2, 29), "20-24 years"),
        (date(1999, 2, 28), date(2024, 2, 29), "25-29 years"),
    ],
)
def test_the_age_is_counted_in_completed_years(cast, born, birth, on, band):
    born(birth)
    assert ages(cast, on) == {band: 1}


@pytest.mark.parametrize("precision", ["year", "estimated"])
def test_of_a_birth_year_alone_the_years_since_count(cast, born, precision):
    born(date(1996, 1, 1), precision=precision)
    assert ages(cast) == {"25-29 years": 1}
    assert ages(cast, date(2021, 1, 1)) == {"25-29 years": 1}
    assert ages(cast, date(2020, 12, 31)) == {"20-24 years": 1}


def test_empty_bands_stand_only_between_filled_ones(cast, born):
    born(date(2000, 1, 1), date(1985, 1, 1))
    assert ages(cast) == {"20-24 years": 1, "25-29 years": 0, "30-34 years": 0, "35-39 years": 1}


def test_nobody_vanishes_without_a_birth_date_or_beside_the_given_bands(cast, born):
    born(date(2003, 1, 1), date(1990, 1, 1), date(1975, 1, 1), date(1950, 1, 1), None, date(2022, 5, 5))
    table = ages(cast, bands=parse_bands(["19-39", "40-60"]))
    assert table == {"younger": 1, "19-39 years": 1, "40-60 years": 1, "older": 1, "unknown": 2}


def test_given_bands_stand_even_when_they_are_empty(cast):
    assert ages(cast, bands=[Band(19, 39), Band(40, 60)]) == {"19-39 years": 0, "40-60 years": 0}


def test_members_of_the_day_count_with_their_last_day(cast, born):
    born(date(1990, 1, 1), left_on=ON)
    born(date(1990, 1, 1), left_on=date(2021, 12, 30))
    born(date(1990, 1, 1), joined_on=date(2022, 1, 1))
    born(date(1990, 1, 1), joined_on=None)
    assert ages(cast) == {"30-34 years": 2}


def test_education_keeps_the_order_of_the_schools_and_shows_what_is_unknown(cast, born):
    born(date(1990, 1, 1), education="higher")
    born(date(1990, 1, 1), education="SD")
    born(date(1990, 1, 1), education="none")
    born(date(1990, 1, 1))
    table = members.education(members.Roster(cast.lina, ON, group=cast.group))
    labels = [row.label for row in table.rows]
    assert labels == ["no schooling", "SD", "diploma or university", "unknown"]
    assert table.rows[-1].total.url == f"/anggota/?group={cast.group.pk}&on=2021-12-31&education=unknown"


def test_a_region_counts_the_members_of_its_groups_and_says_who_counts_twice(cast, born):
    born(date(1990, 1, 1))
    who = factories.person("Maria", PENFUI)
    factories.membership(who, cast.group)
    factories.membership(who, factories.group("Mekar", MATA_AIR))
    factories.membership(factories.person("Sitti", BIRU), factories.group("Biru", BIRU))
    table = members.age(members.Roster(cast.dinas_kupang, ON, region=cast.regions["53.01"]))
    assert table.totals.total.value == 3
    assert table.notes == ("3 memberships of 2 people: some are members of several groups.",)
    assert "area=53.01&on=2021-12-31&age_from=30&age_to=34" in table.rows[0].total.url


def test_members_of_another_area_are_not_counted(cast, born):
    born(date(1990, 1, 1))
    assert ages(cast, user=cast.dinas_bone) == {}
    assert ages(cast, user=cast.penfui) == {"30-34 years": 1}


def test_a_viewer_gets_the_numbers_only(cast, born):
    born(date(1990, 1, 1))
    viewer = factories.user("camat.kupang", "viewer", factories.KUPANG_TENGAH)
    (row,) = members.age(members.Roster(viewer, ON, group=cast.group)).rows
    assert (row.total.value, row.total.url) == (1, "")


@pytest.mark.parametrize(
    "texts", [["19"], ["19-39", "41-60"], ["19-39", "39-60"], ["40-19"], ["a-b"], [""], ["0-131"], ["19–39"], ["१-२"]]
)
def test_bands_with_a_gap_an_overlap_or_no_numbers_are_refused(texts):
    with pytest.raises(ValidationError):
        parse_bands(texts)


@pytest.mark.parametrize(
    ("part", "whole", "wanted"), [(3, 25, 12.0), (1, 8, 12.5), (1, 3, 33.3), (2, 3, 66.7), (0, 0, None)]
)
def test_percents_have_one_decimal(part, whole, wanted):
    assert percent(part, whole) == wanted
