"""Classifying a person, and deciding about it."""

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Classification, PmksCategory
from wksbm.formfields import DayField, LineFormField, RowsField
from wksbm.forms import HouseForm, RecordForm
from wksbm.people.forms import PERSON_LAYOUT, PersonForm

MISFITS = {
    "age": _("By age this kind does not fit (%(rule)s). It can still be saved."),
    "sex": _("This kind is for the other sex. It can still be saved."),
}


class CategoryMixin:
    """Several kinds at once; what does not fit by age or sex on the day is a doubt, never a refusal."""

    def prepare_categories(self) -> None:
        open_kinds = PmksCategory.objects.open_to(self.user).offered()
        self.fields["categories"].queryset = open_kinds

    def doubt_misfits(self, person, cleaned: dict) -> None:
        for category in cleaned.get("categories") or ():
            for code in category.misfits(person, cleaned["identified_on"]) if cleaned.get("identified_on") else ():
                self.doubt("categories", f"{code}_{category.code}", misfit_words(category, code))


def misfit_words(category: PmksCategory, code: str) -> str:
    """What one of its `misfits` means, for the page."""
    return f"{category}: {MISFITS[code] % {'rule': category.rule_words}}"


def _where_sealed_kinds_go() -> SafeString:
    words = _("Violence, HIV, prison and the like are not in this list: %(link)s.")
    link = format_html('<a href="{}">{}</a>', reverse("beneficiaries:refer"), _("send them sealed to the Dinas"))
    return format_html(str(words) % {"link": "{}"}, link)


CLASSIFY_FIELDS = {
    "categories": RowsField(
        label=_("Kind of PMKS"),
        queryset=PmksCategory.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy(_where_sealed_kinds_go, SafeString)(),
    ),
    "identified_on": DayField(label=_("Identified on")),
    "source": LineFormField(
        label=_("Source"), max_length=120, required=False, help_text=_("For example: musyawarah desa, report of RT.")
    ),
    "own_wording": LineFormField(
        label=_("In own words"), max_length=200, required=False, help_text=_("What the village calls it.")
    ),
}


class ClassifyForm(CategoryMixin, HouseForm):
    categories = CLASSIFY_FIELDS["categories"]
    identified_on = CLASSIFY_FIELDS["identified_on"]
    source = CLASSIFY_FIELDS["source"]
    own_wording = CLASSIFY_FIELDS["own_wording"]

    def __init__(self, *args, person, **kwargs) -> None:
        self.person = person
        super().__init__(*args, **kwargs)
        self.prepare_categories()

    def clean(self):
        cleaned = super().clean()
        self.doubt_misfits(self.person, cleaned)
        return cleaned


class NewBeneficiaryForm(CategoryMixin, PersonForm):
    """A person whom the registry does not know yet, and at once his kinds of PMKS."""

    categories = CLASSIFY_FIELDS["categories"]
    identified_on = CLASSIFY_FIELDS["identified_on"]
    source = CLASSIFY_FIELDS["source"]
    own_wording = CLASSIFY_FIELDS["own_wording"]

    layout = Layout(*PERSON_LAYOUT, "categories", "identified_on", "source", "own_wording")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.prepare_categories()

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            self.doubt_misfits(self.instance, self.cleaned_data)


class ClassificationForm(RecordForm):
    identified_on = DayField(label=_("Identified on"))

    class Meta:
        model = Classification
        fields = ["identified_on", "source", "own_wording"]


class DecisionForm(HouseForm):
    """Why a proposal is rejected, or since when and why a record ends."""

    on = DayField(label=_("On"))
    reason = LineFormField(label=_("Reason"), max_length=200)


class RejectForm(HouseForm):
    reason = LineFormField(label=_("Reason"), max_length=200, help_text=_("The one who proposed it will read this."))
