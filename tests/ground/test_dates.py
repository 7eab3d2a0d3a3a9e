"""Days as people write them: read where they are clear, refused with a way on where they are not."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wksbm.dates import MONTHS, PartialDate, Precision, age_on, check_past, in_words, parse_day, parse_partial
from wksbm.formfields import DayField, PartialDateField

TODAY = date(2026, 11, 21)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "typed",
    ["21/11/2026", "21-11-2026", "21.11.2026", "21 11 2026", " 21/11/2026 ", "2026-11-21", "21 November 2026",
     "21 Nov 2026", "21 nov. 2026", "21-NOV-2026", "21 Nopember 2026"],
)  # fmt: skip
def test_a_day_is_read_in_every_way_that_people_write_it(typed):
    assert parse_day(typed) == TODAY


@pytest.mark.parametrize(("number", "words"), list(enumerate(MONTHS, 1)))
def test_every_name_of_a_month_is_known(number, words):
    assert {parse_day(f"3 {word} 2020") for word in words} == {date(2020, number, 3)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("29/02/2023", "02/2023 has no day 29"),
        ("2023-02-30", "02/2023 has no day 30"),
        ("02/29/2024", "There is no month 29"),
        ("1/2/23", "four digits"),
        ("1/2/02023", "four digits"),
        ("17 Agstus 1945", "Unknown month"),
        ("kemarin", "dd/mm/yyyy"),
        ("21/11/2026 08:00", "dd/mm/yyyy"),
        ("\uff12\uff11/11/2026", "dd/mm/yyyy"),
        ("01/01/0000", "has no day"),
        ("45000", "dd/mm/yyyy"),
    ],
)
def test_what_is_no_day_is_refused_with_a_way_on(typed, said):
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        parse_day(typed)
    assert said in refused.value.messages[0]
    assert len(refused.value.messages[0]) < 120


@pytest.mark.parametrize("typed", ["1/1/" + "2" * 5000, "2" * 5000, "1 mei " + "2" * 5000])
def test_an_endless_number_is_refused_like_any_other(typed):
    with pytest.raises(ValidationError):
        parse_partial(typed)


@given(days, st.sampled_from(Precision))
def test_what_stands_in_the_form_is_read_back_as_it_was(day, precision):
    known = PartialDate(day if precision == Precision.DAY else date(day.year, 1, 1), precision)
    assert parse_partial(known.typed()) == known


@given(days)
def test_a_day_in_words_is_read_back_as_it_was(day):
    for language in ("id", "en"):
        with translation.override(language):
            assert parse_day(in_words(day)) == day
            assert parse_day(in_words(day, short=True)) == day


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("2008", PartialDate(date(2008, 1, 1), Precision.YEAR)),
        ("± 1990", PartialDate(date(1990, 1, 1), Precision.ESTIMATED)),
        ("kira-kira 1990", PartialDate(date(1990, 1, 1), Precision.ESTIMATED)),
        ("sekitar 17/8/1990", PartialDate(date(1990, 1, 1), Precision.ESTIMATED)),
        ("17/8/1990", PartialDate(date(1990, 8, 17), Precision.DAY)),
    ],
)
def test_a_year_or_a_guess_is_enough(typed, known):
    assert parse_partial(typed) == known


def test_a_guess_and_a_year_are_never_shown_as_a_day():
    with translation.override("en"):
        assert in_words(date(1990, 1, 1), Precision.YEAR) == "1990"
        assert in_words(date(1990, 1, 1), Precision.ESTIMATED) == "1990 (estimated)"
        assert in_words(None) == ""


@pytest.mark.parametrize(("day", "code"), [(TODAY + timedelta(days=1), "future"), (date(1899, 12, 31), "too_old")])
def test_days_to_come_and_days_before_1900_are_refused(day, code):
    with pytest.raises(ValidationError) as refused:
        check_past(day, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize("day", [TODAY, date(1900, 1, 1)])
def test_today_and_the_oldest_day_are_fine(day):
    check_past(day, TODAY)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [(date(2000, 11, 21), TODAY, 26), (date(2000, 11, 22), TODAY, 25), (date(2004, 2, 29), date(2025, 2, 28), 20),
     (date(2004, 2, 29), date(2025, 3, 1), 21), (TODAY, TODAY, 0)],
)  # fmt: skip
def test_an_age_is_completed_years(birth, on, age):
    assert age_on(birth, on) == age


@pytest.mark.parametrize("field", [DayField(required=False), PartialDateField(required=False)])
def test_an_empty_field_is_no_day(field):
    assert [field.clean(empty) for empty in ("", None, "  ", "\u200b")] == [None] * 4


def test_a_field_accepts_a_day_to_come_only_where_it_may():
    tomorrow = f"{TODAY + timedelta(days=1):%d/%m/%Y}"
    past, plan = DayField(), DayField(future=True)
    past.today = plan.today = TODAY
    assert plan.clean(tomorrow) == TODAY + timedelta(days=1)
    with pytest.raises(ValidationError):
        past.clean(tomorrow)


@given(days)
def test_a_field_shows_what_it_reads(day):
    assert DayField(future=True).clean(DayField().prepare_value(day)) == day
