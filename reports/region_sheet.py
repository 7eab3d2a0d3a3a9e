"""The sheet of regions, for the administrator: names, postal codes, new codes, and what took whose place."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.region_columns import BETWEEN, columns_of
from reports.region_undo import NOTED, STATE, number_of, state_of
from wksbm.regions.codes import level_of, parent_of
from wksbm.regions.models import CIRCLE, LEVEL_OF_KIND, Region, Succession
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.engine.writing import Writing
from wksbm.spreadsheets.sheet import Column, registered

KIND_BY_LENGTH = gettext_lazy("The length of the code tells the kind: 73 a province, 73.08 a kabupaten or kota, 73.08.21 a kecamatan, 73.08.21.1001 a desa or kelurahan.")  # fmt: skip  # noqa: E501
OF_NEW = ("name", "kind")
OWN = (*OF_NEW, "postal_code", "successor")  # what the region itself says


@registered
class RegionSheet(ServiceSheet):
    code = "regions"
    title = gettext_lazy("Regions")
    record = "region"
    explained = gettext_lazy("One row a region: new codes, other names, and which one took whose place.")
    titled = ("code", "name", "kind")
    most_rows = 2_000
    at_once = 1  # what was there before is noted beside the records

    def build_columns(self) -> dict[str, Column]:
        return columns_of(self.today)

    def check(self, row: SheetRow) -> None:
        code, kind = self.get(row, "code"), self.get(row, "kind")
        if code and kind and LEVEL_OF_KIND[kind] != level_of(code):
            self.fault(row, "kind", "wrong_level", str(KIND_BY_LENGTH))
        for name in ("origins", "successor"):
            codes = split(self.get(row, name))
            if code and any(level_of(other) != level_of(code) for other in codes):
                self.fault(row, name, "other_level", _("Write a code of the same length as that of the region."))
            elif code in codes:
                self.fault(row, name, "itself", _("A region cannot supersede itself."))

    def needs(self, row: SheetRow, name: str) -> bool:
        return self.columns[name].required or (name in OF_NEW and self.get(row, "code") not in self.all_codes)

    @cached_property
    def all_codes(self) -> set[str]:
        return set(Region.objects.values_list("pk", flat=True))

    def look_up(self, rows: list[SheetRow]) -> None:
        self.load(rows)
        rows = self.refuse_twice(rows)
        here = {self.get(row, "code") for row in rows}
        for row in rows:
            region = self.known_regions.get(self.get(row, "code"))
            if region:
                self.is_about(row, region)
            else:
                self.need_new(row, here)
            self.check_links(row, here)
        self.refuse_circles(rows)

    def load(self, rows: Iterable[SheetRow]) -> None:
        """Two queries: the regions that the rows name, and who came out of whom."""
        codes = {code for row in rows for code in self.named(row)}
        self.known_regions = Region.objects.in_bulk(codes)
        pairs = Succession.objects.filter(new__in=codes, old__in=codes).values_list("old", "new")
        self.successions = set(pairs)

    def named(self, row: SheetRow) -> list[str]:
        code = self.get(row, "code")
        return [
            code,
            *filter(None, [parent_of(code)]),
            *split(self.get(row, "origins")),
            *split(self.get(row, "successor")),
        ]

    def pairs(self, row: SheetRow) -> list[tuple[str, str]]:
        """(old, new) of what the row says of successions."""
        code = self.get(row, "code")
        came = [(old, code) for old in split(self.get(row, "origins"))]
        return came + [(code, new) for new in split(self.get(row, "successor"))]

    def is_about(self, row: SheetRow, region: Region) -> None:
        row.pk, row.version, row.current = number_of(region.pk), 1, list(row.atoms)
        for name in OWN:
            row.current[self.place[name]] = self.atom_of(region, name)
        came = [old for old in split(self.get(row, "origins")) if (old, region.pk) in self.successions]
        row.current[self.place["origins"]] = BETWEEN.join(came) or None
        if not self.new_pairs(row):
            row.current[self.place["since"]] = self.get(row, "since")
        else:
            row.current[self.place["since"]] = None

    def atom_of(self, region: Region, name: str) -> str | None:
        return getattr(region, self.columns[name].attribute) or None

    def new_pairs(self, row: SheetRow) -> list[tuple[str, str]]:
        return [pair for pair in self.pairs(row) if pair not in self.successions]

    def need_new(self, row: SheetRow, here: set[str]) -> None:
        """A new region has a name and a kind, and the one above it is known or stands in the file."""
        for name in OF_NEW:
            if not self.get(row, name):
                self.fault(row, name, "required", _("This column must be filled in for somewhere new."))
        parent = parent_of(self.get(row, "code"))
        if parent and parent not in self.known_regions and parent not in here:
            text = _("%(parent)s, the parent of %(code)s, is missing.")
            self.fault(row, "code", "no_parent", text % {"parent": parent, "code": self.get(row, "code")})

    def check_links(self, row: SheetRow, here: set[str]) -> None:
        for name in ("origins", "successor"):
            missing = [
                code for code in split(self.get(row, name)) if code not in self.known_regions and code not in here
            ]
            if missing:
                text = _("There is no region %(codes)s. Enter it first, or in a row of this file.")
                self.fault(row, name, "unknown_region", text % {"codes": ", ".join(missing)})
        if self.new_pairs(row) and not self.get(row, "since"):
            self.fault(row, "since", "required", _("Write since when: a day, or the year."))

    def refuse_circles(self, rows: list[SheetRow]) -> None:
        """Over however many successions, and with what the rows above say."""
        heirs = dict(Region.objects.exclude(superseded_by=None).values_list("code", "superseded_by"))
        for row in rows:
            code, heir, seen = self.get(row, "code"), self.get(row, "successor"), set()
            if heir is None or row.faults:
                continue
            heirs[code] = heir
            while heir in heirs and heir not in {code, *seen}:
                seen.add(heir)
                heir = heirs[heir]
            if heir == code:
                del heirs[code]
                self.fault(row, "successor", "circle", str(CIRCLE))

    def refuse_twice(self, rows: list[SheetRow]) -> list[SheetRow]:
        first: dict[str, int] = {}
        for row in sorted(rows, key=lambda row: row.number):
            if first.setdefault(self.get(row, "code"), row.number) != row.number:
                text = _("The same region stands in row %(row)s already. Leave one of the two out.")
                self.fault(row, "", "twice", text % {"row": first[self.get(row, "code")]})
        return [row for row in rows if not row.faults]

    def write(self, writing: Writing) -> None:
        """What others hang on goes first; what was there before is noted for an undoing."""
        ready = {self.get(row, "code"): row for row in writing.rows()}
        self.touched: list[tuple] = []
        self.noted = {"regions": {}, "successions": []}
        self.load(ready.values())
        super().write(Ordered(writing, in_order(ready, self.named)))
        writing.note(Region, self.touched)
        writing.batch.facts |= {NOTED: self.noted}

    def save_row(self, row: SheetRow) -> None:
        code = self.get(row, "code")
        region = Region.objects.select_for_update().filter(pk=code).first()
        before = region and state_of(region)
        if (region is None) != (row.pk is None) or (region and self.is_stale(row, region)):
            raise ValidationError(_("Somebody has changed this record in the meantime. Check the file again."))
        region = region or Region(code=code, level=level_of(code), parent_id=parent_of(code) or None)
        for name in OWN:
            if self.get(row, name) is not None:
                setattr(region, self.columns[name].attribute, self.get(row, name))
        if row.pk is None and self.get(row, "since"):
            region.valid_from = self.day_of(row)[0]
        region.full_clean()
        region.save(force_insert=row.pk is None)
        made = [pair for pair in self.pairs(row) if self.succeed(row, pair)]
        self.noted["regions"][code] = [before, state_of(region)]
        self.noted["successions"] += made
        self.touched.append((number_of(code), row.number, row.pk is None, 1))

    def is_stale(self, row: SheetRow, region: Region) -> bool:
        return any(self.atom_of(region, name) != row.current[self.place[name]] for name in OWN)

    def succeed(self, row: SheetRow, pair: tuple[str, str]) -> bool:
        old, new = pair
        if Succession.objects.filter(old=old, new=new).exists():
            return False
        day, precision = self.day_of(row)
        succession = Succession(old_id=old, new_id=new, on=day, on_precision=precision)
        succession.full_clean()
        succession.save()
        return True

    def day_of(self, row: SheetRow) -> tuple[date, str]:
        known = self.columns["since"].widget.value_of(self.get(row, "since"))
        return known.day, known.precision

    def records(self, model, numbers: list[int]) -> dict:
        if model is not Region:
            return super().records(model, numbers)
        codes = [code for code in self.codes_of(numbers) if code]
        return {number_of(region.pk): region for region in Region.objects.filter(pk__in=codes)}

    def records_gone(self, model, numbers: list[int], batch) -> dict:
        """Regions have no history: what the import noted of them for its undoing."""
        noted = batch.facts.get(NOTED, {"regions": {}})["regions"]
        gone = (Region(pk=code, **dict(zip(STATE, after, strict=True))) for code, (_before, after) in noted.items())
        return {number_of(region.pk): region for region in gone} if model is Region else {}

    def codes_of(self, numbers: list[int]) -> list[str]:
        """The codes behind the numbers that a batch notes for regions."""
        digits = (str(number) for number in numbers)
        return [".".join(filter(None, (one[:2], one[2:4], one[4:6], one[6:]))) for one in digits]

    def record_told(self, record) -> str:
        return f"{record.pk} · {record}" if isinstance(record, Region) else super().record_told(record)


class Ordered:
    """The writing with its rows in another order."""

    def __init__(self, writing: Writing, rows: list[SheetRow]) -> None:
        self.writing, self._rows = writing, rows

    def rows(self) -> list[SheetRow]:
        return self._rows

    def __getattr__(self, name: str):
        return getattr(self.writing, name)


def in_order(rows: dict[str, SheetRow], named) -> list[SheetRow]:
    """Each row after those of the regions that it names."""
    ordered: dict[str, SheetRow] = {}
    waiting: set[str] = set()

    def take(code: str) -> None:
        if code in ordered or code in waiting or code not in rows:
            return
        waiting.add(code)
        for other in named(rows[code]):
            take(other)
        ordered[code] = rows[code]

    for code in sorted(rows):
        take(code)
    return list(ordered.values())


def split(codes: str | None) -> list[str]:
    return codes.split(BETWEEN) if codes else []
