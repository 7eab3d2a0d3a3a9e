"""Sending a confidential referral: the sender gets a receipt, once, and never the record."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from beneficiaries.sealed import readers, refer, sending_areas
from beneficiaries.sealed_forms import ReferralForm
from wksbm.accounts.editing import CreateOnceView
from wksbm.converters import key_in
from wksbm.people.models import Person

RECEIPT_IN_SESSION = "sealed_receipt"


class ReferView(CreateOnceView):
    """Says first who will be able to read it. Who it is about never stands in an address: `person` is posted."""

    template_name = "beneficiaries/refer.html"
    form_class = ReferralForm

    def dispatch(self, request, *args, **kwargs):
        if self.person and not request.user.may("create", "sealed", self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Person | None:
        pk = self.request.POST.get("person", "")
        if not pk:
            return None
        people = Person.objects.visible_to(self.request.user).select_related("village")
        return get_object_or_404(people, pk=key_in(pk))

    @cached_property
    def areas(self) -> list[str]:
        return [self.person.village_id] if self.person else sending_areas(self.request.user)

    def today(self):
        return self.person.village.today() if self.person else super().today()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.person}

    def post(self, request, *args, **kwargs):
        """Somebody's page sends his number alone: then the form is only shown."""
        if self.person and "client_key" not in request.POST:
            blank = self.get_form_class()(**self.get_form_kwargs() | {"data": None, "files": None})
            return self.render_to_response(self.get_context_data(form=blank))
        return super().post(request, *args, **kwargs)

    def create(self, form) -> str:
        village = self.person.village if self.person else form.cleaned_data["village"]
        case = refer(form.content(), village=village, by=self.request.user, on=village.today())
        self.request.session[RECEIPT_IN_SESSION] = case.receipt
        return reverse("beneficiaries:refer-receipt")

    def sent_before(self, url: str) -> str:
        return _("You sent a referral with this form a moment ago. Send again if this is another one.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "readers": readers(self.areas),
            "cancel": self.person.get_absolute_url() if self.person else reverse("home"),
        }


class ReceiptView(TemplateView):
    """The code once; asked for again there is nothing, as for everybody who never sent anything."""

    template_name = "beneficiaries/refer_receipt.html"
    http_method_names = ["get"]

    def get_context_data(self, **kwargs):
        receipt = self.request.session.pop(RECEIPT_IN_SESSION, "")
        if not receipt:
            raise Http404
        return super().get_context_data(**kwargs) | {"receipt": receipt}
