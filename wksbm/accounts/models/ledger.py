"""The seals over history and log rows: a salted digest a row, a chained digest a batch; and what was erased."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.models.accounts import User
from wksbm.fields import LineField


class UnsealedRow(models.Model):
    """A row of an append-only table that waits for its seal; a trigger adds it in the transaction of the row."""

    table = models.CharField(max_length=63)
    row = models.BigIntegerField()

    class Meta:
        verbose_name = _("row to be sealed")
        verbose_name_plural = _("rows to be sealed")

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class SealedShape(models.Model):
    """The columns that the rows of a table had when they were sealed: a table may be given more of them later."""

    table = models.CharField(max_length=63)
    columns = models.TextField()

    class Meta:
        verbose_name = _("shape of sealed rows")
        verbose_name_plural = _("shapes of sealed rows")
        constraints = [models.UniqueConstraint(fields=["table", "columns"], name="one_shape")]

    def __str__(self) -> str:
        return f"{self.table}: {self.columns}"


class SealBatch(models.Model):
    """Rows sealed together: `digest` is SHA-256 over the previous batch's digest and the digests of the rows.

    Batches are numbered one after the other, without a gap.
    """

    at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("batch of seals")
        verbose_name_plural = _("batches of seals")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Erasure(models.Model):
    """A person whose data were erased: who decided, when, why, and how many rows were blanked. No value."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="erasures", verbose_name=_("by"))
    person = models.BigIntegerField(_("number of the person"))
    reason = LineField(_("reason"), max_length=200)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d}"


class RowSeal(models.Model):
    """SHA-256 of a row's content and its salt. An erasure takes the salt away and leaves the digest in the chain."""

    batch = models.ForeignKey(SealBatch, models.PROTECT, related_name="seals")
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    shape = models.ForeignKey(SealedShape, models.PROTECT, related_name="seals", db_index=False, db_constraint=False)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="seals", null=True, blank=True)

    class Meta:
        verbose_name = _("seal of a row")
        verbose_name_plural = _("seals of rows")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="one_seal_a_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class ErasurePermit(models.Model):
    """Lets one transaction change append-only rows: added and taken away inside it, so nobody else ever sees it."""

    transaction = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("permit to erase")
        verbose_name_plural = _("permits to erase")

    def __str__(self) -> str:
        return str(self.transaction)
