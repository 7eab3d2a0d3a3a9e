"""Indonesia's regions with the ministry's codes, other spellings, splits, and counts that have no names behind them."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from wksbm.dates import in_words
from wksbm.fields import LineField, NoteField, PrecisionField
from wksbm.records import Record, recorded_below_accounts
from wksbm.regions.codes import Level, lies_under, path_of
from wksbm.regions.fields import CodeField
from wksbm.regions.querysets import RegionQuerySet, TallyQuerySet
from wksbm.text import place_key


class Kind(models.TextChoices):
    PROVINSI = "provinsi", _("province")
    KABUPATEN = "kabupaten", _("regency")
    KOTA = "kota", _("city")
    KECAMATAN = "kecamatan", _("district")
    KELURAHAN = "kelurahan", _("kelurahan")
    DESA = "desa", _("desa")
    DESA_ADAT = "desa_adat", _("desa adat")


LEVEL_OF_KIND = {
    Kind.PROVINSI: Level.PROVINCE,
    Kind.KABUPATEN: Level.REGENCY,
    Kind.KOTA: Level.REGENCY,
    Kind.KECAMATAN: Level.DISTRICT,
    Kind.KELURAHAN: Level.VILLAGE,
    Kind.DESA: Level.VILLAGE,
    Kind.DESA_ADAT: Level.VILLAGE,
}
CIRCLE = _("That region is itself superseded by this one.")
# Official names below the regency lack the kind, those of regencies and of desa adat begin with it.
SPOKEN_BEFORE = {Kind.KECAMATAN: "Kecamatan", Kind.KELURAHAN: "Kelurahan", Kind.DESA: "Desa"}
WRITTEN_BEFORE = re.compile(r"(?:Kabupaten|Kota|Desa Adat) ", re.IGNORECASE)
WIB = [*range(11, 20), 21, *range(31, 37), 61, 62]
WITA = [51, 52, 53, 63, 64, 65, *range(71, 77)]
WIT = [81, 82, *range(91, 98)]
ZONE_OF_PROVINCE = (
    dict.fromkeys(map(str, WIB), ZoneInfo("Asia/Jakarta"))
    | dict.fromkeys(map(str, WITA), ZoneInfo("Asia/Makassar"))
    | dict.fromkeys(map(str, WIT), ZoneInfo("Asia/Jayapura"))
)


def bare_name(name: str, kind: str) -> str:
    """Without the kind that its official name begins with: Bone for Kabupaten Bone."""
    return name if kind in (Kind.PROVINSI, *SPOKEN_BEFORE) else WRITTEN_BEFORE.sub("", name, count=1)


def search_name_of(name: str, kind: str) -> str:
    """The key under which a region is searched."""
    return place_key(bare_name(name, kind))


class Region(models.Model):
    """A province, regency, district or village of the ministry's list (Kepmendagri 300.2.2-2138/2025)."""

    code = CodeField(_("code"), primary_key=True)
    name = LineField(_("name"), max_length=100)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        db_index=False,
        verbose_name=_("part of"),
    )
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    search_name = models.CharField(max_length=100, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced",
        db_index=False,
        verbose_name=_("superseded by"),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["parent"], name="region_parent"),
            models.Index(fields=["search_name"], name="region_search_name"),
            models.Index(
                fields=["superseded_by"], name="region_superseded_by", condition=models.Q(superseded_by__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=Level.PROVINCE, parent=None) | models.Q(level__gt=1, parent__isnull=False),
                name="region_has_parent",
                violation_error_message=_("Only a province stands under no other region."),
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by=None) | ~models.Q(superseded_by=models.F("code")),
                name="region_not_its_own_successor",
                violation_error_message=_("A region cannot supersede itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{SPOKEN_BEFORE.get(self.kind, '')} {self.name}".lstrip()

    def clean(self) -> None:
        self.search_name = search_name_of(self.name, self.kind)
        heir, seen = self.superseded_by_id, {self.code}
        while heir and heir not in seen:
            seen.add(heir)
            heir = Region.objects.filter(pk=heir).values_list("superseded_by", flat=True).first()
            if heir == self.code:
                raise ValidationError({"superseded_by": CIRCLE})

    @property
    def time_zone(self) -> ZoneInfo:
        """WIB, WITA or WIT by the province; the office's own zone for a province that is not known."""
        return ZONE_OF_PROVINCE.get(self.code[:2]) or timezone.get_default_timezone()

    def today(self) -> date:
        """The day it is now in this region."""
        return timezone.localdate(timezone=self.time_zone)

    def path(self) -> list[str]:
        """Its ancestors' codes from the province down, and its own at the end."""
        return path_of(self.code)

    def contains(self, code: str) -> bool:
        """Is `code` this region or anything in it?"""
        return lies_under(code, self.code)

    def current(self) -> "Region":
        """Itself, or the region that took its place, over however many successions."""
        region, seen = self, set()
        while region.superseded_by_id and region.code not in seen:
            seen.add(region.code)
            region = region.superseded_by
        return region


class RegionAlias(models.Model):
    """Another spelling of a region's name; the first one of a region is what the papers print (Ta', not Ta)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="aliases", verbose_name=_("region"))
    name = LineField(_("name"), max_length=100)
    search_name = models.CharField(max_length=100, editable=False, db_index=True)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="alias_once_per_region",
                violation_error_message=_("This spelling is already listed for the region."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_name = place_key(self.name)
        super().save(*args, **kwargs)


class Succession(models.Model):
    """A region was split, merged or renumbered: `new` came out of `old`. Many to many, one row for each pair."""

    old = models.ForeignKey(Region, models.PROTECT, related_name="successions", verbose_name=_("old region"))
    new = models.ForeignKey(Region, models.PROTECT, related_name="origins", verbose_name=_("new region"))
    on = models.DateField(_("date"))
    on_precision = PrecisionField()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["on", "old_id", "new_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="succession_once",
                violation_error_message=_("This succession is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}, {in_words(self.on, self.on_precision)}"


class Subject(models.TextChoices):
    PMKS = "pmks", _("PMKS")
    GROUP_TYPE = "group_type", _("group type")
    POOR_POPULATION = "poor_population", _("poor population")


class Unit(models.TextChoices):
    INDIVIDUAL = "individual", _("individuals")
    FAMILY = "family", _("families")
    DWELLING = "dwelling", _("dwellings")
    COMMUNITY = "community", _("communities")
    GROUP = "group", _("groups")
    FACILITY = "facility", _("facilities")


class Tally(Record):
    """A count without names, as a source printed it. Never summed with named records; no count means unknown, not 0."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="tallies", db_index=False, verbose_name=_("region"))
    subject = models.CharField(_("subject"), max_length=20, choices=Subject.choices)
    code = models.CharField(_("code"), max_length=40, blank=True, help_text=_("Empty: the label has no code."))
    label_as_printed = LineField(_("label as printed"), max_length=200)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, validators=[MaxValueValidator(9999)], help_text=_("The order of the printed table.")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)])
    count = models.PositiveIntegerField(
        _("count"), null=True, blank=True, validators=[MaxValueValidator(999_999_999)], help_text=_("Empty: unknown.")
    )
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices, blank=True)
    source = LineField(_("source"), max_length=200)
    published = models.BooleanField(_("published"), default=False)
    note = NoteField(_("note"))

    objects = TallyQuerySet.as_manager()
    history = recorded_below_accounts()

    class Meta:
        verbose_name = _("count without names")
        verbose_name_plural = _("counts without names")
        ordering = ["-year", "subject", "position", "region_id"]  # "region" alone would join
        indexes = [models.Index(fields=["region", "year"], name="tally_region_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "region", "year", "subject", "label_as_printed"],
                name="tally_once_per_source",
                violation_error_message=_("This source already has a count for this region, year, subject and label."),
            ),
        ]

    def __str__(self) -> str:
        count = "?" if self.count is None else number_format(self.count, force_grouping=True)
        return f"{self.label_as_printed} {self.year}, {self.region}: {count}"
