"""WKSBM, KUBE and KPS as groups with a life; a WKSBM is a parent of groups, not a kind beside them."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models.aspects import IdentityAspect, MembershipAspect, ProgrammeAspect, ResourcesAspect
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.dates import in_words
from wksbm.fields import LineField
from wksbm.name_search import containing
from wksbm.records import Record, recorded
from wksbm.regions.models import Region
from wksbm.text import name_key


class GroupType(Record):
    """A row of the list of group types (the papers' sections); `code` is stable, retired types stay."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = LineField(_("name"), max_length=120)
    section = LineField(_("section"), max_length=40)
    is_group = models.BooleanField(_("has members"), default=True)
    max_members = models.PositiveSmallIntegerField(_("most members"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(_("retired"), default=False)

    history = recorded()

    class Meta:
        verbose_name = _("group type")
        verbose_name_plural = _("group types")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class GroupQuerySet(ScopedQuerySet):
    record = "group"
    place_tells = True

    def named(self, text: str):
        """Whose name holds every word of `text`, old spellings included."""
        query = containing(self.model, text)
        return self.none() if query is None else self.filter(query)

    def serving(self):
        """Neither dissolved nor merged."""
        return self.filter(status__in=[SocialGroup.Status.PREPARING, SocialGroup.Status.ACTIVE])

    def alive(self, on: date):
        """Founded by the day `on` and not ended by then; an unknown founding counts as long ago."""
        founded = Q(founded_on__lte=on) | Q(founded_on__isnull=True)
        return self.filter(founded).exclude(ended_on__lte=on)

    def dormant(self, today: date):
        """Active on paper, but silent for longer than the setting DORMANT_AFTER_DAYS."""
        since = today - timedelta(days=settings.DORMANT_AFTER_DAYS)
        silent = Q(last_activity_on__lt=since) | Q(last_activity_on__isnull=True)
        return self.filter(silent, status=SocialGroup.Status.ACTIVE)


class SocialGroup(IdentityAspect, MembershipAspect, ResourcesAspect, ProgrammeAspect, Record):
    """A group of the register. "Dormant" is derived from `last_activity_on`, which the activities floor writes."""

    class Kind(models.TextChoices):
        WKSBM = "wksbm", _("WKSBM (umbrella)")
        KUBE = "kube", _("KUBE")
        KPS = "kps", _("KPS (local association)")
        POST = "post", _("service post (Puspelkesos)")

    class Status(models.TextChoices):
        PREPARING = "preparing", _("preparing")
        ACTIVE = "active", _("active")
        DISSOLVED = "dissolved", _("dissolved")
        MERGED = "merged", _("merged")

    kind = models.CharField(pgettext_lazy("group", "kind"), max_length=6, choices=Kind.choices)
    type = models.ForeignKey(
        GroupType, models.PROTECT, related_name="groups", null=True, blank=True, verbose_name=_("type")
    )
    name = LineField(_("name of the group"), max_length=120, help_text=_("As on its papers."))
    name_key = models.CharField(max_length=150, editable=False)
    village = models.ForeignKey(
        Region, models.PROTECT, related_name="groups", db_index=False, verbose_name=_("desa or kelurahan")
    )
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="absorbed",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("merged into"),
    )
    no_links = models.BooleanField(_("has no network yet"), default=False)
    last_activity_on = models.DateField(null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()
    history = recorded(excluded_fields=["last_activity_on"])

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["village", "name_key"], name="group_village_name"),
            models.Index(fields=["village", "last_activity_on"], name="group_village_silence"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:detail", args=[self.pk])

    def clean(self) -> None:
        if self.type_id and not self.type.is_group:
            raise ValidationError({"type": _("This is a place or an office, not a group with members.")})

    def save(self, **kwargs) -> None:
        self.name_key = name_key(self.name)[:150]
        super().save(**kwargs)

    @property
    def area_code(self) -> str:
        return self.village_id

    @property
    def is_open(self) -> bool:
        """A dissolved or merged group is read-only."""
        return self.status in (self.Status.PREPARING, self.Status.ACTIVE)

    @property
    def founded_words(self) -> str:
        return in_words(self.founded_on, self.founded_on_precision, short=True)

    def state(self, today: date) -> tuple[str, str]:
        """The state to show and its word: as typed, or dormant by its silence."""
        since = today - timedelta(days=settings.DORMANT_AFTER_DAYS)
        if self.status == self.Status.ACTIVE and (self.last_activity_on is None or self.last_activity_on < since):
            if self.last_activity_on is None:
                return "dormant", _("No activity yet")
            days = (today - self.last_activity_on).days
            return "dormant", _("No activity for %(days)s days") % {"days": days}
        return self.status, self.get_status_display().capitalize()
