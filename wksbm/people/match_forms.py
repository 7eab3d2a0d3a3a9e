"""What the user says about a list that is matched: of which edition, from whom, of which day."""

from crispy_forms.layout import Div, Layout
from django.utils.translation import gettext_lazy as _

from wksbm.formfields import DayField
from wksbm.forms import HouseForm, WhyField
from wksbm.people.match_columns import LONGEST_EDITION, EditionCell


class MatchForm(HouseForm):
    """`said` are the answers as plain texts."""

    edition = WhyField(
        label=_("Edition"), required=True, max_length=LONGEST_EDITION, help_text=_("Year and quarter: 2026-1.")
    )
    source = WhyField(label=_("Source"), required=True, max_length=80, help_text=_("Who made the list."))
    checked_on = DayField(label=_("Date of the list"))

    layout = Layout(Div("edition", "checked_on", "source", css_class="rk-thirds"))

    def clean_edition(self) -> str:
        return EditionCell().read(self.cleaned_data["edition"])[0]

    @property
    def said(self) -> dict[str, str]:
        return self.cleaned_data | {"checked_on": self.cleaned_data["checked_on"].isoformat()}
