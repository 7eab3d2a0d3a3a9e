"""Two groups that look alike and are not the same: said once, remembered."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import SocialGroup
from wksbm.fields import LineField
from wksbm.records import Record, recorded


class DifferentGroups(Record):
    """`first` has the lower number. The pair is not offered again as a likely duplicate."""

    first = models.ForeignKey(SocialGroup, models.PROTECT, related_name="+")
    second = models.ForeignKey(SocialGroup, models.PROTECT, related_name="+")
    reason = LineField(_("reason"), max_length=200, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("different groups")
        verbose_name_plural = _("different groups")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="groups_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="groups_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
