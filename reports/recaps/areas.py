"""The columns of a recap: the areas directly below a region, and rows counted by them in the database."""

from django.db.models import QuerySet
from django.db.models.functions import Substr

from wksbm.regions.codes import Level
from wksbm.regions.models import Region

CODE_LENGTH = {Level.PROVINCE: 2, Level.REGENCY: 5, Level.DISTRICT: 8, Level.VILLAGE: 13}


def areas_below(region: Region) -> list[Region]:
    """The areas directly below `region` in code order, those abolished since among them; a village is its own."""
    if region.level == Level.VILLAGE:
        return [region]
    return list(Region.objects.filter(parent=region).order_by("code"))


def by_area(rows: QuerySet, region: Region) -> QuerySet:
    """`rows` (each with a `village`) with `area`: the code of the area directly below `region` that holds it."""
    level = min(region.level + 1, Level.VILLAGE)
    return rows.annotate(area=Substr("village", 1, CODE_LENGTH[level]))


def still_needed(areas: list[Region], codes: set[str]) -> list[Region]:
    """Without the abolished areas in which nothing is counted."""
    return [area for area in areas if area.superseded_by_id is None or area.code in codes]
