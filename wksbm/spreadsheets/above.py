"""What a sheet names above a village, sub-district and regency or city: it tells villages of one name apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wksbm.regions.codes import Level, lies_under, path_of
from wksbm.regions.models import Region
from wksbm.spreadsheets.cells import told_words
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.places import AMBIGUOUS, BETWEEN, VillageCell, Villages, told_apart
from wksbm.spreadsheets.sheet import Column, SheetImport
from wksbm.text import place_key

ABOVE = ("district", "regency")  # the columns, the nearest first
OUTSIDE = "lies_elsewhere"  # a village and what is named above it do not go together
DISTRICT_BEFORE = re.compile(r"\s*(?:kecamatan|kec|distrik|kapanewon|kemantren)\b\.?\s*", re.IGNORECASE)
REGENCY_BEFORE = re.compile(r"\s*(kabupaten|kab|kota)\b\.?\s*(?:adm(?:inistrasi)?\b\.?\s*)?", re.IGNORECASE)


class Districts(Villages):
    """The sub-districts inside some areas, and those in which the areas lie. Old names lead to today's."""

    level, before = Level.DISTRICT, DISTRICT_BEFORE

    @cached_property
    def rows(self) -> list[tuple[str, str, str | None]]:
        around = {code for area in self.areas for code in path_of(area)}
        found = Region.objects.within(self.areas) | Region.objects.filter(pk__in=around)
        return list(found.filter(level=self.level).values_list("code", "name", "superseded_by"))

    @cached_property
    def by_key(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for code, name, successor in self.rows:
            found[place_key(self.bare(name))].append(successor or code)
        return found

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Their names, as what may be filled in."""
        return sorted((name, name) for name in {name for _code, name, _new in self.rows})

    def bare(self, text: str) -> str:
        """The name without the word for its kind."""
        return self.before.sub("", text, count=1) or text

    def called(self, text: str) -> list[str]:
        return list(dict.fromkeys(super().called(self.bare(text))))

    def likeliest(self, text: str) -> str:
        return super().likeliest(self.bare(text))


class Regencies(Districts):
    """Bogor is the regency or the city, Kota Bogor the city alone."""

    level, before = Level.REGENCY, REGENCY_BEFORE

    def called(self, text: str) -> list[str]:
        city = self.is_city(text)
        return [code for code in super().called(text) if city is None or self.is_city(self.name(code)) in (None, city)]

    def is_city(self, text: str) -> bool | None:
        """What the word for the kind says; None without one."""
        kind = self.before.match(text)
        return kind and kind[1].casefold() == "kota"


class AboveCell(VillageCell):
    """The code of a sub-district or a regency; of several that share the name all their codes (see VillageCell)."""

    takes = _("the name, or its code; tells places of one name apart")

    def of_name(self, line: str):
        codes = self.villages.called(line)
        if not codes:
            raise self.unknown()
        return BETWEEN.join(codes), ""

    def unknown(self) -> ValidationError:
        if self.villages.level == Level.DISTRICT:
            return self.outside(gettext("This is no sub-district of your area."), "unknown_district")
        return self.outside(gettext("This is no regency or city of your area."), "unknown_regency")


def above_of(areas: list[str]) -> dict[str, Districts]:
    """What may be named above the villages of these areas, by column."""
    return {"district": Districts(areas), "regency": Regencies(areas)}


def above_columns(above: dict[str, Districts], cell: type[AboveCell] = AboveCell) -> dict[str, Column]:
    return {
        "district": Column(
            None, _("District"), cell(above["district"]), example="Tanete Riattang",
            aliases=[
                "kecamatan", "nama kecamatan", "kec", "nama kec", "distrik", "kecamatan distrik", "kapanewon",
                "kemantren",
            ],
        ),
        "regency": Column(
            None, _("Regency or city"), cell(above["regency"]), example="Bone",
            aliases=[
                "kabupaten", "kota", "kabupaten kota", "kab kota", "kab", "nama kabupaten", "nama kabupaten kota",
                "nama kab kota", "kota kabupaten",
            ],
        ),
    }  # fmt: skip


def beside_village(
    columns: dict[str, Column], above: dict[str, Districts], cell: type[AboveCell] = AboveCell
) -> dict[str, Column]:
    """The columns of a sheet, and after the village what may be named above it."""
    items = list(columns.items())
    after = list(columns).index("village") + 1
    return dict(items[:after]) | above_columns(above, cell) | dict(items[after:])


def inside(places: Villages, codes: str, above: Iterable[str | None]) -> str:
    """Of places (codes with BETWEEN between them) those that lie, or lay once, in all that is named above them."""
    found = codes.split(BETWEEN)
    for wider in filter(None, above):
        areas = wider.split(BETWEEN)
        found = [code for code in found if any(lies_under(ever, area) for ever in places.ever(code) for area in areas)]
    return BETWEEN.join(found)


def narrowed(
    places: Villages, found: Sequence[str | None], above: dict[str, str | None]
) -> tuple[list[str | None], str]:
    """Of what a code and a name were read as that which lies in all that is named above; and what of them does not
    lie there at all."""
    fitting = [codes and inside(places, codes, above.values()) for codes in found]
    lost = (codes for codes, kept in zip(found, fitting, strict=True) if codes and not kept)
    return fitting, next(lost, "")


def lost_in(places: Villages, codes: str, above: dict[str, str | None]) -> tuple[str, str, str]:
    """Where the last of these places drops out: the column, what it names, and the places that were left till then."""
    for name, named in above.items():
        kept = inside(places, codes, [named])
        if not kept:
            return name, named, codes
        codes = kept
    raise ValueError("they lie in all of it")


def told_outside(places: Villages, above: dict[str, Districts], name: str, named: str, codes: str) -> tuple[str, str]:
    """The column, and that none of these places lies in what it names, but where they do."""
    wider, found = above[name], codes.split(BETWEEN)
    around = {wider.name(code) for one in found for code in path_of(one) if code in wider.by_code}
    told = [wider.name(code) for code in named.split(BETWEEN)]
    facts = {"place": places.name(found[0]), "named": told[0], "places": told_words(sorted(around))}
    if not around:
        return name, gettext("%(place)s does not lie in %(named)s. Correct this cell or the place, or clear this cell.") % facts  # fmt: skip  # noqa: E501
    return name, gettext("%(place)s does not lie in %(named)s but in %(places)s. Correct this cell or the place, or clear this cell.") % facts  # fmt: skip  # noqa: E501


class AboveRules(SheetImport):
    """For sheets that name a place in each row: `places` may be meant, `wider` may be named above them."""

    places: Villages
    wider: dict[str, Districts]

    def suggestion(self, name: str, written: str) -> str:
        return self.wider[name].likeliest(written) if name in ABOVE else super().suggestion(name, written)

    def fixes_for(self, name: str, code: str, written: str = "") -> list[tuple[str, str]]:
        if code == AMBIGUOUS:
            return told_apart(self.places.called(written), self.places.name)
        return self.wider[name].choices if name in ABOVE else super().fixes_for(name, code, written)

    def narrow(self, row: SheetRow, found: Sequence[str | None]) -> tuple[list[str | None], str]:
        """As `narrowed`, by what the row names above; what does not lie there at all is its fault."""
        above = {name: self.get(row, name) for name in ABOVE}
        fitting, lost = narrowed(self.places, found, above)
        if lost:
            name, text = told_outside(self.places, self.wider, *lost_in(self.places, lost, above))
            self.fault(row, name, OUTSIDE, text)
        return fitting, lost
