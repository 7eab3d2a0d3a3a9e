"""Which region is meant by what was typed: a code, an old code, or a name that only one village of the area has."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wksbm.regions.codes import Level, lies_under, normalise_code
from wksbm.regions.models import Region
from wksbm.text import clean_line

NUMBER = re.compile(r"\b(?:[0-9]+|[ivx]+)\b")  # place keys drop the difference between Lalai I and Lalai II
UNKNOWN = _("There is no such place in your area. Choose it from the list, or write its code.")
AMBIGUOUS = _("Several villages in your area have this name. Choose from the list, or write the code.")


class Found(NamedTuple):
    """`doubt` says what a person should look at once more: `name_used`, `superseded`, or nothing."""

    region: Region
    doubt: str = ""


def find_region(text: str, areas: list[str]) -> Found:
    """The region in force within `areas` whose code is `text`; an abolished one gives its successor.

    Raises ValidationError; a region outside `areas` is answered exactly like one that does not exist.
    """
    region = Region.objects.filter(pk=normalise_code(text)).first()
    current = region.current() if region else None
    if not current or not any(lies_under(current.code, area) for area in areas):
        raise ValidationError(UNKNOWN, "unknown_region")
    return Found(current, "" if current == region else "superseded")


def find_village(text: str, areas: list[str]) -> Found:
    """As `find_region`, for a village; it may also be called by a name that only one village in the areas has."""
    text = clean_line(text)
    try:
        normalise_code(text)
    except ValidationError:
        return Found(_by_name(text, areas), "name_used")
    found = find_region(text, areas)
    if found.region.level != Level.VILLAGE:
        raise ValidationError(UNKNOWN, "unknown_region")
    return found


def _by_name(text: str, areas: list[str]) -> Region:
    typed = text.casefold()
    alike = [
        village
        for village in Region.objects.villages().in_force().within(areas).called(text)
        if NUMBER.findall(village.name.casefold()) == NUMBER.findall(typed)
    ]
    found = [village for village in alike if typed in (village.name.casefold(), str(village).casefold())] or alike
    if not found:
        raise ValidationError(UNKNOWN, "unknown_region")
    if len(found) > 1:
        raise ValidationError(AMBIGUOUS, "ambiguous_village")
    return found[0]
