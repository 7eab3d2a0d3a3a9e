"""Duties: giving, extending, ending, handing over, and those that end soon."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts import given
from wksbm.accounts.confirming import ConfirmedView
from wksbm.accounts.duty_forms import DutyForm, EndDutyForm, ExtendForm, HandOverForm
from wksbm.accounts.editing import ActView, CreateOnceView
from wksbm.accounts.filters import EndingFilter
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.models import Duty
from wksbm.accounts.services import (
    create_account,
    end_duty,
    extend_duty,
    give_duty,
    grantable_roles,
    hand_over,
    may_change,
    name_from,
)
from wksbm.accounts.views.accounts import VisibleAccountMixin


class DutyListView(ScopedListView):
    """The duties that end within 30 days, the next first, each with what to do about it."""

    template_name = "accounts/ending.html"
    filterset_class = EndingFilter

    def get_queryset(self):
        return Duty.objects.visible_to(self.request.user).ending_soon().select_related("user", "region")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["rows"] = [(duty, may_change(duty, self.request.user)) for duty in context["rows"]]
        return context


class DutyCreateView(VisibleAccountMixin, ConfirmedView, CreateOnceView):
    """A further duty for an account that is there; the address may bring what was typed for a new one."""

    template_name = "accounts/act.html"
    form_class = DutyForm

    def dispatch(self, request, *args, **kwargs):
        if not grantable_roles(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        brought = {name: self.request.GET.get(name, "")[:20] for name in ("role", "region", "ends_on")}
        return {"starts_on": timezone.localdate()} | brought

    def create(self, form):
        duty = {name: form.cleaned_data[name] for name in ("role", "region", "starts_on", "ends_on")}
        give_duty(self.object, **duty, by=self.request.user)
        return self.object

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": _("Give a duty"), "verb": _("Give the duty")}


class VisibleDutyMixin:
    """`self.duty` is a duty that the user sees and for which `allowed` says yes."""

    template_name = "accounts/act.html"
    allowed = staticmethod(may_change)
    heading = verb = done = ""

    def dispatch(self, request, *args, **kwargs):
        duties = Duty.objects.visible_to(request.user).select_related("user", "region")
        self.duty = get_object_or_404(duties, pk=kwargs["pk"])
        if not self.allowed(self.duty, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "account": self.duty.user,
            "duty": self.duty,
            "cancel": self.duty.user.get_absolute_url(),
            "heading": self.heading,
            "verb": self.verb,
        }


class DutyActView(VisibleDutyMixin, ConfirmedView, ActView):
    """An act over a duty, then the page of its account."""

    def get_success_url(self) -> str:
        return self.duty.user.get_absolute_url()


class DutyEndView(DutyActView):
    form_class = EndDutyForm

    @property
    def heading(self) -> str:
        return _("End the duty")

    verb = heading

    @property
    def done(self) -> str:
        return _("The duty ends on that day.")

    def get_initial(self):
        return {"on": timezone.localdate()}

    def act(self, form) -> None:
        end_duty(self.duty, **form.cleaned_data, by=self.request.user)


class DutyExtendView(DutyActView):
    form_class = ExtendForm

    @property
    def heading(self) -> str:
        return _("Extend the duty")

    verb = heading

    @property
    def done(self) -> str:
        return _("The duty lasts until the new day.")

    def act(self, form) -> None:
        extend_duty(self.duty, **form.cleaned_data, by=self.request.user)


class HandOverView(VisibleDutyMixin, ConfirmedView, CreateOnceView):
    """One act on a day: the duty of the one ends, that of the other begins, with an account of his own if need be."""

    form_class = HandOverForm

    @property
    def heading(self) -> str:
        return _("Hand the duty over")

    verb = heading

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"url": self.request.path}

    def get_initial(self):
        known = {"on": timezone.localdate() + timedelta(days=1), "until": self.duty.ends_on}
        asked = self.request.GET
        return known | {name: asked[name][:60] for name in ("username", "on", "until") if name in asked}

    def create(self, form):
        data, by, duty = form.cleaned_data, self.request.user, self.duty
        version = self.request.POST.get("duty_version", "")
        account, password = (form.account, None) if data["username"] else self.new_account(data)
        facts = {name: data[name] for name in ("on", "until", "reason")}
        hand_over(duty, to=account, version=int(version) if version.isdecimal() else 0, **facts, by=by)
        if password:
            given.keep(self.request, account, password)
        messages.success(self.request, _("The duty goes over on that day. Both see it on their first page."))
        return account

    def new_account(self, data: dict):
        named_after = name_from(self.duty.role, self.duty.region, data["full_name"])
        person = {"full_name": data["full_name"], "phone": data["phone"]}
        return create_account(**person, named_after=named_after, by=self.request.user)
