"""A file that was brought in: what became of it, every record it touched; and what is prepared to be taken out."""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.models import User
from wksbm.fields import LineField

KEPT_FOR = timedelta(hours=24)  # files of a batch that nobody finished


def new_token() -> str:
    return secrets.token_hex(16)


class OwnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own: nobody sees what a colleague has brought in or taken out."""
        return self.filter(user=user.pk) if user.is_active and user.roles else self.none()


class ImportBatch(models.Model):
    """One file on its way into the registry: uploaded → checked → written → undone.

    Until it is written nothing of it stands in the registry. While `job` names a work that runs, the batch stands in
    the state from which that work began: a work that was killed has changed nothing.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("not yet checked")
        CHECKED = "checked", _("checked, nothing brought in yet")
        WRITTEN = "written", _("brought in")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("thrown away")

    class Job(models.TextChoices):
        CHECK = "check", _("is being checked")
        WRITE = "write", _("is being brought in")
        UNDO = "undo", _("is being undone")

    user = models.ForeignKey(User, models.PROTECT, related_name="import_batches", verbose_name=_("by"))
    sheet = models.CharField(_("sheet"), max_length=30)
    file_name = LineField(_("file"), max_length=120)
    size = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=32, default=new_token, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    job = models.CharField(max_length=5, choices=Job.choices, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, related_name="continued_by", null=True, blank=True)
    options = models.JSONField(default=dict)  # which sheet of the file, where its header stands, what its columns mean
    counts = models.JSONField(default=dict)  # rows by kind: read, new, changed, same, similar, wrong, refused
    facts = models.JSONField(default=dict)  # what the file was like, what an undoing came to, why a work failed
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(_("brought in"), null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "-id"], name="import_of_user")]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("spreadsheets:batch", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether its files are still kept: it may be checked again and brought in."""
        return self.state in (self.State.UPLOADED, self.State.CHECKED)

    @property
    def parent_unseen(self) -> bool:
        """Whether the import that this one continues was brought in after this one was checked: whoever has no NIK
        would come in twice. Or undone: whoever stands there as the same would not come in at all."""
        written = self.parent and self.parent.state == self.State.WRITTEN and self.facts.get("parent_open")
        return bool(written) or self.parent_undone

    @property
    def parent_undone(self) -> bool:
        undone_at = self.parent and self.parent.undone_at
        return bool(undone_at and self.checked_at and undone_at > self.checked_at)

    @property
    def held_back(self) -> str:
        """Why it cannot be brought in before something is done about the import that it continues; else ""."""
        if self.parent_undone:
            text = _("Import %(number)s, which this file continues, was undone meanwhile: check this file anew.")
        elif self.parent_unseen:
            text = _("Import %(number)s, which this file continues, was brought in meanwhile: check this file anew.")
        elif self.parent and self.parent.is_open:
            text = _(
                "Import %(number)s, which this file continues, is still open: bring it in first, or throw it away."
            )
        else:
            return ""
        return str(text) % {"number": self.parent.pk}

    @property
    def ends_at(self):
        return self.created_at + KEPT_FOR

    @property
    def reason(self) -> str:
        """What stands as reason in the history of every record that it touched."""
        return _("Import %(number)s, %(file)s") % {"number": self.pk, "file": self.file_name}

    @classmethod
    def overdue(cls):
        """Open ones whose files have been kept for 24 hours."""
        return cls.objects.filter(
            state__in=(cls.State.UPLOADED, cls.State.CHECKED), created_at__lt=timezone.now() - KEPT_FOR
        )


class BatchRow(models.Model):
    """A record that a batch created or changed. `version` is the one it had afterwards: a later one was edited since;
    `before` the one it had until then, 0 of what the batch created.

    `number` is the row in the file; 0 where a record came along (the person of a new member).
    """

    class Outcome(models.TextChoices):
        REVERSED = "reversed", _("as it was before")
        EDITED = "edited", _("kept: somebody has changed it since")
        USED = "used", _("kept: other records hang on it")
        BELONGS = "belongs", _("kept with what it belongs to")
        GONE = "gone", _("is no longer there")
        OUTSIDE = "outside", _("kept: it is no longer yours to change")
        CLASHES = "clashes", _("could not: what stood there before is gone or taken by now")

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows", db_index=False)
    label = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    number = models.PositiveIntegerField(default=0)
    created = models.BooleanField()
    version = models.PositiveIntegerField(default=1)
    before = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["batch", "number", "pk"]
        indexes = [models.Index(fields=["batch", "label", "object_id"], name="batch_row_object")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number} {self.label} {self.object_id}"


class KnownHeader(models.Model):
    """What a column of that header means, as its user said once; `column` is empty for one to be left out."""

    user = models.ForeignKey(User, models.CASCADE, related_name="known_headers")
    sheet = models.CharField(max_length=30)
    header = LineField(max_length=120)
    column = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("known header")
        verbose_name_plural = _("known headers")
        constraints = [models.UniqueConstraint(fields=["user", "sheet", "header"], name="one_meaning_a_header")]

    def __str__(self) -> str:
        return f"{self.header} = {self.column}"


class Download(models.Model):
    """A large list that is written in the background, to be fetched by who asked for it; gone after 24 hours.

    `route`, `path` and `choice` say which list, with which filters and in which form.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("is being written")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be written")

    user = models.ForeignKey(User, models.PROTECT, related_name="downloads")
    title = LineField(max_length=120)
    route = models.CharField(max_length=60)
    path = models.TextField()
    choice = models.JSONField(default=dict)
    token = models.CharField(max_length=32, default=new_token, unique=True)
    file_name = LineField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "-id"], name="download_of_user", condition=Q(fetched_at=None))]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"
