"""The KUBE programme: its stages T0 to T3, each step of which leaves a dated row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models.group import SocialGroup
from wksbm.fields import NoteField
from wksbm.records import Record, recorded


class Kube(Record):
    """What a KUBE has beyond a group. `stage` is written by services.advance_stage alone (Juknis KUBE 2015)."""

    class Stage(models.TextChoices):
        T0 = "T0", _("T0 preparation")
        T1 = "T1", _("T1 founding and first business")
        T2 = "T2", _("T2 development of the business")
        T3 = "T3", _("T3 partnership")

    class Business(models.TextChoices):
        PRODUCTION = "production", _("production")
        SERVICES = "services", _("services")

    group = models.OneToOneField(SocialGroup, models.PROTECT, related_name="kube", verbose_name=_("group"))
    business_kind = models.CharField(_("kind of business"), max_length=10, choices=Business.choices, blank=True)
    stage = models.CharField(_("stage"), max_length=2, choices=Stage.choices, default=Stage.T0, editable=False)

    history = recorded()

    class Meta:
        verbose_name = _("KUBE")
        verbose_name_plural = _("KUBE")

    def __str__(self) -> str:
        return str(self.group)

    @property
    def next_stage(self) -> str | None:
        order = self.Stage.values
        place = order.index(self.stage) + 1
        return order[place] if place < len(order) else None


class StageChange(Record):
    """A KUBE went from one stage to the next on a day; who said so stands in its history."""

    kube = models.ForeignKey(Kube, models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(_("from"), max_length=2, choices=Kube.Stage.choices, blank=True)
    to_stage = models.CharField(_("to"), max_length=2, choices=Kube.Stage.choices)
    on = models.DateField(_("on"))
    note = NoteField(_("note"), max_length=1000)

    history = recorded()

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["kube", "to_stage"], name="each_stage_once")]

    def __str__(self) -> str:
        return f"{self.kube}: {self.to_stage}"
