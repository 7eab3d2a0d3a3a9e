"""Verifying, rejecting, ending: who proposed does not verify."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View
from django_htmx.http import HttpResponseClientRedirect

from beneficiaries.forms import DecisionForm, RejectForm
from beneficiaries.services import end, reject, verify
from beneficiaries.views.records import ClassificationMixin
from wksbm.accounts.editing import CreateOnceView


class VerifyView(ClassificationMixin, View):
    """One click in a list or on the record's page; twice says that it is decided already."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        row = self.get_object()
        if not request.user.may("verify", "beneficiary", row):
            raise PermissionDenied
        try:
            verify(row, by=request.user, on=row.village.today())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            # Inside a list a redirect would put the whole page into one row.
            return HttpResponseClientRedirect(row.get_absolute_url()) if request.htmx else redirect(row)
        if request.htmx:
            return render(request, "beneficiaries/verified_row.html", {"classification": row})
        messages.success(request, _("Verified."))
        return redirect(self.back_to(request) or row)

    def back_to(self, request) -> str:
        target = request.POST.get("next", "")
        return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else ""


class DecisionView(ClassificationMixin, CreateOnceView):
    template_name = "beneficiaries/decision.html"
    action = "update"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not request.user.may(self.action, "beneficiary", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.object.village.today()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "classification": self.object,
            "person": self.object.beneficiary.person,
            "heading": self.heading,
            "verb": self.verb,
            "cancel": self.object.get_absolute_url(),
        }


class RejectView(DecisionView):
    form_class = RejectForm
    action = "verify"

    @property
    def heading(self) -> str:
        return _("Reject the proposal")

    verb = heading

    def create(self, form):
        reject(self.object, by=self.request.user, on=self.today(), reason=form.cleaned_data["reason"])
        return self.object


class EndView(DecisionView):
    """Ending is what "delete" means for a record that has a life."""

    form_class = DecisionForm
    action = "delete"

    @property
    def heading(self) -> str:
        return _("End this record")

    verb = heading

    def get_initial(self):
        return {"on": self.today()}

    def create(self, form):
        end(self.object, by=self.request.user, **form.cleaned_data)
        return self.object
