"""The network of a group: other groups, and partners outside the register (agencies, companies, a university's KKN)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import SocialGroup
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.codes import CodesField
from wksbm.fields import LineField, NoteField
from wksbm.records import Record, recorded

GIVES = [
    ("money", _("money")),
    ("goods", _("goods and tools")),
    ("skills", _("skills and trainers")),
    ("place", _("a place")),
    ("people", _("helping hands")),
    ("market", _("a market")),
]


class LinkQuerySet(ScopedQuerySet):
    record = "group"
    area_path = "group__village"

    def lasting(self, on: date):
        """Not ended before or on the day `on`; possible ones, which have not begun, are among them."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=on))

    def partners(self):
        """Ties to parties outside the register."""
        return self.filter(other__isnull=True)


class Link(Record):
    """A tie of `group`: to another group of the register, or to a party outside it, a possible one without beginning.

    The parties and what they could give are the resource map of the papers; vertical ties have a level.
    """

    class Party(models.TextChoices):
        AGENCY = "agency", _("government agency")
        BUSINESS = "business", _("company")
        SOCIAL = "social", _("social institution")
        CAMPUS = "campus", _("university (KKN)")
        FORUM = "forum", _("forum of groups")
        PERSON = "person", _("well-off resident")
        OTHER = "other", _("other")

    class Direction(models.TextChoices):
        HORIZONTAL = "horizontal", _("side by side")
        VERTICAL = "vertical", _("above or below")

    class Level(models.TextChoices):
        RT = "rt", _("RT")
        RW = "rw", _("RW")
        VILLAGE = "village", _("desa or kelurahan")
        DISTRICT = "district", _("sub-district")
        REGENCY = "regency", _("kabupaten or kota")
        PROVINCE = "province", _("province")
        NATION = "nation", _("national")

    class Cause(models.TextChoices):
        ASSISTED = "assisted", _("help of another body")
        TIERED = "tiered", _("tiered activities")
        OWN = "own", _("its own effort")

    group = models.ForeignKey(SocialGroup, models.PROTECT, related_name="links", verbose_name=_("group"))
    other = models.ForeignKey(
        SocialGroup, models.PROTECT, related_name="linked_by", null=True, blank=True, verbose_name=_("other group")
    )
    party = LineField(_("partner"), max_length=120, blank=True)
    party_kind = models.CharField(_("kind of partner"), max_length=8, choices=Party.choices, blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices, default=Direction.HORIZONTAL)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, blank=True)
    cause = models.CharField(_("came about by"), max_length=8, choices=Cause.choices, blank=True)
    gives = CodesField(_("can give"), codes=GIVES)
    agreement = LineField(_("agreement"), max_length=120, blank=True, help_text=_("Number or name of the paper."))
    programme = LineField(_("programme"), max_length=120, blank=True)
    trained = models.PositiveIntegerField(_("people trained"), null=True, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note = NoteField(_("note"), max_length=1000)

    objects = LinkQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["until", "party", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False, party="") | Q(other__isnull=True) & ~Q(party=""),
                name="link_to_one_party",
                violation_error_message=_("Choose a group of the register, or write who the partner is."),
            ),
            models.CheckConstraint(condition=~Q(group=F("other")), name="link_to_another"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="link_ends_after_start",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.UniqueConstraint(
                fields=["group", "other"], condition=Q(until__isnull=True), name="one_open_link_to_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.other if self.other_id else self.party}"

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#jejaring"

    @property
    def area_code(self) -> str:
        return self.group.village_id

    @property
    def is_possible(self) -> bool:
        """Somebody outside who could help, and with whom nothing has begun."""
        return self.since is None and self.other_id is None

    @property
    def gives_words(self) -> str:
        return ", ".join(self._meta.get_field("gives").words(self.gives))

    def clean(self) -> None:
        if self.other_id and self.other_id == self.group_id:
            raise ValidationError({"other": _("A group has no link to itself.")})
