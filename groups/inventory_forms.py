"""The five parts of a group's inventory, each a form of its own over the same record."""

from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.forms import CoverageField, GroupForm
from groups.inventory import open_links
from groups.models import SocialGroup
from wksbm.formfields import DayField, PhoneField
from wksbm.forms import RecordForm, pair
from wksbm.regions.hamlets import hamlet_word


def heading(words) -> list[HTML]:
    return [HTML('<h2 class="h3 mt-4">'), HTML(words), HTML("</h2>")]


class IdentityForm(GroupForm):
    registered_on = DayField(label=_("Registered on"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    coverage = CoverageField(
        label=_("RT and RW it covers"), required=False, help_text=_("For example RW 08: 27, 28, 29"), max_length=400
    )

    layout = Layout(
        "name",
        "kind",
        "type",
        "village",
        pair("founded_on", "formality"),
        pair("local_name", "earlier_names"),
        "name_story",
        *heading(_("How it began")),
        "origin",
        pair("initiator_kind", "initiator"),
        "facilitator",
        *heading(_("Where and what for")),
        "scope_level",
        "coverage",
        "business",
        pair("secretariat", "phone"),
        "purposes",
        "purpose",
        "local_wisdom",
        *heading(_("At the Dinas")),
        pair("registration_number", "registered_on"),
        "registered_by",
        "guidance",
        "cohort",
    )

    class Meta(GroupForm.Meta):
        fields = [
            "name", "kind", "type", "village", "founded_on", "formality", "local_name", "earlier_names", "name_story",
            "origin", "initiator_kind", "initiator", "facilitator", "scope_level", "business", "secretariat", "phone",
            "purposes", "purpose", "local_wisdom", "registration_number", "registered_on", "registered_by", "guidance",
            "cohort",
        ]  # fmt: skip
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        word = hamlet_word(self.instance.village_id or "")
        levels = self.fields["scope_level"].choices
        self.fields["scope_level"].choices = [(code, word if code == "hamlet" else label) for code, label in levels]
        if self.instance.pk:
            covered = list(self.instance.coverage.values_list("rw", "rt"))
            self.initial.setdefault("coverage", self.fields["coverage"].prepare_value(covered))


class PartForm(RecordForm):
    """A part whose questions with few answers are chips. None is chosen at first; an answer can be taken back."""

    chips: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self.chips:
            choices = [(value, label) for value, label in self.fields[name].choices if value]
            answered = getattr(self.instance, name) not in (None, "")
            self.fields[name].choices = [*choices, ("", _("not known yet"))] if answered else choices


class MembershipForm(PartForm):
    declared_on = DayField(label=_("Counted on"), required=False)
    voluntary = forms.TypedChoiceField(
        label=_("Joining is voluntary"), choices=[("True", _("yes")), ("False", _("no"))], required=False,
        coerce=lambda typed: typed == "True", empty_value=None, widget=forms.RadioSelect,
    )  # fmt: skip

    chips = ("requirement", "for_whom", "voluntary", "rules_form")
    layout = Layout(
        pair("declared_members", "declared_on"),
        "requirement",
        "criteria",
        "for_whom",
        "voluntary",
        "rules_form",
        "rights",
    )

    class Meta:
        model = SocialGroup
        fields = [
            "declared_members", "declared_on", "requirement", "criteria", "for_whom", "voluntary", "rules_form",
            "rights",
        ]  # fmt: skip
        widgets = dict.fromkeys(("requirement", "for_whom", "rules_form"), forms.RadioSelect)


class ResourcesForm(PartForm):
    chips = ("dues_every",)
    layout = Layout("skilled_people", "facilities", "fund_sources", "dues_amount", "dues_every")

    class Meta:
        model = SocialGroup
        fields = ["skilled_people", "facilities", "fund_sources", "dues_amount", "dues_every"]
        widgets = {"dues_every": forms.RadioSelect}


class ProgrammeForm(PartForm):
    chips = ("meets_every",)
    layout = Layout("programme", "serves", "meets_every", "meets_at")

    class Meta:
        model = SocialGroup
        fields = ["programme", "serves", "meets_every", "meets_at"]
        widgets = {"meets_every": forms.RadioSelect}


class NetworkForm(PartForm):
    """The links themselves are entered on the page of the group; here it is said that there are none."""

    layout = Layout("no_links")

    class Meta:
        model = SocialGroup
        fields = ["no_links"]

    def clean_no_links(self) -> bool:
        ticked = self.cleaned_data["no_links"]
        if ticked and open_links(self.instance).exists():
            raise ValidationError(
                _("This group has links that are not ended. End them first, or leave this unticked."), "links"
            )
        return ticked


FORMS = {
    "identitas": IdentityForm,
    "keanggotaan": MembershipForm,
    "sumber-daya": ResourcesForm,
    "program": ProgrammeForm,
    "jaringan": NetworkForm,
}
