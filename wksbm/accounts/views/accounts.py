"""Accounts: the list, one of them, a new one, its password, its sessions, switching it off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from wksbm.accounts import given
from wksbm.accounts.confirming import ConfirmedView, confirmed_lately
from wksbm.accounts.duty_forms import AccountEditForm, AccountForm, PostForm, ResetForm, SwitchForm
from wksbm.accounts.editing import ActView, CreateOnceView, EditRecordView
from wksbm.accounts.filters import AccountFilter
from wksbm.accounts.leading import held_by
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.models import REGION_LEVELS, Duty, User
from wksbm.accounts.second_factor import is_enrolled
from wksbm.accounts.services import (
    create_account,
    give_duty,
    grantable_roles,
    may_change,
    may_clear,
    may_give,
    may_keep,
    name_from,
    propose_username,
    reset_password,
    switch,
)
from wksbm.accounts.sessions import end_all


class AccountListView(ScopedListView):
    template_name = "accounts/list.html"
    filterset_class = AccountFilter

    def get_queryset(self):
        user = self.request.user
        duties = Duty.objects.visible_to(user).select_related("region")
        shown = Prefetch("duties", queryset=duties, to_attr="shown_duties")
        return User.objects.visible_to(user).prefetch_related(shown).order_by("username")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        held = held_by([account.pk for account in context["rows"]], self.request.user)
        context["rows"] = [(account, [row for row in held if row.user == account.pk]) for account in context["rows"]]
        return context | {"can_grant": bool(grantable_roles(self.request.user)), "today": timezone.localdate()}


class VisibleAccountMixin:
    """`self.object` is an account that the user sees; `keeps`: and that he may keep."""

    keeps = True

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.keeps and not may_keep(self.object, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None):
        return get_object_or_404(User.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return {"account": self.object, "cancel": self.object.get_absolute_url()} | super().get_context_data(**kwargs)


class AccountDetailView(VisibleAccountMixin, DetailView):
    template_name = "accounts/detail.html"
    keeps = False

    def get_context_data(self, **kwargs):
        user, account, today = self.request.user, self.object, timezone.localdate()
        duties = Duty.objects.visible_to(user).filter(user=account).select_related("region")
        return super().get_context_data(**kwargs) | {
            "given_password": given.take(self.request, account),
            "address": self.request.build_absolute_uri(reverse("home")),
            "duties": [(duty, may_change(duty, user), may_clear(duty, user)) for duty in duties],
            "held": [(row, row.lasts(today) and self.may_end(row)) for row in held_by([account.pk], user)],
            "keepable": may_keep(account, user),
            "has_second_step": is_enrolled(account),
            "can_grant": bool(grantable_roles(user)),
            "today": today,
        }

    def may_end(self, held) -> bool:
        return self.object != self.request.user and may_give(self.request.user, held.role, held.village)


class AccountCreateView(ConfirmedView, CreateOnceView):
    """A new officer's account; who keeps the accounts of leaders alone is sent to their form."""

    template_name = "accounts/form.html"
    form_class = AccountForm

    def dispatch(self, request, *args, **kwargs):
        if not grantable_roles(request.user):
            return redirect("groups:new-leader")
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"starts_on": timezone.localdate()}

    def create(self, form):
        data, by = form.cleaned_data, self.request.user
        person = {name: data[name] for name in ("username", "full_name", "phone")}
        named_after = name_from(data["role"], data["region"], data["full_name"])
        account, password = create_account(**person, named_after=named_after, by=by)
        duty = {name: data[name] for name in ("role", "region", "starts_on", "ends_on")}
        give_duty(account, **duty, by=by)
        given.keep(self.request, account, password)
        return account

    def get_context_data(self, **kwargs):
        verb = {"verb": _("Make the account"), "cancel": reverse("accounts:list")}
        return super().get_context_data(**kwargs) | verb


class ProposeView(View):
    """The user name that a new account would get, as a line under its field; nothing while the place is open."""

    http_method_names = ["get"]

    def get(self, request):
        form = PostForm(request.GET, user=request.user)
        role, region = (form.cleaned_data[name] for name in ("role", "region")) if form.is_valid() else ("", None)
        if region is None or region.level not in REGION_LEVELS[role]:
            return HttpResponse("")
        name = propose_username(*name_from(role, region))
        return HttpResponse(format_html("{} <b>{}</b>", _("Left empty:"), name))


class AccountUpdateView(VisibleAccountMixin, EditRecordView):
    template_name = "accounts/form.html"
    form_class = AccountEditForm


class AccountActView(VisibleAccountMixin, ActView):
    """An act over an account, then its page."""

    template_name = "accounts/act.html"
    heading = verb = ""

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": self.heading, "verb": self.verb}


class PasswordResetView(ConfirmedView, AccountActView):
    form_class = ResetForm

    @property
    def heading(self) -> str:
        return _("New password")

    verb = heading

    def get_form_kwargs(self):
        """The button on the account's page sends no password: whoever has to type it is asked first, not refused."""
        asked = "password" in self.request.POST or confirmed_lately(self.request)
        return super().get_form_kwargs() | ({} if asked else {"data": None, "files": None})

    def act(self, form) -> None:
        given.keep(self.request, self.object, reset_password(self.object, by=self.request.user))


class SwitchView(AccountActView):
    """Off: out at the next click. On again: with the duties that it still has."""

    form_class = SwitchForm

    @property
    def heading(self) -> str:
        return _("Switch the account off") if self.object.is_active else _("Switch the account on")

    verb = heading

    def act(self, form) -> None:
        switch(self.object, on=not self.object.is_active, by=self.request.user, reason=form.cleaned_data["reason"])


class SessionsEndView(VisibleAccountMixin, View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        end_all(self.object, by=request.user)
        messages.success(request, _("Every device has to sign in again."))
        return redirect(self.object)
