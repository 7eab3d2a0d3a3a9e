"""The rule of guarded numbers, attacked: every world that gives the same answers is tried, and no small number is left.

What is told of some places is compared over all worlds of small numbers. An attacker knows all that is told, the rule
itself, and in some attacks the true numbers of everybody else. He has found a cell told `<5` when fewer than all of
0 to 4 would fit.
"""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.recaps import suppression
from reports.recaps.suppression import LEAST, Place, Told, added, closing_day, sub_district
from tests.places import BIRU

SMALL = set(range(LEAST))


def worlds_by_view(worlds, view) -> dict:
    """The worlds that look alike."""
    alike = defaultdict(list)
    for world in worlds:
        alike[view(world)].append(world)
    return alike


def seen(place: Place) -> tuple:
    return tuple(sorted(place.kinds.items())), place.together


def found(alike: dict, told, truth, *, complete) -> list:
    """The views in which a number told `<5` is known better than "0 to 4". `told(world)` and `truth(world)` are lists.

    Only views that are `complete` are judged: worlds of larger numbers than were tried would look alike to others.
    """
    hits = []
    for view, worlds in alike.items():
        if not complete(worlds[0]):
            continue
        for place, words in enumerate(told(worlds[0])):
            if words is not None and str(words).startswith("<") and {truth(world)[place] for world in worlds} < SMALL:
                hits.append((view, place))
    return hits


def district(world, *, has_others: bool) -> Place:
    *counts, others = world if has_others else (*world, None)
    return sub_district(dict(enumerate(counts)), others)


@pytest.mark.parametrize(("kinds", "has_others", "largest"), [
    (1, True, 14), (2, True, 14), (3, True, 11), (1, False, 14), (2, False, 14), (3, False, 12), (4, False, 9),
    (5, False, 6),
])  # fmt: skip
def test_in_a_sub_district_every_small_number_stays_open(kinds, has_others, largest):
    numbers = product(range(largest + 1), repeat=kinds + has_others)
    alike = worlds_by_view(numbers, lambda world: seen(district(world, has_others=has_others)))

    def told(world):
        return list(district(world, has_others=has_others).kinds.values())

    def complete(world):
        place = district(world, has_others=has_others)
        bounded = not has_others and not any(told.least for told in place.kinds.values())
        return bounded or place.together.least + 4 <= largest

    assert len(alike) > kinds
    assert found(alike, told, lambda world: world[:kinds], complete=complete) == []


@pytest.mark.parametrize(("kinds", "has_others"), [(1, True), (2, True), (3, False)])
def test_the_common_sum_under_five_stays_open_too(kinds, has_others):
    alike = worlds_by_view(
        product(range(10), repeat=kinds + has_others), lambda world: seen(district(world, has_others=has_others))
    )
    hits = found(
        alike,
        lambda world: [district(world, has_others=has_others).together],
        lambda world: [sum(world)],
        complete=lambda world: True,
    )
    assert hits == []


def test_who_knows_all_other_sub_districts_exactly_learns_nothing_of_this_one():
    """area − other areas: two sub-districts of two kinds, the region above them, and the second one wide open."""
    one = list(product(range(8), repeat=3))
    other = [(0, 0, 0), (4, 4, 0), (4, 4, 4), (7, 2, 0), (1, 5, 3)]

    def view(world):
        places = [district(world[0], has_others=True), district(world[1], has_others=True)]
        return (*map(seen, places), seen(added(places, range(2))), world[1])

    alike = worlds_by_view(product(one, other), view)
    hits = found(
        alike,
        lambda world: list(district(world[0], has_others=True).kinds.values()),
        lambda world: world[0],
        complete=lambda world: district(world[0], has_others=True).together.least < LEAST,
    )
    assert hits == []


def stocks(flows) -> tuple[list[int], list[int]]:
    """Of (only then, both times, only now) for each kind, the numbers of the two days."""
    return [a + b for a, b, _c in flows], [b + c for _a, b, c in flows]


def year_by_year(flows):
    return tuple(seen(sub_district(dict(enumerate(counts[:-1])), counts[-1])) for counts in stocks(flows))


def flows_of(largest: int):
    """One kind with a row and cases without one: who is there on the first day, on both, on the second."""
    return product(product(range(largest), repeat=3), repeat=2)


def test_two_years_together_tell_no_more_than_each_alone():
    alike = worlds_by_view(flows_of(5), year_by_year)
    for day in (0, 1):
        hits = found(
            alike,
            lambda world, day=day: [next(iter(dict(year_by_year(world)[day][0]).values()))],
            lambda world, day=day: [stocks(world)[day][0]],
            complete=lambda world: all(place[1].least < LEAST for place in year_by_year(world)),
        )
        assert hits == []


def test_a_change_from_year_to_year_is_never_known():
    """year − year: whoever came or went in between, at least two answers fit, and never a single small number."""
    alike = worlds_by_view(flows_of(5), year_by_year)
    changes = [{sum(stocks(world)[1]) - sum(stocks(world)[0]) for world in worlds} for worlds in alike.values()]
    assert len(changes) > 9
    whole = [change for change, view in zip(changes, alike, strict=True) if all(day[1].least < LEAST for day in view)]
    assert whole
    assert min(map(len, whole)) > LEAST


# Rules that look as careful and are not: the attack must see through each of them.


def exact_sum(counts, others):
    return Told(sum(counts) + (others or 0))


def rounded_without_room(counts, others):
    whole = sum(counts) + (others or 0)
    return Told(whole - whole % LEAST)


@pytest.mark.parametrize(("rule", "kinds", "largest"), [(exact_sum, 2, 12), (rounded_without_room, 2, 12)])
def test_the_attack_finds_what_a_careless_sum_tells(monkeypatch, rule, kinds, largest):
    monkeypatch.setattr(suppression, "_together", rule)
    alike = worlds_by_view(product(range(largest), repeat=kinds), lambda world: seen(district(world, has_others=False)))
    hits = found(
        alike,
        lambda world: list(district(world, has_others=False).kinds.values()),
        lambda world: world,
        complete=lambda world: max(world) < LEAST,
    )
    assert hits


def test_the_attack_finds_what_a_label_of_the_whole_regency_tells():
    """Two sub-districts under five and a regency of its own count: neither can be 0."""
    worlds = list(product(range(8), repeat=2))
    alike = worlds_by_view(worlds, lambda world: (*(min(n, LEAST) == LEAST for n in world), sum(world) >= LEAST))
    hits = found(
        alike,
        lambda world: [Told(LEAST if n >= LEAST else 0) for n in world],
        lambda world: world,
        complete=lambda world: True,
    )
    assert hits


counts = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 40), min_size=1)


@given(
    st.lists(st.tuples(st.fixed_dictionaries(dict.fromkeys("abc", st.integers(0, 30))), st.integers(0, 9)), min_size=1)
)
def test_an_area_says_nothing_that_is_not_said_of_its_parts(districts):
    places = [sub_district(kinds, others) for kinds, others in districts]
    whole = added(places, "abc")
    for kind in "abc":
        assert whole.kinds[kind].least == sum(place.kinds[kind].least for place in places)
        assert whole.kinds[kind].least <= sum(kinds[kind] for kinds, _others in districts)
    assert whole.together.least == sum(place.together.least for place in places)


@given(counts, st.none() | st.integers(0, 40))
def test_what_is_told_is_true(kinds, others):
    place = sub_district(kinds, others)
    for kind, count in kinds.items():
        assert str(place.kinds[kind]) == ("≥5" if count >= LEAST else "<5")
    if place.together is not None:
        whole = sum(kinds.values()) + (others or 0)
        assert place.together.least % LEAST == 0
        assert place.together.least <= whole
        assert place.together.least > 0 or whole < LEAST


@pytest.mark.parametrize(
    ("today", "year", "day"),
    [
        (date(2026, 11, 22), 2026, date(2026, 6, 30)),
        (date(2026, 7, 1), 2026, date(2026, 6, 30)),
        (date(2026, 6, 30), 2026, date(2025, 12, 31)),
        (date(2026, 1, 1), 2026, date(2025, 12, 31)),
        (date(2026, 11, 22), 2024, date(2024, 12, 31)),
    ],
)
def test_a_half_year_is_told_when_it_is_over(today, year, day):
    class Place:
        code = BIRU

        def today(self):
            return today

    assert closing_day(Place(), year) == day
