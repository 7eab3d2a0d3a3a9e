"""What others say of a person (DTSEN, PKH, BPNT …): recorded with its source and date, never computed here."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.scope import ScopedQuerySet
from wksbm.fields import LineField
from wksbm.records import Record, recorded

YES, NO = "yes", "no"
ANSWERS = ((YES, _("yes")), (NO, _("no")))


class ExternalStatusQuerySet(ScopedQuerySet):
    record = "person"
    area_path = "person__village"

    def visible_to(self, user):
        """Of people whom the user sees; nobody is left behind the rows of an erased one."""
        return super().visible_to(user).filter(person__erased_on__isnull=True).select_related("person")

    def latest(self) -> Iterable["ExternalStatus"]:
        """One a kind: what was said last."""
        newest = {row.kind: row for row in self.order_by("checked_on", "pk")}
        return [newest[kind] for kind in ExternalStatus.Kind.values if kind in newest]


class ExternalStatus(Record):
    """What an edition of somebody else's list says of a person. `value`: desil 1 to 10, yes or no, or a text."""

    class Kind(models.TextChoices):
        DESIL = "dtsen_desil", _("DTSEN desil")
        PKH = "pkh", _("PKH")
        BPNT = "bpnt", _("BPNT (sembako)")
        PBI_JK = "pbi_jk", _("PBI JK")
        OTHER = "other", _("other aid")

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="statuses", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    value = LineField(_("value"), max_length=60)
    source = LineField(_("source"), max_length=80)
    edition = LineField(_("edition"), max_length=20, help_text=_("Year and quarter: 2026-1."))
    checked_on = models.DateField(_("date of the list"))

    objects = ExternalStatusQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("data from outside")
        verbose_name_plural = _("data from outside")
        ordering = ["kind", "-checked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "edition"], name="one_status_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.told}"

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    @property
    def area_code(self) -> str:
        return self.person.village_id

    @property
    def told(self) -> str:
        return self.words_of(self.value)

    @staticmethod
    def words_of(value: str) -> str:
        """A value as people read it."""
        return str(dict(ANSWERS).get(value, value))
