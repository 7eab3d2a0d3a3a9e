"""Papers of a group (SK, AD/ART, agreements): what stands on them, and a scan that is kept encrypted."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import SocialGroup
from wksbm.accounts.scope import ScopedQuerySet, any_of, by_role
from wksbm.dates import in_words
from wksbm.fields import LineField
from wksbm.records import Record, recorded
from wksbm.scans import ScanField

SOON = timedelta(days=60)


class DocumentQuerySet(ScopedQuerySet):
    record = "attachment"
    area_path = "group__village"

    def visible_to(self, user, action: str = "list"):
        """The papers over which `user` may do `action`: an administrator lists none, and reads their histories."""
        return self.filter(any_of(by_role(user, self.model, self.record, self.area_path, action).values()))

    def expiring(self, today: date):
        """Of groups that serve, whose last day lies behind or within the next 60 days, and which none has followed."""
        same = self.model.objects.filter(group=OuterRef("group"), kind=OuterRef("kind"))
        later = same.filter(Q(expires_on__gt=OuterRef("expires_on")) | Q(expires_on=None, pk__gt=OuterRef("pk")))
        serving = [SocialGroup.Status.PREPARING, SocialGroup.Status.ACTIVE]
        ending = self.filter(expires_on__lte=today + SOON, group__status__in=serving)
        return ending.exclude(Exists(later))


class Document(Record):
    class Kind(models.TextChoices):
        DECREE = "decree", _("SK (decree)")
        STATUTES = "statutes", _("AD/ART (statutes)")
        AGREEMENT = "agreement", _("agreement")
        MINUTES = "minutes", _("minutes of a musyawarah")
        OTHER = "other", _("other paper")

    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="documents", verbose_name=_("group"))
    kind = models.CharField(_("kind of paper"), max_length=9, choices=Kind.choices)
    edition = LineField(_("version"), max_length=40, blank=True, help_text=_("For example: amended 2024."))
    number = LineField(_("number"), max_length=80, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    signer = LineField(_("signed by"), max_length=120, blank=True, help_text=_("The office, for example: Camat."))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    scan = ScanField(_("scan"), blank=True)

    objects = DocumentQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("paper of a group")
        verbose_name_plural = _("papers of groups")
        ordering = ["kind", "-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(dated_on__isnull=True) | Q(expires_on__gte=F("dated_on")),
                name="document_expires_after_date",
                violation_error_message=_("It would end before its own date."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#berkas"

    @property
    def area_code(self) -> str:
        return self.group.village_id

    def validity(self, today: date) -> tuple[str, str]:
        """The state of its validity and its word: `over`, `soon`, `valid`, or "" for a paper without a last day."""
        if self.expires_on is None:
            return "", ""
        day = {"day": in_words(self.expires_on, short=True)}
        if self.expires_on < today:
            return "over", _("ended on %(day)s") % day
        return "soon" if self.expires_on <= today + SOON else "valid", _("valid until %(day)s") % day
