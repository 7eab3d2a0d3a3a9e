"""Cases of sensitivity 3 (violence, HIV, prison …): sealed, and without a key from or to any record of a person."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.models import User
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.fields import SealedField
from wksbm.records import Record, recorded
from wksbm.regions.models import Region


class SealedCaseQuerySet(ScopedQuerySet):
    record = "sealed"


class SealedCase(Record):
    """A confidential referral. Who sent it keeps the receipt and never sees the case again.

    In the clear stand only the village, the day, the state and who sent it. `content` is JSON (see
    beneficiaries.sealed.Content); `person_index` is the keyed fingerprint of the NIK, if one was given, so that an
    erasure and a report find the case: to whoever lacks the keys it links to nobody.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CONFIRMED = "confirmed", _("confirmed")
        CLOSED = "closed", _("closed")

    receipt = models.CharField(_("receipt"), max_length=12, unique=True)
    village = models.ForeignKey(
        Region, models.PROTECT, related_name="sealed_cases", db_index=False, verbose_name=_("desa or kelurahan")
    )
    content = SealedField(_("content"), purpose="sealed_case.content")
    notes = SealedField(_("notes"), purpose="sealed_case.notes")
    person_index = models.CharField(max_length=80, blank=True, editable=False)
    received_on = models.DateField(_("received on"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="sealed_referrals", verbose_name=_("sent by"))
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.WAITING, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)

    objects = SealedCaseQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("sealed case")
        verbose_name_plural = _("sealed cases")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["village", "received_on"], name="sealed_village"),
            models.Index(fields=["person_index"], name="sealed_person"),
        ]

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        return reverse("beneficiaries:sealed-detail", args=[self.pk])

    @property
    def area_code(self) -> str:
        return self.village_id
