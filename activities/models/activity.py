"""Activities of a group, with the roster of the day: present, absent, or not marked."""

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from members.models import Membership
from wksbm.accounts.models import User
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.fields import LineField, NoteField, RtRwField
from wksbm.people.models import Person
from wksbm.records import Record, recorded
from wksbm.regions.models import Region


class Skill(Record):
    """A skill that UEP training teaches (weaving, sewing …)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = LineField(_("name"), max_length=80)
    retired = models.BooleanField(_("retired"), default=False)

    history = recorded()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(ScopedQuerySet):
    record = "activity"
    place_tells = True

    def standing(self):
        """Without those that were withdrawn (entered by mistake); their rows stay."""
        return self.filter(withdrawn_on__isnull=True)

    def with_counts(self):
        """Adds present, absent, unmarked, guests and found, for lists."""
        status = Attendance.Status
        rows = {
            f"{name}_count": Count("attendance", filter=Q(attendance__status=value), distinct=True)
            for name, value in (("present", status.PRESENT), ("absent", status.ABSENT), ("unmarked", status.UNMARKED))
        }
        return self.annotate(**rows, found_count=Count("findings", distinct=True))


class Activity(Record):
    class Kind(models.TextChoices):
        """The three services come first, in their order."""

        OUTREACH = "outreach", _("Outreach")
        MOTIVATION = "motivation", _("Motivation")
        TRAINING = "training", _("UEP training")
        MEETING = "meeting", _("Meeting")
        ACCOMPANYING = "accompanying", _("Accompanying")
        VISIT = "visit", _("Visit")
        MONITORING = "monitoring", _("Monitoring")
        COUNSELLING = "counselling", _("Information session")
        DISTRIBUTION = "distribution", _("Distribution of aid")
        ARISAN = "arisan", _("Arisan")
        RELIGIOUS = "religious", _("Religious gathering")
        COMMUNAL_WORK = "communal_work", _("Gotong royong")
        FORUM = "forum", _("Outside forum")
        OTHER = "other", _("Other")

    class Method(models.TextChoices):
        INDIVIDUAL = "individual", _("individual")
        GROUP = "group", _("group")
        COMMUNITY = "community", _("community")

    kind = models.CharField(_("kind of activity"), max_length=14, choices=Kind.choices)
    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="activities", verbose_name=_("group"))
    village = models.ForeignKey(Region, models.PROTECT, related_name="activities", db_index=False)
    date = models.DateField(_("date"))
    place = LineField(_("place"), max_length=120, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices, blank=True)
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="trainings", null=True, blank=True, verbose_name=_("skill taught")
    )
    facilitators = LineField(
        _("led by"), max_length=200, blank=True, help_text=_("Trainers, community figures, officers.")
    )
    summary = NoteField(_("what was done"), max_length=2000)
    materials = LineField(_("materials"), max_length=200, blank=True)
    guests = NoteField(_("guests"), max_length=1000, help_text=_("One name a line; not members."))
    follow_up_on = models.DateField(_("to be continued on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_reason = LineField(_("reason"), max_length=200, blank=True, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="activities", editable=False)
    verified_on = models.DateField(_("verified on"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        User, models.PROTECT, related_name="verified_activities", null=True, blank=True, editable=False
    )

    objects = ActivityQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["village", "-date"], name="activity_village_date"),
            models.Index(fields=["group", "-date"], name="activity_group_date"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:detail", args=[self.pk])

    @property
    def title(self) -> str:
        return f"{self.get_kind_display()}: {self.skill}" if self.skill_id else str(self.get_kind_display())

    @property
    def area_code(self) -> str:
        return self.village_id

    @property
    def guest_names(self) -> list[str]:
        return [line for line in self.guests.splitlines() if line]


class Attendance(Record):
    """One member of the roster of that day. Nobody is present because nobody marked him absent."""

    class Status(models.TextChoices):
        UNMARKED = "", _("not marked")
        PRESENT = "present", _("present")
        ABSENT = "absent", _("absent")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendance")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="attendance")
    status = models.CharField(max_length=10, choices=Status.choices, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["membership__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "membership"], name="one_mark_a_member")]

    def __str__(self) -> str:
        return f"{self.membership} {self.status}"


class OutreachFinding(Record):
    """Somebody found at an outreach who is no member: a name, where, which problem; perhaps a known person."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="findings")
    name = LineField(_("name"), max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, related_name="findings", null=True, blank=True)
    rt = RtRwField(_("RT"))
    problem = LineField(_("problem found"), max_length=200, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("outreach finding")
        verbose_name_plural = _("outreach findings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def area_code(self) -> str:
        return self.activity.village_id
