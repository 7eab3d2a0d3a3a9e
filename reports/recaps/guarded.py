"""The tables of guarded kinds beside the ordinary one: sealed kinds, and kinds of sensitivity 2 for who only counts.

They say in words what suppression.py lets be told; no cell of theirs carries a number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.models import SEALED, Classification, PmksCategory, SealedCase
from beneficiaries.sealed import standing
from reports.recaps.areas import CODE_LENGTH
from reports.recaps.reach import COUNTS_OPEN, counted, shows_names
from reports.recaps.suppression import Place, Told, added, closing_day, sub_district, withheld
from reports.recaps.table import Cell, Column, Row, Table
from wksbm.accounts.access import field_level
from wksbm.regions.codes import Level, lies_under, parent_of, under
from wksbm.regions.models import Region
from wksbm.templatetags.rukun import day as in_words

OTHERS = ""  # the code under which cases without a row are counted


def tables(user, region: Region, year: int, areas: list[Region]) -> tuple[Table, ...]:
    """What is told of a region in the user's area and of the `areas` below it; nothing below the sub-district."""
    inside = any(lies_under(region.code, area) for area in user.area_codes("recap"))
    if region.level == Level.VILLAGE or not inside:
        return ()
    on = closing_day(region, year)
    columns, kinds = [] if region.level == Level.DISTRICT else areas, kinds_of(SEALED)
    found = [table(_("sealed kinds"), kinds, sealed(user, region, on, kinds), columns, on)] if kinds else []
    for level in only_counted(user, region.code):
        if kinds := kinds_of(level):
            found.append(table(_("sensitive kinds"), kinds, careful(user, region, on, kinds), columns, on))
    return tuple(found)


def sealed(user, region: Region, on: date, kinds: list[PmksCategory]) -> dict[str, Place]:
    """What is told of the sealed kinds by sub-district. The cases are opened one by one, in memory, and not kept."""
    counts = defaultdict(Counter)
    known = {kind.code for kind in kinds}
    for village, codes in standing(counted(SealedCase, user).filter(under("village", region.code)), on):
        counts[parent_of(village)].update(code if code in known else OTHERS for code in codes or [OTHERS])
    return {code: sub_district(of_kinds(counts[code], kinds), counts[code][OTHERS]) for code in districts_of(region)}


def careful(user, region: Region, on: date, kinds: list[PmksCategory]) -> dict[str, Place]:
    """What is told by sub-district of kinds whose names are closed to the user."""
    counts = defaultdict(Counter)
    rows = counted(Classification, user).filter(under("village", region.code), category__in=kinds, verified_on__lte=on)
    district = Substr("village", 1, CODE_LENGTH[Level.DISTRICT])
    by_kind = rows.alive(on).annotate(district=district).order_by().values_list("district", "category__code")
    for code, kind, count in by_kind.annotate(Count("pk")):
        counts[code][kind] = count
    told = {code: sub_district(of_kinds(counts[code], kinds)) for code in districts_of(region)}
    return told | {code: withheld(kind.code for kind in kinds) for code in known_in_part(user, kinds) & set(told)}


def of_kinds(counts: Counter, kinds: Iterable[PmksCategory]) -> dict[str, int]:
    return {kind.code: counts[kind.code] for kind in kinds}


def kinds_of(level: int) -> list[PmksCategory]:
    return list(PmksCategory.objects.filter(sensitivity=level, retired=False))


def only_counted(user, code: str) -> list[int]:
    """The sensitivities of which `user` gets guarded counts in the region, because their names are closed to him."""
    return [level for level in range(COUNTS_OPEN + 1, SEALED) if not shows_names(user, level, code)]


def known_in_part(user, kinds: list[PmksCategory]) -> set[str]:
    """The sub-districts of which the user sees some villages by name: their counts would give him the others."""
    level = kinds[0].sensitivity
    duties = [duty.region_id for duty in user.duties_now if duty.region_id and shows_names(user, level, duty.region_id)]
    groups = [led for led in user.led_groups.values() if field_level({led.role}, f"category_{level}") == "full"]
    return {parent_of(code) for code in (*duties, *(led.village for led in groups))}


def districts_of(region: Region) -> list[str]:
    if region.level == Level.DISTRICT:
        return [region.code]
    return list(Region.objects.filter(under("code", region.code), level=Level.DISTRICT).values_list("code", flat=True))


def table(title: str, kinds: list[PmksCategory], told: dict[str, Place], columns: list[Region], on: date) -> Table:
    """Without `columns` it is of one sub-district, whose villages are not told."""
    codes = [kind.code for kind in kinds]
    places = [added([told[code] for code in told if lies_under(code, area.code)], codes) for area in columns]
    whole = added(list(told.values()), codes)
    rows = [
        Row(str(kind), tuple(cell(place.kinds[kind.code]) for place in places), cell(whole.kinds[kind.code]),
            str(kind.get_unit_display()), kind.abbreviation)
        for kind in kinds
    ]  # fmt: skip
    together = Row(_("together"), tuple(cell(place.together) for place in places), cell(whole.together))
    reason = _("A number per village could point at the person, so only the whole sub-district is counted.")
    return Table(
        title=title, head=_("Kind"), columns=tuple(Column(area.name) for area in columns), rows=tuple(rows),
        totals=together, source=_("register, confirmed by %(day)s") % {"day": in_words(on)}, notes=explained(columns),
        closed="" if columns else reason,
    )  # fmt: skip


def cell(told: Told | None) -> Cell:
    return Cell(None, words=_("not told") if told is None else str(told))


def explained(columns: list[Region]) -> tuple[str, ...]:
    plain = _(
        "<5 is none to four. Sums are rounded down to fives, so that nobody can be found by taking one from another."
    )
    return (plain, _("“<5 each” is under five in each sub-district.")) if columns else (plain,)


def closed(user, region: Region) -> str:
    """Which kinds the recap of a village leaves out, in sentences; "" for larger areas, which tell them."""
    if region.level != Level.VILLAGE:
        return ""
    sealed_kinds = kinds_of(SEALED)
    sentence = ngettext(
        "%(count)s sealed kind is not counted here: it goes through the Dinas. (%(names)s)",
        "%(count)s sealed kinds are not counted here: they go through the Dinas. (%(names)s)",
        len(sealed_kinds),
    )
    others = [kind for level in only_counted(user, region.code) for kind in kinds_of(level)]
    of_others = ngettext(
        "%(count)s sensitive kind is counted for the whole sub-district only. (%(names)s)",
        "%(count)s sensitive kinds are counted for the whole sub-district only. (%(names)s)",
        len(others),
    )
    said = ((sentence, sealed_kinds), (of_others, others))
    return " ".join(words % names(kinds) for words, kinds in said if kinds)


def names(kinds: list[PmksCategory]) -> dict:
    return {"count": len(kinds), "names": ", ".join(kind.abbreviation for kind in kinds)}
