"""One person = one NIK, or a reason why there is none; households as they live, the KK number beside them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wksbm import keyring
from wksbm.accounts.models import Role
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.dates import Precision, age_known, in_words
from wksbm.fields import BlindIndexField, LineField, NameField, PrecisionField, RtRwField, SealedField
from wksbm.name_search import containing
from wksbm.people.numbers import clean_digits, looks_like_number
from wksbm.people.outside import ExternalStatus as ExternalStatus
from wksbm.records import Record, recorded
from wksbm.regions.codes import within
from wksbm.regions.models import Region
from wksbm.text import name_key


class HouseholdQuerySet(ScopedQuerySet):
    record = "person"

    def with_number(self, number: str):
        return self.filter(kk_index__in=keyring.blind_indexes(number, "household.kk_number"))


class Household(Record):
    """People who keep house together. The KK number changes (move, divorce, death), so it is never the key."""

    class Housing(models.TextChoices):
        SOUND = "sound", _("fit to live in")
        UNFIT = "unfit", _("not fit to live in (RTLH)")
        NONE = "none", _("no fixed home")

    kk_number = SealedField(_("KK number"), purpose="household.kk_number")
    kk_index = BlindIndexField(of="kk_number")
    head = models.ForeignKey(
        "Person", models.PROTECT, related_name="heads", null=True, blank=True, verbose_name=_("head of the family")
    )
    village = models.ForeignKey(Region, models.PROTECT, related_name="households", db_index=False)
    rt = RtRwField(_("RT"))
    rw = RtRwField(_("RW"))
    address = LineField(_("address"), max_length=200, blank=True)
    housing = models.CharField(_("housing condition"), max_length=10, choices=Housing.choices, blank=True)

    objects = HouseholdQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        indexes = [
            models.Index(fields=["village"], name="household_village"),
            models.Index(fields=["kk_index"], name="household_kk"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def area_code(self) -> str:
        return self.village_id


class PersonQuerySet(ScopedQuerySet):
    record = "person"
    place_tells = True

    def with_nik(self, nik: str):
        """Exact match through the blind index, under every key on the ring."""
        return self.filter(nik_index__in=keyring.blind_indexes(nik, "person.nik"))

    def matching(self, text: str):
        """Whose NIK is `text` (16 digits), or whose name holds every word of it, old spellings included."""
        if looks_like_number(text):
            try:
                return self.with_nik(clean_digits(text))
            except ValidationError:
                return self.none()
        query = containing(self.model, text)
        return self.none() if query is None else self.filter(query)

    def without_nik(self):
        return self.filter(nik_index="")

    def in_conflict_for(self, user):
        """Whose NIK somebody else has as well: the Dinas's to settle, for everybody else there is no such thing."""
        areas = [duty.region_id for duty in user.duties_now if duty.role == Role.DINAS]
        return self.filter(within("village", areas), nik_conflict=True)

    def without_notice(self):
        """Alive, and not yet told what is kept about them."""
        return self.filter(notice=Person.Notice.NOT_YET).exclude(living=Person.Living.DECEASED)

    def visible_to(self, user, *, erased=False):
        """Whose data were erased is nobody any more, unless asked for: rosters of the past keep an empty line."""
        people = super().visible_to(user)
        return people if erased else people.filter(erased_on__isnull=True)


class Person(Record):
    """A resident as the registry knows him or her. Religion and ethnicity are not asked, on purpose."""

    class Sex(models.TextChoices):
        FEMALE = "P", _("female")
        MALE = "L", _("male")

    class NoNik(models.TextChoices):
        NO_DOCUMENT = "no_document", _("has no identity document")
        NOT_SHOWN = "not_shown", _("document not shown")
        UNREADABLE = "unreadable", _("document unreadable or number in doubt")
        INFANT = "infant", _("infant, not yet registered")
        UNKNOWN = "unknown", _("not known")

    class Marital(models.TextChoices):
        SINGLE = "single", _("not married")
        MARRIED = "married", _("married")
        DIVORCED = "divorced", _("divorced")
        WIDOWED = "widowed", _("widowed")

    class Education(models.TextChoices):
        NONE = "none", _("no schooling")
        SD = "SD", _("SD or equal")
        SMP = "SMP", _("SMP or equal (SLTP)")
        SMA = "SMA", _("SMA or equal (SLTA)")
        HIGHER = "higher", _("diploma or university")

    class Living(models.TextChoices):
        ALIVE = "alive", _("alive")
        DECEASED = "deceased", _("deceased")
        MOVED = "moved", _("moved away")

    class Basis(models.TextChoices):
        """Grounds of UU 27/2022 (PDP), article 20."""

        PUBLIC_TASK = "public_task", _("public service task")
        CONSENT = "consent", _("consent")
        LEGAL_DUTY = "legal_duty", _("legal duty")

    class Notice(models.TextChoices):
        READ_OUT = "read_out", _("read out")
        WRITTEN = "written", _("on paper")
        NOT_YET = "not_yet", _("not yet")

    nik = SealedField(_("NIK"), purpose="person.nik")
    nik_index = BlindIndexField(of="nik")
    nik_conflict = models.BooleanField(default=False, editable=False)
    no_nik_reason = models.CharField(_("why no NIK"), max_length=12, choices=NoNik.choices, blank=True)
    full_name = NameField(_("full name"), help_text=_("As on the KTP or KK, without titles."))
    name_key = models.CharField(max_length=150, editable=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices)
    birth_place = LineField(_("place of birth"), max_length=80, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_date_precision = PrecisionField()
    marital_status = models.CharField(_("marital status"), max_length=10, choices=Marital.choices, blank=True)
    education = models.CharField(_("education"), max_length=6, choices=Education.choices, blank=True)
    education_completed = models.BooleanField(_("finished"), default=True)
    occupation = LineField(_("occupation"), max_length=80, blank=True)
    phone = LineField(_("phone"), max_length=20, blank=True)
    village = models.ForeignKey(
        Region, models.PROTECT, related_name="people", db_index=False, verbose_name=_("desa or kelurahan")
    )
    hamlet = LineField(_("hamlet"), max_length=80, blank=True, help_text=_("Dusun, lingkungan, jorong."))
    rt = RtRwField(_("RT"))
    rw = RtRwField(_("RW"))
    address = LineField(_("address"), max_length=200, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="people", null=True, blank=True, verbose_name=_("household")
    )
    guardian = LineField(_("guardian"), max_length=120, blank=True, help_text=_("For children: who answers for them."))
    living = models.CharField(_("state of life"), max_length=10, choices=Living.choices, default=Living.ALIVE)
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=12,
        choices=Basis.choices,
        default=Basis.PUBLIC_TASK,
        help_text=_("UU 27/2022, article 20. Village and Dinas work on their public task."),
    )
    notice = models.CharField(_("privacy notice"), max_length=10, choices=Notice.choices, default=Notice.NOT_YET)
    notice_on = models.DateField(_("told on"), null=True, blank=True)
    notice_version = models.CharField(_("version of the notice"), max_length=10, blank=True, editable=False)
    living_since = models.DateField(_("since"), null=True, blank=True, help_text=_("Day of death or of moving away."))
    erased_on = models.DateField(null=True, blank=True, editable=False)
    doubts = models.JSONField(default=list, editable=False)

    objects = PersonQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["village", "name_key"], name="person_village_name"),
            models.Index(fields=["nik_index"], name="person_nik"),
            models.Index(fields=["birth_date"], name="person_birth"),
            # The condition stands once more in sheet_undated.py.
            models.Index(
                fields=["village"],
                name="person_undated",
                condition=Q(birth_date=None) | ~Q(birth_date_precision=Precision.DAY.value),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["nik_index"], condition=Q(nik_conflict=False) & ~Q(nik_index=""), name="one_person_a_nik"
            ),
            models.CheckConstraint(
                condition=~Q(nik_index="") | ~Q(no_nik_reason=""),
                name="nik_or_reason",
                violation_error_message=_("Fill in the NIK, or choose why there is none."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("people:detail", args=[self.pk])

    def save(self, **kwargs) -> None:
        self.name_key = name_key(self.full_name)[:150]
        super().save(**kwargs)

    @property
    def area_code(self) -> str:
        return self.village_id

    @property
    def kk_number(self) -> str:
        return self.household.kk_number if self.household_id else ""

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.full_name.split()[:2]).upper()

    @property
    def birth_words(self) -> str:
        return in_words(self.birth_date, self.birth_date_precision, short=True)

    def age(self, on: date) -> int | None:
        """Completed years on the day `on`; of a birth year alone, the years since; None when nothing is known."""
        return age_known(self.birth_date, self.birth_date_precision, on)

    @property
    def rt_rw(self) -> str:
        parts = [f"RT {self.rt}" if self.rt else "", f"RW {self.rw}" if self.rw else ""]
        return "/".join(part for part in parts if part)


class DifferentPeople(Record):
    """Two who look alike and are not the same: said once, remembered. `first` has the lower number."""

    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = LineField(_("reason"), max_length=200, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("different people")
        verbose_name_plural = _("different people")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="people_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="people_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
