"""How numbers of guarded kinds are told, so that nobody is found by them. The whole rule stands here.

Guarded are the sealed kinds for everybody, and kinds of sensitivity 2 for those who only get counts. Told are:

1. of a kind in a sub-district whether it reaches five: `<5` or `≥5`; below the sub-district nothing;
2. of a sub-district the common sum of its kinds, rounded down to fives (`≥15`), under five `<5`;
3. of an area above, what is told of its sub-districts, added up, and nothing that does not follow from that;
4. all of it as of the last day of a closed half-year, the same whatever state, day or form (screen, file) is asked for.

Why no subtraction gives a number under five back:

- By (3) the true numbers of a sub-district enter what is told of this one sub-district only. An area minus its other
  areas is a difference of things told: who knows all the others exactly learns nothing here. So look at one alone:
- There every kind told `<5` may still be 0, 1, 2, 3 or 4. The sum leaves five values open, and something must take up
  what the kind leaves: a kind told `≥5`, which has no end, or cases of kinds that have no row (`others`). Where there
  is neither, the sum is told only as far as the other kinds could reach it alone (`room`), or not at all.
- Year minus year: rounded sums differ by fives, and a difference of 0 or 5 hides any change up to 9. A number of each
  day would tell on which day the fifth came, and so that there were four before: hence the half-years (4).
- Total minus visible rows: the totals of the ordinary kinds do not hold guarded ones (pmks.py), so it is 0.

Rounded sums, not true ones as on LOOK's picture: two true sums of two years give their difference back.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from wksbm.regions.models import Region
from wksbm.templatetags.rukun import number

LEAST = 5


class Told(NamedTuple):
    """`least` or more, a multiple of five; where that is 0, fewer than five in each of so many sub-districts."""

    least: int
    districts: int = 1

    def __str__(self) -> str:
        if self.least:
            return f"≥{number(self.least)}"
        return f"<{LEAST}" if self.districts == 1 else _("<5 each")


class Place(NamedTuple):
    """What is told of a place: each kind, and all together. None is not told."""

    kinds: dict[Hashable, Told | None]
    together: Told | None


def sub_district(counts: Mapping[Hashable, int], others: int | None = None) -> Place:
    """What is told of a sub-district with these true counts of its kinds.

    `others` are cases of no kind that has a row (not known yet, or retired); None where there can be none.
    """
    kinds = {kind: Told(LEAST if count >= LEAST else 0) for kind, count in counts.items()}
    return Place(kinds, _together(counts.values(), others))


def _together(counts: Collection[int], others: int | None) -> Told | None:
    whole = sum(counts) + (others or 0)
    if others is None and all(count < LEAST for count in counts):
        room = (len(counts) - 1) * (LEAST - 1)  # what the other kinds reach where one is 0
        if room < LEAST:
            return None
        whole = min(whole, room)
    return Told(whole - whole % LEAST)


def withheld(kinds: Iterable[Hashable]) -> Place:
    """What is told of a sub-district to somebody who knows part of its true numbers: nothing."""
    return Place(dict.fromkeys(kinds), None)


def added(places: Collection[Place], kinds: Iterable[Hashable]) -> Place:
    """What is told of an area that holds these sub-districts."""
    return Place(
        {kind: _added([place.kinds[kind] for place in places]) for kind in kinds},
        _added([place.together for place in places]),
    )


def _added(parts: list[Told | None]) -> Told | None:
    known = [part for part in parts if part is not None]
    least = sum(part.least for part in known)
    # "Fewer than five each" would speak of the parts that are not told, too.
    if not least and len(known) < len(parts):
        return None
    return Told(least, sum(part.districts for part in known)) if known else None


def closing_day(region: Region, year: int) -> date:
    """The day as of which guarded numbers are told for a year: its last, in the present one that of a past half."""
    today = region.today()
    if year < today.year:
        return date(year, 12, 31)
    return (date(today.year, 7, 1) if today.month > 6 else date(today.year, 1, 1)) - timedelta(days=1)
