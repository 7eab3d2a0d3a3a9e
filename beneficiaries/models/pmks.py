"""PMKS: the versioned lists of kinds, the subjects, and what each subject is classified as."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from wksbm.accounts import access
from wksbm.accounts.models import User
from wksbm.accounts.scope import ScopedQuerySet, any_of, by_role
from wksbm.fields import LineField, NoteField
from wksbm.people.models import Household, Person
from wksbm.records import Record, recorded
from wksbm.regions.models import Region

SEALED = 3  # kinds of this sensitivity have no named record before they can be sealed


class Scheme(Record):
    """A version of the list: 27 kinds in 2004, 22 in 2007, 26 in 2012 (Permensos 8/2012), PPKS, 12 PAS."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = LineField(_("name"), max_length=200)
    source = LineField(_("source"), max_length=300, blank=True)
    note = LineField(_("note"), max_length=300, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("list of kinds")
        verbose_name_plural = _("lists of kinds")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class PmksCategoryQuerySet(models.QuerySet):
    def offered(self):
        """Kinds that may be chosen for a named record."""
        return self.filter(sensitivity__lt=SEALED, retired=False)

    def open_to(self, user):
        """Kinds that the field table shows to the user."""
        levels = [number for number in range(SEALED) if user.field_level(f"category_{number}") == "full"]
        return self.filter(sensitivity__in=levels)


class PmksCategory(Record):
    """One kind of PMKS with its rule by age and sex and its sensitivity (0 ordinary to 3 sealed)."""

    class Unit(models.TextChoices):
        INDIVIDUAL = "individual", _("person")
        FAMILY = "family", _("family")
        GROUP = "group", _("group")
        COMMUNITY = "community", _("community")
        DWELLING = "dwelling", _("dwelling")

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="categories")
    code = models.CharField(_("code"), max_length=10, unique=True)
    number = models.PositiveSmallIntegerField(_("number"))
    abbreviation = models.CharField(_("abbreviation"), max_length=8)
    name = LineField(_("name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    unit = models.CharField(_("counted as"), max_length=10, choices=Unit.choices)
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Person.Sex.choices, blank=True)
    criteria = NoteField(_("criteria"))
    sensitivity = models.PositiveSmallIntegerField(_("sensitivity"))
    verification = LineField(_("how sure"), max_length=120, blank=True)
    retired = models.BooleanField(_("retired"), default=False)

    objects = PmksCategoryQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("kind of PMKS")
        verbose_name_plural = _("kinds of PMKS")
        ordering = ["scheme", "number"]
        constraints = [models.CheckConstraint(condition=Q(sensitivity__lte=SEALED), name="sensitivity_0_to_3")]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def rule_words(self) -> str:
        """By sex and age whom this kind is for, as a page says it: perempuan, 18 sampai 59 tahun."""
        return ", ".join(filter(None, (self.get_sex_display(), self.age_words)))

    @property
    def age_words(self) -> str:
        ages = {"low": self.age_min, "high": self.age_max}
        if self.age_max is None:
            return gettext("%(low)s years or older") % ages if self.age_min else ""
        return (gettext("%(low)s to %(high)s years") if self.age_min else gettext("up to %(high)s years")) % ages

    def misfits(self, person: Person, on) -> list[str]:
        """Codes of what does not fit on the day of entry: `age`, `sex`. A warning, never a refusal."""
        found = []
        age = person.age(on)
        too_young = self.age_min is not None and age is not None and age < self.age_min
        too_old = self.age_max is not None and age is not None and age > self.age_max
        if too_young or too_old:
            found.append("age")
        if self.sex and person.sex != self.sex:
            found.append("sex")
        return found


class BeneficiaryQuerySet(ScopedQuerySet):
    record = "beneficiary"


class Beneficiary(Record):
    """One subject of service: a person, a household or a community; it may hold several kinds at once."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        HOUSEHOLD = "household", _("household")
        COMMUNITY = "community", _("community")

    kind = models.CharField(_("subject"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    person = models.OneToOneField(
        Person, models.PROTECT, related_name="beneficiary", null=True, blank=True, verbose_name=_("person")
    )
    household = models.OneToOneField(Household, models.PROTECT, related_name="beneficiary", null=True, blank=True)
    community_name = LineField(_("community"), max_length=120, blank=True)
    village = models.ForeignKey(Region, models.PROTECT, related_name="beneficiaries", db_index=False)

    objects = BeneficiaryQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("PMKS subject")
        verbose_name_plural = _("PMKS subjects")
        ordering = ["pk"]
        indexes = [models.Index(fields=["village"], name="beneficiary_village")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False, household__isnull=True, community_name="")
                | Q(kind="household", household__isnull=False, person__isnull=True, community_name="")
                | (Q(kind="community", person__isnull=True, household__isnull=True) & ~Q(community_name="")),
                name="one_subject",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.household or self.community_name)

    @property
    def area_code(self) -> str:
        return self.village_id


class ClassificationQuerySet(ScopedQuerySet):
    record = "beneficiary"

    def visible_to(self, user):
        """Inside the area, and only of kinds that the field table opens to the role in which the user meets the row.

        A row without its kind would say that it is a sensitive one, so it is not there at all; only who knows no kind
        of anybody (the administrator) sees the rows without it.
        """
        reached = by_role(user, self.model, self.record, self.area_path)
        return self.filter(any_of(rows & self._known_to(role) for role, rows in reached.items()))

    def _known_to(self, role: str) -> Q:
        levels = [number for number in range(SEALED) if access.field_level({role}, f"category_{number}") == "full"]
        return Q(category__in=PmksCategory.objects.filter(sensitivity__in=levels)) if levels else Q()

    def alive(self, on):
        """Identified by the day `on` and not yet ended or rejected then."""
        over = Q(status__in=[Classification.Status.ENDED, Classification.Status.REJECTED], decided_on__lte=on)
        return self.filter(identified_on__lte=on).exclude(over)

    def verified(self):
        """Verified, or verified once and ended since."""
        return self.filter(verified_on__isnull=False)


class Classification(Record):
    """A subject is of a kind, since when, by whom seen; proposed, verified by another person, ended or rejected."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        VERIFIED = "verified", _("verified")
        ENDED = "ended", _("ended")
        REJECTED = "rejected", _("rejected")

    beneficiary = models.ForeignKey(Beneficiary, models.PROTECT, related_name="classifications")
    category = models.ForeignKey(
        PmksCategory, models.PROTECT, related_name="classifications", verbose_name=_("kind of PMKS")
    )
    village = models.ForeignKey(Region, models.PROTECT, related_name="classifications", db_index=False)
    own_wording = LineField(_("in own words"), max_length=200, blank=True)
    identified_on = models.DateField(_("identified on"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="proposals")
    source = LineField(
        _("source"), max_length=120, blank=True, help_text=_("For example: musyawarah desa, report of RT.")
    )
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.PROPOSED, editable=False
    )
    verified_on = models.DateField(null=True, blank=True, editable=False)
    decided_on = models.DateField(null=True, blank=True, editable=False)
    reason = LineField(_("reason"), max_length=200, blank=True)

    objects = ClassificationQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        ordering = ["-identified_on", "-pk"]
        indexes = [models.Index(fields=["village", "category"], name="classification_recap")]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary", "category"],
                condition=Q(status__in=["proposed", "verified"]),
                name="one_open_classification",
                violation_error_message=_("This kind is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary} · {self.category}"

    def get_absolute_url(self) -> str:
        return reverse("beneficiaries:detail", args=[self.pk])

    def clean(self) -> None:
        if self.category_id and self.category.sensitivity >= SEALED:
            raise ValidationError({"category": _("This kind cannot be recorded by name yet.")})

    @property
    def area_code(self) -> str:
        return self.village_id

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.PROPOSED, self.Status.VERIFIED)
