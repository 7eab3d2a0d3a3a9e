"""Clearance for sealed data: given to a duty by name until a day, taken back at once."""

from django.utils.translation import gettext as _

from wksbm.accounts.duty_forms import ClearanceForm, TakeBackForm
from wksbm.accounts.services import give_clearance, may_clear, take_clearance_back
from wksbm.accounts.views.duties import DutyActView


class ClearanceView(DutyActView):
    form_class = ClearanceForm
    allowed = staticmethod(may_clear)

    @property
    def heading(self) -> str:
        return _("Clear for sealed data")

    @property
    def verb(self) -> str:
        return _("Give the clearance")

    @property
    def done(self) -> str:
        return _("Cleared until that day, by name. The access log has it.")

    def act(self, form) -> None:
        give_clearance(self.duty, **form.cleaned_data, by=self.request.user)


class ClearanceBackView(DutyActView):
    form_class = TakeBackForm
    allowed = staticmethod(may_clear)

    @property
    def heading(self) -> str:
        return _("Take the clearance back")

    verb = heading

    @property
    def done(self) -> str:
        return _("The clearance is taken back: nothing sealed opens any more.")

    def act(self, form) -> None:
        take_clearance_back(self.duty, **form.cleaned_data, by=self.request.user)
