"""Who holds which office of a group, since when and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from members.models.dated import DatedQuerySet
from members.models.identity import IdentityMatch
from wksbm.dates import in_words
from wksbm.fields import LineField, NameField, NoteField, PrecisionField
from wksbm.people.models import Person
from wksbm.records import Record, recorded


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
        VOLUNTEER = "volunteer", _("Volunteer or helper")

    class Selection(models.TextChoices):
        ELECTION = "election", _("election")
        DELIBERATION = "deliberation", _("musyawarah")
        APPOINTMENT = "appointment", _("appointment")
        ELDER = "elder", _("respected elder")

    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="officer_terms")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="officer_terms", null=True, blank=True, verbose_name=_("person")
    )
    identity = models.ForeignKey(
        IdentityMatch,
        models.PROTECT,
        related_name="officer_terms",
        null=True,
        blank=True,
        verbose_name=_("name to be matched"),
    )
    post = models.CharField(_("office"), max_length=10, choices=Post.choices)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True, help_text=_("I, II … as 1, 2."))
    post_name = NameField(_("name of the office"), max_length=60, blank=True)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    starts_on_precision = PrecisionField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    duties = NoteField(_("tasks of the office"), max_length=1000)
    relation = LineField(_("relation to the leader"), max_length=60, blank=True, help_text=_("For example: daughter."))
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
    def who(self) -> Person | IdentityMatch | None:
        """The person, or the name that waits to be matched; None for a vacancy, or a paper that names the post only."""
        return self.person if self.person_id else self.identity

    @property
    def is_shared(self) -> bool:
        """Whether several people may hold such an office at the same time."""
        return self.post in (self.Post.ADVISER, self.Post.OTHER, self.Post.VOLUNTEER)

    @property
    def is_filled(self) -> bool:
        """By somebody, or by whoever has another office; else it is vacant, or only the post is known."""
        return bool(self.person_id or self.identity_id or self.ex_officio)

    @property
    def title(self) -> str:
        """Ketua, Sekretaris II."""
        ranks = ("", "I", "II", "III", "IV", "V")
        rank = ranks[self.rank] if self.rank and self.rank < len(ranks) else str(self.rank or "")
        return f"{self.post_name or self.get_post_display()} {rank}".strip()

    @property
    def since_words(self) -> str:
        return in_words(self.starts_on, self.starts_on_precision, short=True)


def held_by(term: OfficerTerm, membership) -> bool:
    """Whether the office is held by this member, or by this name that still waits to be matched."""
    if membership.person_id:
        return term.person_id == membership.person_id
    return term.identity_id == membership.identity_id
