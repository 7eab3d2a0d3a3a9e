"""Accounts and their duties, kept by the Dinas and the administrator."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from wksbm.accounts.editing import CreateOnceView, EditRecordView, HouseFormView, add_errors
from wksbm.accounts.filters import AccountFilter
from wksbm.accounts.forms import AccountEditForm, AccountForm, DutyForm, EndDutyForm
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.models import Duty, User
from wksbm.accounts.services import (
    create_account,
    end_duty,
    give_duty,
    grantable_roles,
    may_keep,
    reset_password,
)

SECRET_KEY_IN_SESSION = "given_password"  # noqa: S105 the name of a session entry


class AccountListView(ScopedListView):
    template_name = "accounts/list.html"
    filterset_class = AccountFilter

    def get_queryset(self):
        return User.objects.visible_to(self.request.user).prefetch_related("duties__region").order_by("username")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"can_grant": bool(grantable_roles(self.request.user))}


class VisibleAccountMixin:
    def get_object(self, queryset=None):
        return get_object_or_404(User.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def must_be_keepable(self, account: User) -> None:
        if not may_keep(account, self.request.user):
            raise PermissionDenied


class AccountDetailView(VisibleAccountMixin, DetailView):
    template_name = "accounts/detail.html"
    context_object_name = "account"

    def get_context_data(self, **kwargs):
        secret = self.request.session.pop(SECRET_KEY_IN_SESSION, None)
        shown = secret["password"] if secret and secret["user"] == self.object.pk else None
        duties = self.object.duties.select_related("region")
        keepable = may_keep(self.object, self.request.user)
        return super().get_context_data(**kwargs) | {
            "given_password": shown,
            "duties": duties,
            "keepable": keepable,
            "can_grant": bool(grantable_roles(self.request.user)),
        }


class MyAccountView(TemplateView):
    template_name = "accounts/mine.html"


class AccountCreateView(CreateOnceView):
    template_name = "accounts/form.html"
    form_class = AccountForm

    def get_initial(self):
        return {"starts_on": timezone.localdate()}

    def create(self, form):
        data, by = form.cleaned_data, self.request.user
        account, password = create_account(
            username=data["username"], full_name=data["full_name"], phone=data["phone"], by=by
        )
        give_duty(
            account,
            role=data["role"],
            region=data["region"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=by,
        )
        self.request.session[SECRET_KEY_IN_SESSION] = {"user": account.pk, "password": password}
        return account


class AccountUpdateView(VisibleAccountMixin, EditRecordView):
    template_name = "accounts/form.html"
    form_class = AccountEditForm

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.must_be_keepable(self.object)
        return super().dispatch(request, *args, **kwargs)


class PasswordResetView(VisibleAccountMixin, View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        account = self.get_object()
        self.must_be_keepable(account)
        request.session[SECRET_KEY_IN_SESSION] = {
            "user": account.pk,
            "password": reset_password(account, by=request.user),
        }
        return redirect(account)


class DutyCreateView(VisibleAccountMixin, CreateOnceView):
    template_name = "accounts/form.html"
    form_class = DutyForm

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.must_be_keepable(self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"starts_on": timezone.localdate()}

    def create(self, form):
        data = form.cleaned_data
        give_duty(
            self.object,
            role=data["role"],
            region=data["region"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=self.request.user,
        )
        return self.object


class DutyEndView(HouseFormView):
    template_name = "accounts/duty_end.html"
    form_class = EndDutyForm

    def dispatch(self, request, *args, **kwargs):
        accounts = User.objects.visible_to(request.user)
        self.duty = get_object_or_404(Duty.objects.filter(user__in=accounts), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def form_valid(self, form):
        try:
            end_duty(self.duty, on=form.cleaned_data["on"], by=self.request.user)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The duty ends on that day."))
        return redirect(reverse("accounts:detail", args=[self.duty.user_id]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"duty": self.duty}
