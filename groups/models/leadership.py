"""Accounts that lead or accompany a group: the reach of leaders and companions is held here."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import SocialGroup
from wksbm.accounts.models import User
from wksbm.records import Record, recorded


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

    def lasts(self, on: date) -> bool:
        """Whether it is alive on the day `on`, or still to begin."""
        return self.ends_on is None or self.ends_on >= on
