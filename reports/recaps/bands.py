"""Bands of age: five years each, or an office's own (19-39, 40-60)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OLDEST = 130
BAND = re.compile(r"\s*([0-9]{1,3})\s*-\s*([0-9]{1,3})\s*\Z")


class Band(NamedTuple):
    """Completed years, both ends included."""

    low: int
    high: int

    @property
    def label(self) -> str:
        return _("%(low)s-%(high)s years") % self._asdict()


def five_years_each() -> list[Band]:
    return [Band(low, low + 4) for low in range(0, OLDEST, 5)]


def parse_bands(texts: Iterable[str]) -> list[Band]:
    """The bands of ["19-39", "40-60"]; none of no texts.

    Raises ValidationError unless each follows the one before without a gap: whoever fell into it would vanish.
    """
    bands = []
    for text in texts:
        match = BAND.match(text)
        band = Band(int(match[1]), int(match[2])) if match else None
        if band is None or not band.low <= band.high <= OLDEST or (bands and band.low != bands[-1].high + 1):
            raise ValidationError(
                _("Write the bands of age from young to old, each beginning right after the one before: 19-39,40-60.")
            )
        bands.append(band)
    return bands


def trimmed(counts: dict[int, int], length: int) -> range:
    """The places of the bands from the first to the last that holds anybody."""
    filled = [place for place in range(length) if counts.get(place)]
    return range(filled[0], filled[-1] + 1) if filled else range(0)
