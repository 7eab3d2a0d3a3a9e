"""A name that a group uses and the registry does not know yet: it waits until the village says who it is."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from wksbm.accounts.models import User
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.dates import age_known, in_words
from wksbm.fields import LineField, NameField, PrecisionField, RtRwField
from wksbm.people.models import Person
from wksbm.records import Record, recorded
from wksbm.regions.models import Kind
from wksbm.text import name_key


class IdentityQuerySet(ScopedQuerySet):
    record = "identity_match"
    area_path = "group__village"

    def waiting(self):
        return self.filter(status=IdentityMatch.Status.WAITING)

    def called(self, text: str):
        """Whose name holds every word of `text`, old spellings included."""
        words = name_key(text).split()
        return self.filter(*(Q(name_key__contains=word) for word in words)) if words else self.none()


class IdentityMatch(Record):
    """What the group knows of somebody whom it enrolled by name. Memberships and offices point here until the village
    has matched it; then they point to the person, and this row says who decided that, when and why."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MATCHED = "matched", _("is a known person")
        ENTERED = "entered", _("entered as a new person")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn by the group")

    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="identities", verbose_name=_("group"))
    name = NameField(_("name"), help_text=_("As on the KTP or KK, without titles."))
    name_key = models.CharField(max_length=150, editable=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Person.Sex.choices, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_date_precision = PrecisionField()
    rt = RtRwField(_("RT"))
    rw = RtRwField(_("RW"))
    hint = LineField(
        _("how to find her or him"), max_length=200, blank=True, help_text=_("For example: wife of Pak Yosef, RT 3.")
    )
    status = models.CharField(_("state"), max_length=9, choices=Status.choices, default=Status.WAITING)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="identities", null=True, blank=True, verbose_name=_("person")
    )
    reason = LineField(_("reason"), max_length=200, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    told_on = models.DateField(_("read by the leader on"), null=True, blank=True, editable=False)

    objects = IdentityQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("name to be matched")
        verbose_name_plural = _("names to be matched")
        ordering = ["pk"]
        indexes = [models.Index(fields=["group", "status"], name="identity_group_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["matched", "entered"], person__isnull=False)
                | ~Q(status__in=["matched", "entered"]) & Q(person__isnull=True),
                name="matched_has_a_person",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:identity", args=[self.pk])

    def save(self, **kwargs) -> None:
        self.name_key = name_key(self.name)[:150]
        super().save(**kwargs)

    @property
    def area_code(self) -> str:
        return self.group.village_id

    @property
    def birth_words(self) -> str:
        return in_words(self.birth_date, self.birth_date_precision, short=True)

    @property
    def rt_rw(self) -> str:
        parts = [f"RT {self.rt}" if self.rt else "", f"RW {self.rw}" if self.rw else ""]
        return "/".join(filter(None, parts))

    def age(self, on: date) -> int | None:
        return age_known(self.birth_date, self.birth_date_precision, on)

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def standing(self) -> str:
        """Where the name stands, in the words of the group."""
        if not self.is_waiting:
            return self.get_status_display()
        kelurahan = self.group.village.kind == Kind.KELURAHAN
        return _("waits for the kelurahan") if kelurahan else _("waits for the desa")
