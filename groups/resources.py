"""The sheet of groups: one row a group."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.widgets import DateWidget, IntegerWidget, Widget

from groups.models import SocialGroup
from wksbm.spreadsheets.columns import ChoiceWidget, as_known
from wksbm.spreadsheets.resource import SheetResource


class CodesWidget(Widget):
    """Several codes by their words."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = SocialGroup._meta.get_field(field)

    def render(self, value, obj=None, **kwargs) -> str:
        return "; ".join(self.field.words(value))


class YesNoWidget(Widget):
    """Yes, no, and nothing where nobody has said."""

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else str(_("yes") if value else _("no"))


def worded(field: str, label: str) -> Field:
    """A column whose codes stand as words."""
    return Field(field, label, ChoiceWidget(SocialGroup._meta.get_field(field).choices))


DAY = "%d/%m/%Y"


class GroupResource(SheetResource):
    sheet_code = "groups"

    name = Field("name", _("Group"))
    kind = worded("kind", pgettext_lazy("group", "Kind"))
    type = Field("type__name", _("Type"))
    village_code = Field("village_id", _("Village code"))
    village = Field("village__name", _("Desa or kelurahan"))
    founded_on = Field("founded_on", _("Founded"), DateWidget(DAY))
    origin = worded("origin", _("Origin"))
    initiator_kind = worded("initiator_kind", _("Initiative of"))
    initiator = Field("initiator", _("Initiator"))
    facilitator = Field("facilitator", _("Facilitator"))
    formality = worded("formality", _("Form"))
    name_story = Field("name_story", _("How the name was chosen"))
    local_name = Field("local_name", _("Name in the local language"))
    earlier_names = Field("earlier_names", _("Earlier names"))
    scope_level = worded("scope_level", _("Works in"))
    business = Field("business", _("Business or work"))
    secretariat = Field("secretariat", _("Secretariat"))
    phone = Field("phone", _("Phone"))
    purposes = Field("purposes", _("Purposes"), CodesWidget("purposes"))
    purpose = Field("purpose", _("Purpose in its own words"))
    local_wisdom = Field("local_wisdom", _("Social values and local wisdom"))
    stage = Field(None, _("Stage"), readonly=True)
    declared_members = Field("declared_members", _("Members by its own count"), IntegerWidget())
    declared_on = Field("declared_on", _("Counted on"), DateWidget(DAY))
    requirement = worded("requirement", _("Requirement"))
    criteria = Field("criteria", _("Criteria"))
    for_whom = worded("for_whom", _("Open to"))
    voluntary = Field("voluntary", _("Joining is voluntary"), YesNoWidget())
    rules_form = worded("rules_form", _("Rights and duties"))
    rights = Field("rights", _("Rights of members"), CodesWidget("rights"))
    skilled_people = Field("skilled_people", _("People with skills"))
    facilities = Field("facilities", _("Place, tools, name board"))
    fund_sources = Field("fund_sources", _("Sources of funds"), CodesWidget("fund_sources"))
    dues_amount = Field("dues_amount", _("Dues in rupiah"), IntegerWidget())
    dues_every = worded("dues_every", _("Paid"))
    programme = Field("programme", _("Programme and activities"))
    serves = Field("serves", _("Whom it serves"))
    meets_every = worded("meets_every", _("Meets"))
    meets_at = Field("meets_at", _("Day and place of meeting"))
    registration_number = Field("registration_number", _("Number at the Dinas"))
    registered_on = Field("registered_on", _("Registered on"), DateWidget(DAY))
    registered_by = Field("registered_by", _("Registered by"))
    guidance = worded("guidance", _("Guidance"))
    cohort = Field("cohort", _("Programme or pilot"))
    status = worded("status", _("State"))
    ended_on = Field("ended_on", _("Ended on"), DateWidget(DAY), readonly=True)
    last_activity_on = Field("last_activity_on", _("Last activity"), DateWidget(DAY), readonly=True)

    class Meta:
        model = SocialGroup
        fields = (
            "name", "kind", "type", "village_code", "village", "founded_on", "origin", "initiator_kind", "initiator",
            "facilitator", "formality", "name_story", "local_name", "earlier_names", "scope_level", "business",
            "secretariat", "phone", "purposes", "purpose", "local_wisdom", "stage", "declared_members", "declared_on",
            "requirement", "criteria", "for_whom", "voluntary", "rules_form", "rights", "skilled_people", "facilities",
            "fund_sources", "dues_amount", "dues_every", "programme", "serves", "meets_every", "meets_at",
            "registration_number", "registered_on", "registered_by", "guidance", "cohort", "status", "ended_on",
            "last_activity_on",
        )  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs) -> QuerySet:
        return queryset.select_related("village", "type", "kube")

    def dehydrate_founded_on(self, row: SocialGroup) -> date | str | None:
        return as_known(row.founded_on, row.founded_on_precision)

    def dehydrate_stage(self, row: SocialGroup) -> str:
        return row.kube.stage if hasattr(row, "kube") else ""
