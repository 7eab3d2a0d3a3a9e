"""Verifying and withdrawing an activity: decisions over the log of somebody else, and over one's own mistake."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from activities.forms import WithdrawForm
from activities.services import verify_activity, withdraw_activity
from activities.views.log import ActivityMixin
from wksbm.accounts.editing import CreateOnceView


class VerifyActivityView(ActivityMixin, View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        activity = self.get_object()
        if not request.user.may("verify", "activity", activity):
            raise PermissionDenied
        try:
            verify_activity(activity, by=request.user)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("Verified."))
        return redirect(activity)


class WithdrawView(ActivityMixin, CreateOnceView):
    """Takes back an activity that was entered by mistake; it stays in the record, with the reason."""

    template_name = "activities/withdraw.html"
    form_class = WithdrawForm

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.withdrawn_on and request.method == "GET":
            return redirect(self.object)
        if not self.object.withdrawn_on and not self.may_change(self.object, "delete"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def create(self, form):
        withdraw_activity(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Withdrawn. It no longer counts; the record keeps it with your reason."))
        return reverse("activities:list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"activity": self.object, "cancel": self.object.get_absolute_url()}
