"""Who belongs to which group and who holds which office, since when and until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.dates import in_words
from wksbm.fields import LineField, NameField, PrecisionField
from wksbm.people.models import Person
from wksbm.records import Record, recorded


class DatedQuerySet(ScopedQuerySet):
    """Rows with a first and a last day; the last day itself still counts."""

    record = "member"
    area_path = "group__village"
    begins, ends = "joined_on", "left_on"

    def current(self, on: date):
        """Alive on the day `on`; an unknown beginning counts as long ago."""
        begun = Q(**{f"{self.begins}__lte": on}) | Q(**{f"{self.begins}__isnull": True})
        not_over = Q(**{f"{self.ends}__gte": on}) | Q(**{f"{self.ends}__isnull": True})
        return self.filter(begun & not_over)

    def in_group(self, group):
        return self.filter(group=group)


class MembershipQuerySet(DatedQuerySet):
    def roster(self, group, on: date):
        """The members of a group on a day, in the order of their numbers, with their people."""
        people = self.in_group(group).current(on).select_related("person__village")
        return people.order_by(F("number").asc(nulls_last=True), "person__name_key")


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

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="memberships", verbose_name=_("group"))
    number = models.PositiveIntegerField(_("member number"), null=True, blank=True)
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    joined_on_precision = PrecisionField()
    channel = models.CharField(_("came by"), max_length=10, choices=Channel.choices, blank=True)
    registration_mode = models.CharField(_("registration"), max_length=10, choices=Mode.choices, blank=True)
    left_on = models.DateField(_("last day"), null=True, blank=True)
    left_reason = LineField(_("reason"), max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["group", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(left_on__isnull=True),
                name="one_open_membership",
                violation_error_message=_("This person is a member of the group already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day lies before the day of joining."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"

    def get_absolute_url(self) -> str:
        return reverse("members:roster", args=[self.group_id])

    @property
    def area_code(self) -> str:
        return self.group.village_id

    @property
    def joined_words(self) -> str:
        return in_words(self.joined_on, self.joined_on_precision, short=True)


class OfficerTermQuerySet(DatedQuerySet):
    begins, ends = "starts_on", "ends_on"


class OfficerTerm(Record):
    """An office and who held it. Without `person` the office is known and its holder is not (a vacancy, or a paper
    that names only the post); an adviser by virtue of another office stands with that office in `ex_officio`."""

    class Post(models.TextChoices):
        CHAIR = "chair", _("Chair")
        DEPUTY = "deputy", _("Deputy chair")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        ADVISER = "adviser", _("Adviser")
        OTHER = "other", _("Other office")

    class Selection(models.TextChoices):
        ELECTION = "election", _("election")
        DELIBERATION = "deliberation", _("musyawarah")
        APPOINTMENT = "appointment", _("appointment")
        ELDER = "elder", _("respected elder")

    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="officer_terms")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="officer_terms", null=True, blank=True, verbose_name=_("person")
    )
    post = models.CharField(_("office"), max_length=10, choices=Post.choices)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True, help_text=_("I, II … as 1, 2."))
    post_name = NameField(_("name of the office"), max_length=60, blank=True)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    starts_on_precision = PrecisionField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    selection = models.CharField(_("chosen by"), max_length=12, choices=Selection.choices, blank=True)
    ex_officio = LineField(_("by virtue of the office"), max_length=80, blank=True)
    decree = LineField(_("decree"), max_length=80, blank=True)

    objects = OfficerTermQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.group}"

    @property
    def area_code(self) -> str:
        return self.group.village_id

    @property
    def title(self) -> str:
        """Ketua, Sekretaris II."""
        ranks = ("", "I", "II", "III", "IV", "V")
        rank = ranks[self.rank] if self.rank and self.rank < len(ranks) else str(self.rank or "")
        return f"{self.post_name or self.get_post_display()} {rank}".strip()

    @property
    def since_words(self) -> str:
        return in_words(self.starts_on, self.starts_on_precision, short=True)
