"""What is asked before a person is erased, reported on, or let go: why, and the password once more."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.confirming import ConfirmingMixin
from wksbm.formfields import LineFormField
from wksbm.forms import HouseForm

SHORTEST_REASON = 5


class ReasonForm(ConfirmingMixin, HouseForm):
    reason = LineFormField(label=_("Reason"), min_length=SHORTEST_REASON, max_length=200)

    layout = Layout("reason")
    asked_because = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "password" in self.fields and self.asked_because:
            self.fields["password"].help_text = self.asked_because


class ReportForm(ReasonForm):
    asked_because = _("Asked because the report holds the full NIK.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "For example: asked for by letter of 12 March. It stands in the access log."
        )


class EraseForm(ReasonForm):
    asked_because = _("Asked because this cannot be undone.")
    sure = forms.BooleanField(label=_("I have read what goes and what stays. It is for good."))

    layout = Layout("reason", "sure")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It stays for good: write why, without the name or any number.")
