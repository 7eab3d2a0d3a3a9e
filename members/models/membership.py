"""Who belongs to which group, since when and until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from members.models.dated import DatedQuerySet
from members.models.identity import IdentityMatch
from wksbm.dates import in_words
from wksbm.fields import LineField, PrecisionField
from wksbm.people.models import Person
from wksbm.records import Record, recorded
from wksbm.scans import ScanField


class MembershipQuerySet(DatedQuerySet):
    def current(self, on: date):
        """Without names that the village refused or the group took back: those never were members."""
        return super().current(on).filter(void=False)

    def roster(self, group, on: date):
        """The members of a group on a day, in the order of their numbers, with their people or waiting names."""
        rows = self.in_group(group).current(on).select_related("person__village", "identity__group__village", "group")
        return rows.by_number()

    def by_number(self):
        named = Coalesce("person__name_key", "identity__name_key")
        return self.order_by(F("number").asc(nulls_last=True), named, "pk")

    def keys_of_roster(self, group, on: date):
        """The keys of the members of a group on a day, in the same order."""
        return self.in_group(group).current(on).by_number().values_list("pk", flat=True)

    def left_before(self, group, on: date):
        """Who had left the group before that day, the latest first."""
        rows = self.in_group(group).filter(left_on__lt=on, void=False)
        return rows.select_related("person__village", "identity__group", "group").order_by("-left_on", "-pk")


class Membership(Record):
    class Channel(models.TextChoices):
        LEADER = "leader", _("invited by the leader")
        MEMBER = "member", _("invited by a member")
        FAMILY = "family", _("heard from family or friends")
        OFFICER = "officer", _("sent by a village officer or TKSK")
        OWN = "own", _("came by herself")

    class Mode(models.TextChoices):
        DIRECT = "direct", _("joined directly")
        ORAL = "oral", _("registered orally")
        WRITTEN = "written", _("registered in writing")

    class Consent(models.TextChoices):
        ORAL = "oral", _("said yes")
        WRITTEN = "written", _("signed")

    class Leaving(models.TextChoices):
        OWN_WISH = "own_wish", _("own wish")
        MOVED = "moved", _("moved away")
        DECEASED = "deceased", _("passed away")
        INACTIVE = "inactive", _("came no more")
        EXCLUDED = "excluded", _("excluded by the group")
        GROUP_ENDED = "group_ended", _("the group ended")
        OTHER = "other", _("other")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", null=True, blank=True, verbose_name=_("person")
    )
    identity = models.ForeignKey(
        IdentityMatch,
        models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("name to be matched"),
    )
    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="memberships", verbose_name=_("group"))
    number = models.PositiveIntegerField(_("member number"), null=True, blank=True)
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    joined_on_precision = PrecisionField()
    channel = models.CharField(_("came by"), max_length=10, choices=Channel.choices, blank=True)
    registration_mode = models.CharField(_("registration"), max_length=10, choices=Mode.choices, blank=True)
    left_on = models.DateField(_("last day"), null=True, blank=True)
    left_kind = models.CharField(_("why"), max_length=11, choices=Leaving.choices, blank=True)
    left_reason = LineField(_("reason"), max_length=200, blank=True)
    void = models.BooleanField(default=False, editable=False)
    consent = models.CharField(_("agreement to join"), max_length=7, choices=Consent.choices, blank=True)
    form_scan = ScanField(_("scan of the form"), blank=True)

    objects = MembershipQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["group", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(left_on__isnull=True, void=False),
                name="one_open_membership",
                violation_error_message=_("This person is a member of the group already."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(identity__isnull=False), name="member_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day lies before the day of joining."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.group}"

    def get_absolute_url(self) -> str:
        return reverse("members:roster", args=[self.group_id])

    @property
    def who(self) -> Person | IdentityMatch:
        """The person, or the name that still waits to be matched."""
        return self.person if self.person_id else self.identity

    @property
    def name(self) -> str:
        return str(self.who)

    @property
    def area_code(self) -> str:
        return self.group.village_id

    @property
    def joined_words(self) -> str:
        return in_words(self.joined_on, self.joined_on_precision, short=True)
