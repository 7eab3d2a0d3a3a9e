"""WKSBM, KUBE and KPS as groups with a life; a WKSBM is a parent of groups, not a kind beside them."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wksbm.accounts.models import User
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.dates import in_words
from wksbm.fields import LineField, NoteField, PrecisionField, RtRwField
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

    def named(self, text: str):
        """Whose name holds every word of `text`, old spellings included."""
        query, words = Q(), name_key(text).split()
        for word in words:
            query &= Q(name_key__contains=word)
        return self.filter(query) if words else self.none()

    def serving(self):
        """Neither dissolved nor merged."""
        return self.filter(status__in=[SocialGroup.Status.PREPARING, SocialGroup.Status.ACTIVE])

    def alive(self, on: date):
        """Founded by the day `on` and not closed by then, as far as dates tell.

        An unknown founding counts as long ago. The end of a group has no date of its own, so it is the day on which
        its end was entered.
        """
        closed = [SocialGroup.Status.DISSOLVED, SocialGroup.Status.MERGED]
        ended = SocialGroup.history.filter(status__in=closed, history_date__date__lte=on).values("id")
        founded = Q(founded_on__lte=on) | Q(founded_on__isnull=True)
        return self.filter(founded).exclude(status__in=closed, pk__in=ended)

    def dormant(self, today: date):
        """Active on paper, but silent for longer than the setting DORMANT_AFTER_DAYS."""
        since = today - timedelta(days=settings.DORMANT_AFTER_DAYS)
        silent = Q(last_activity_on__lt=since) | Q(last_activity_on__isnull=True)
        return self.filter(silent, status=SocialGroup.Status.ACTIVE)


class SocialGroup(Record):
    """A group of the register. "Dormant" is derived from `last_activity_on`, which the activities floor writes."""

    class Kind(models.TextChoices):
        WKSBM = "wksbm", _("WKSBM (umbrella)")
        KUBE = "kube", _("KUBE")
        KPS = "kps", _("KPS (local association)")

    class Origin(models.TextChoices):
        COMMUNITY = "community", _("founded by residents")
        GOVERNMENT = "government", _("founded by government")
        INDIVIDUAL = "individual", _("founded by one person")

    class Reach(models.TextChoices):
        RT = "rt", _("RT")
        RW = "rw", _("RW")
        HAMLET = "hamlet", _("hamlet")
        VILLAGE = "village", _("desa or kelurahan")
        WIDER = "wider", _("wider than the village")

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
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    founded_on_precision = PrecisionField()
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, blank=True)
    initiator = LineField(_("initiator"), max_length=120, blank=True)
    scope_level = models.CharField(_("works in"), max_length=8, choices=Reach.choices, blank=True)
    business = LineField(_("business or work"), max_length=120, blank=True, help_text=_("For example: weaving."))
    secretariat = LineField(_("secretariat"), max_length=200, blank=True)
    phone = LineField(_("phone"), max_length=20, blank=True)
    purpose = NoteField(_("purpose"), max_length=1000)
    declared_members = models.PositiveIntegerField(
        _("members by its own count"), null=True, blank=True, help_text=_("Where there is no list of names yet.")
    )
    declared_on = models.DateField(_("counted on"), null=True, blank=True)
    registration_number = LineField(_("number at the Dinas"), max_length=60, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
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


class Coverage(Record):
    """An RT or RW in which a group works (RT numbers run through the kelurahan in some towns)."""

    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="coverage")
    rt = RtRwField(_("RT"))
    rw = RtRwField(_("RW"))

    history = recorded()

    class Meta:
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")
        ordering = ["rw", "rt"]
        constraints = [models.UniqueConstraint(fields=["group", "rw", "rt"], name="one_coverage_an_rt")]

    def __str__(self) -> str:
        return f"RT {self.rt}/RW {self.rw}"


class Component(Record):
    """A group that belongs to a WKSBM, since when and until when."""

    umbrella = models.ForeignKey(SocialGroup, models.PROTECT, related_name="components")
    part = models.ForeignKey(SocialGroup, models.PROTECT, related_name="umbrellas")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["part__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["umbrella", "part"], condition=Q(until__isnull=True), name="one_open_component"
            ),
            models.CheckConstraint(condition=~Q(umbrella=F("part")), name="component_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.part} · {self.umbrella}"

    def clean(self) -> None:
        if self.umbrella.kind != SocialGroup.Kind.WKSBM:
            raise ValidationError({"umbrella": _("Only a WKSBM has component groups.")})


class LeadershipQuerySet(models.QuerySet):
    def alive(self, on: date):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Leadership(Record):
    """An account that leads or accompanies a group: the reach of leaders and companions is held here."""

    class Role(models.TextChoices):
        LEADER = "leader", _("group leader")
        COMPANION = "companion", _("companion")

    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="leaderships")
    user = models.ForeignKey(User, models.PROTECT, related_name="leaderships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.LEADER)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = LeadershipQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("leader's account")
        verbose_name_plural = _("leaders' accounts")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user", "role"], condition=Q(ends_on__isnull=True), name="one_open_leadership"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="leadership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.group}"
