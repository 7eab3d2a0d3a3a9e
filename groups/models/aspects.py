"""Four of the five aspects of the inventory of local groups (Tanete Riattang 2006); the fifth, networks, is links.py.

Each is saved as one part of the form; what is filled in makes its completeness (groups/inventory.py).
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wksbm.codes import CodesField
from wksbm.fields import LineField, NoteField, PrecisionField

PURPOSES = [
    ("welfare", _("better welfare")),
    ("income", _("more income")),
    ("integration", _("integration of residents")),
    ("interests", _("interests of its members")),
]
FUND_SOURCES = [
    ("dues", _("dues of members")),
    ("residents", _("gifts of residents nearby")),
    ("business", _("its own business")),
    ("government", _("government")),
    ("company", _("companies")),
    ("donor", _("other donors")),
]
RIGHTS = [
    ("education", _("education")),
    ("pengajian", _("pengajian and prayer")),
    ("arisan", _("arisan")),
    ("aid", _("social aid")),
    ("loan", _("loans")),
    ("voice", _("a voice in deliberations")),
]


class IdentityAspect(models.Model):
    """What the group is called, who began it and what for."""

    class Origin(models.TextChoices):
        COMMUNITY = "community", _("founded by residents")
        GOVERNMENT = "government", _("founded by government")
        INDIVIDUAL = "individual", _("founded by one person")

    class Initiator(models.TextChoices):
        OFFICERS = "officers", _("officers of the group")
        ELDERS = "elders", _("respected residents")
        AGENCY = "agency", _("government agency")
        NGO = "ngo", _("NGO")
        BUSINESS = "business", _("company")

    class Formality(models.TextChoices):
        FORMAL = "formal", _("formal")
        INFORMAL = "informal", _("informal")

    class Reach(models.TextChoices):
        RT = "rt", _("RT")
        RW = "rw", _("RW")
        HAMLET = "hamlet", _("hamlet")
        VILLAGE = "village", _("desa or kelurahan")
        DISTRICT = "district", _("sub-district")
        WIDER = "wider", _("wider than the sub-district")

    class Guidance(models.TextChoices):
        LISTED = "listed", _("only listed")
        GUIDED = "guided", _("guided")

    founded_on = models.DateField(_("founded"), null=True, blank=True)
    founded_on_precision = PrecisionField()
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, blank=True)
    initiator_kind = models.CharField(_("initiative of"), max_length=10, choices=Initiator.choices, blank=True)
    initiator = LineField(_("initiator"), max_length=120, blank=True)
    facilitator = LineField(_("facilitator"), max_length=120, blank=True, help_text=_("Who helped it come into being."))
    formality = models.CharField(_("form"), max_length=8, choices=Formality.choices, blank=True)
    name_story = LineField(
        _("how the name was chosen"), max_length=200, blank=True, help_text=_("For example: in a musyawarah of the RW.")
    )
    local_name = LineField(_("name in the local language"), max_length=120, blank=True)
    earlier_names = LineField(_("earlier names"), max_length=200, blank=True)
    scope_level = models.CharField(_("works in"), max_length=8, choices=Reach.choices, blank=True)
    business = LineField(_("business or work"), max_length=120, blank=True, help_text=_("For example: weaving."))
    secretariat = LineField(_("secretariat"), max_length=200, blank=True)
    phone = LineField(_("phone"), max_length=20, blank=True)
    purposes = CodesField(_("purposes"), codes=PURPOSES)
    purpose = NoteField(_("purpose in its own words"), max_length=1000)
    local_wisdom = NoteField(_("social values and local wisdom"), max_length=1000)
    registration_number = LineField(_("number at the Dinas"), max_length=60, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    registered_by = LineField(_("registered by"), max_length=120, blank=True)
    guidance = models.CharField(_("guidance"), max_length=8, choices=Guidance.choices, blank=True)
    cohort = LineField(_("programme or pilot"), max_length=80, blank=True)

    class Meta:
        abstract = True


class MembershipAspect(models.Model):
    """How many belong to it, and who may."""

    class Requirement(models.TextChoices):
        DOMICILE = "domicile", _("none but living here")
        SPECIAL = "special", _("a special one")

    class ForWhom(models.TextChoices):
        ALL = "all", _("women and men")
        WOMEN = "women", _("women only")
        MEN = "men", _("men only")

    class Agreed(models.TextChoices):
        ORAL = "oral", _("agreed orally")
        WRITTEN = "written", _("in writing")
        NONE = "none", _("none")

    declared_members = models.PositiveIntegerField(
        _("members by its own count"), null=True, blank=True, help_text=_("Where there is no list of names yet.")
    )
    declared_on = models.DateField(_("counted on"), null=True, blank=True)
    requirement = models.CharField(_("requirement"), max_length=8, choices=Requirement.choices, blank=True)
    criteria = LineField(
        _("criteria"),
        max_length=200,
        blank=True,
        help_text=_("For example: mothers of the village, schooling, a trade."),
    )
    for_whom = models.CharField(_("open to"), max_length=5, choices=ForWhom.choices, blank=True)
    voluntary = models.BooleanField(_("joining is voluntary"), null=True, blank=True)
    rules_form = models.CharField(_("rights and duties"), max_length=7, choices=Agreed.choices, blank=True)
    rights = CodesField(_("rights of members"), codes=RIGHTS)

    class Meta:
        abstract = True


class ResourcesAspect(models.Model):
    """People, things and money it can count on."""

    class Every(models.TextChoices):
        MEETING = "meeting", _("each meeting")
        WEEK = "week", _("each week")
        MONTH = "month", _("each month")
        YEAR = "year", _("each year")

    skilled_people = NoteField(_("people with skills"), max_length=1000)
    facilities = NoteField(_("place, tools, name board"), max_length=1000)
    fund_sources = CodesField(_("sources of funds"), codes=FUND_SOURCES)
    dues_amount = models.PositiveBigIntegerField(
        _("dues in rupiah"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    dues_every = models.CharField(_("paid"), max_length=7, choices=Every.choices, blank=True)

    class Meta:
        abstract = True


class ProgrammeAspect(models.Model):
    """What it does, and how often."""

    class Rhythm(models.TextChoices):
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every three months")
        HALF = "half", _("every half-year")
        YEAR = "year", _("once a year")
        NEED = "need", _("when there is need")

    programme = NoteField(_("programme and activities"), max_length=2000)
    serves = NoteField(_("whom it serves"), max_length=1000)
    meets_every = models.CharField(_("meets"), max_length=7, choices=Rhythm.choices, blank=True)
    meets_at = LineField(_("day and place of meeting"), max_length=120, blank=True)

    class Meta:
        abstract = True
