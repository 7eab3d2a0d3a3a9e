"""A hidden number shown on request, the last four digits compared: in place by htmx, else on pages of their own."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.limits import check, left
from wksbm.accounts.models import AccessLog
from wksbm.people.reveal_forms import MatchForm, RevealForm
from wksbm.people.reveals import NUMBERS, matches, may_reveal, reveal
from wksbm.people.views.records import VisiblePersonMixin

Kind = AccessLog.Kind


class HiddenNumberView(VisiblePersonMixin, HouseFormView):
    """A form about a number that the table hides from the user."""

    def asked_number(self) -> str:
        return "nik"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.number = self.asked_number()
        if self.number not in NUMBERS:
            raise Http404
        if not may_reveal(request.user, self.object, self.number):
            raise PermissionDenied
        if not getattr(self.object, self.number):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "base": "bare.html" if self.request.htmx else "base.html",
            "person": self.object,
            "number": self.number,
            "word": NUMBERS[self.number],
        }


class RevealView(HiddenNumberView):
    """GET asks what for, POST answers with the value: in no address, in no session, gone after a reload.

    `?data=` names the number, else it is the NIK.
    """

    template_name = "people/reveal.html"
    form_class = RevealForm

    def asked_number(self) -> str:
        return self.request.GET.get("data", "nik")

    def get(self, request, *args, **kwargs):
        check(request.user, Kind.REVEAL)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        user = self.request.user
        value = reveal(self.object, self.number, by=user, reason=form.reason)
        facts = {"value": value, "reason": form.reason, "left": left(user, Kind.REVEAL)}
        return self.render_to_response(self.get_context_data(form=form, **facts))


class MatchView(HiddenNumberView):
    template_name = "people/match.html"
    form_class = MatchForm

    def form_valid(self, form):
        user = self.request.user
        same = matches(self.object, form.cleaned_data["digits"], by=user)
        fresh = MatchForm(user=user)
        context = self.get_context_data(form=fresh, asked=True, same=same, left=left(user, Kind.MATCH))
        return self.render_to_response(context)
