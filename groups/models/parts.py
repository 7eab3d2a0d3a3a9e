"""Where a group works, and the groups that make up a WKSBM."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import SocialGroup
from wksbm.fields import RtRwField
from wksbm.records import Record, recorded


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
