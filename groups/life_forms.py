"""The acts of a group's life: each with its reason, most with a day."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from wksbm.formfields import DayField, LineFormField
from wksbm.forms import HouseForm

STAYS = _("Stays in the history of the group.")


class WithReason(HouseForm):
    reason = LineFormField(label=_("Reason"), max_length=200, help_text=STAYS)


class ActivateForm(HouseForm):
    reason = LineFormField(label=_("Reason"), max_length=200, help_text=STAYS, required=False)


class EndForm(WithReason):
    on = DayField(label=_("Last day"))

    layout = Layout("on", "reason")


class ComponentForm(HouseForm):
    since = DayField(label=_("Component since"), required=False, help_text=_("Empty: not known."))


class FindForm(HouseForm):
    q = LineFormField(max_length=120, required=False)
