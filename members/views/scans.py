"""The scan of a member's form, with the card on it: shown for a reason, one by one, logged."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from members.models import Membership
from wksbm.accounts import access, protected
from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.limits import check, spend
from wksbm.accounts.models import AccessLog, User
from wksbm.people.reveal_forms import RevealForm
from wksbm.scans import serve_scan

Kind = AccessLog.Kind


def may_open_form(user: User, membership: Membership) -> bool:
    """The field table says *reveal*; where a member may be viewed by M alone, what could be revealed stays masked."""
    letter = access.best_letter(user.roles_over(membership), "member", "view")
    return letter == "A" and protected.level_of(user, membership, "form_scan") == "reveal"


class FormScanView(HouseFormView):
    """GET asks what for, POST answers with the scan: it stands in no address, and is gone after a reload."""

    template_name = "members/form_scan.html"
    form_class = RevealForm

    def dispatch(self, request, *args, **kwargs):
        rows = Membership.objects.visible_to(request.user).select_related("group__village", "person", "identity")
        self.membership = get_object_or_404(rows, pk=kwargs["pk"])
        if not may_open_form(request.user, self.membership):
            raise PermissionDenied
        if not self.membership.form_scan:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        check(request.user, Kind.REVEAL)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        about = self.membership.person or self.membership
        spend(self.request.user, Kind.REVEAL, about, field="form_scan", reason=form.reason)
        return serve_scan(self.membership.form_scan, f"formulir {self.membership.pk}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"membership": self.membership}
