"""Setting the second step up, its recovery codes, turning it off; and taking a lost one away from an account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from wksbm import keyring
from wksbm.accounts import second_factor
from wksbm.accounts.confirming import ConfirmedView, confirmed_lately
from wksbm.accounts.editing import HouseFormView, add_errors
from wksbm.accounts.models import User
from wksbm.accounts.sign_in_forms import AskPasswordForm, EnrolForm, ResetFactorForm
from wksbm.accounts.views.accounts import AccountActView

SHOWN = "shown_factor"  # the session's entry: the sealed secret that the page shows
PURPOSE = "accounts.shown_factor"


def myself(request) -> User:
    """The row itself, fresh: request.user is a lazy one."""
    return User.objects.visible_to(request.user).get(pk=request.user.pk)


class EnrolView(ConfirmedView, HouseFormView):
    """A QR code and the same key in letters; the first code shows that the app has it."""

    template_name = "account/second_factor_enrol.html"
    form_class = EnrolForm

    def dispatch(self, request, *args, **kwargs):
        if not second_factor.is_enrolled(request.user):
            return super().dispatch(request, *args, **kwargs)
        if second_factor.has_passed(request):
            return redirect("accounts:mine")
        logout(request)  # set up elsewhere meanwhile, and never shown here
        messages.info(request, _("A second step is set up already. Sign in with it."))
        return redirect(settings.LOGIN_URL)

    @property
    def secret(self) -> str:
        if SHOWN not in self.request.session:
            self.request.session[SHOWN] = keyring.seal(second_factor.new_secret(), PURPOSE)
        return keyring.unseal(self.request.session[SHOWN], PURPOSE)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"secret": self.secret}

    def form_valid(self, form):
        user = myself(self.request)
        try:
            second_factor.enrol(user, self.secret, code=form.cleaned_data["code"])
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        del self.request.session[SHOWN]
        second_factor.passed(self.request, user)
        messages.success(self.request, _("The second step is set up. Keep these recovery codes apart from the phone."))
        return redirect("accounts:recovery-codes")

    def get_context_data(self, **kwargs):
        secret = self.secret
        address = second_factor.address_of(self.request.user, secret)
        return super().get_context_data(**kwargs) | {
            "address": address,
            "picture": second_factor.picture_of(address),
            "key": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
            "required": second_factor.is_missing(self.request),
            "verb": _("Set up the second step"),
            "cancel": None if second_factor.is_missing(self.request) else reverse("accounts:mine"),
        }


class EnrolledView(ConfirmedView, HouseFormView):
    """A page about the second step that is set up; others are led to setting it up."""

    form_class = AskPasswordForm

    def dispatch(self, request, *args, **kwargs):
        if not second_factor.is_enrolled(request.user):
            return redirect("accounts:second-factor-enrol")
        return super().dispatch(request, *args, **kwargs)


class RecoveryCodesView(EnrolledView):
    """Shows the codes that are left, to print or to take home; asks for the password when it was not typed lately."""

    template_name = "account/recovery_codes.html"

    def form_valid(self, form):
        return redirect("accounts:recovery-codes")

    def get_context_data(self, **kwargs):
        shown = second_factor.recovery_codes(self.request.user) if confirmed_lately(self.request) else None
        more = {"codes": shown, "verb": _("Show the codes"), "cancel": reverse("accounts:mine")}
        return super().get_context_data(**kwargs) | more


class RecoveryFileView(View):
    def get(self, request):
        if not (confirmed_lately(request) and second_factor.is_enrolled(request.user)):
            return redirect("accounts:recovery-codes")
        facts = {"codes": second_factor.recovery_codes(request.user)}
        page = render(request, "account/recovery_codes.txt", facts, content_type="text/plain; charset=utf-8")
        page.headers["Content-Disposition"] = 'attachment; filename="kode-cadangan-rukun.txt"'
        return page


class NewRecoveryCodesView(EnrolledView):
    template_name = "account/recovery_codes_new.html"

    def form_valid(self, form):
        second_factor.new_recovery_codes(myself(self.request))
        messages.success(self.request, _("These are your new recovery codes. The old ones open nothing any more."))
        return redirect("accounts:recovery-codes")

    def get_context_data(self, **kwargs):
        more = {"verb": _("Make new codes"), "cancel": reverse("accounts:recovery-codes")}
        return super().get_context_data(**kwargs) | more


class TurnOffView(EnrolledView):
    template_name = "account/second_factor_off.html"

    def dispatch(self, request, *args, **kwargs):
        if settings.SECOND_FACTOR_REQUIRED and second_factor.must_have(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        second_factor.turn_off(myself(self.request))
        messages.success(self.request, _("The second step is off. Signing in asks for the password only."))
        return redirect("accounts:mine")

    def get_context_data(self, **kwargs):
        more = {"verb": _("Turn the second step off"), "cancel": reverse("accounts:mine")}
        return super().get_context_data(**kwargs) | more


class ResetFactorView(ConfirmedView, AccountActView):
    """By whoever keeps the account, after the phone was lost."""

    form_class = ResetFactorForm

    @property
    def heading(self) -> str:
        return _("Take the second step away")

    @property
    def done(self) -> str:
        return _("The second step is gone and all sessions have ended. At the next sign-in a new one is set up.")

    verb = heading

    def act(self, form) -> None:
        second_factor.reset(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
