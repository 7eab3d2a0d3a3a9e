"""A PMKS record whose time is over: the Dinas decides, one by one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from beneficiaries.forgetting import forget_classification
from beneficiaries.views.records import ClassificationMixin
from wksbm.accounts.confirming import ConfirmedView
from wksbm.accounts.editing import ActView
from wksbm.people.privacy_forms import EraseForm
from wksbm.people.retention import RULES


class ForgetView(ClassificationMixin, ConfirmedView, ActView):
    """Only what a rule of retention lets go today; everything else does not exist here."""

    template_name = "beneficiaries/forget.html"
    form_class = EraseForm

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not request.user.may("delete", "person", self.object):
            raise PermissionDenied
        rules = [rule for rule in RULES if rule.route == request.resolver_match.view_name]
        self.rule = next((rule for rule in rules if rule.rows(self.today()).filter(pk=self.object.pk).exists()), None)
        if self.rule is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.object.village.today()

    def get_initial(self):
        return {"reason": _("Retention: %(rule)s") % {"rule": self.rule.who}}

    @property
    def done(self) -> str:
        return _("Done: the record counts on and says nobody.")

    def act(self, form) -> None:
        forget_classification(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self) -> str:
        return reverse("people:retention")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "classification": self.object,
            "person": self.object.beneficiary.person,
            "cancel": self.get_success_url(),
            "verb": _("Take the name away"),
            "button": "btn-danger",
        }
