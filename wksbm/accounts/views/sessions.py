"""What stands between a signed-in request and its page: a session that is over, a locked screen; and lockouts."""

from datetime import datetime
from math import ceil
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from wksbm.accounts import second_factor, sessions
from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.lockout import opens_again
from wksbm.accounts.models import User
from wksbm.accounts.replay import HELD, NEXT, carried, safe_path, send_on
from wksbm.accounts.sign_in_forms import PinForm, UnlockForm
from wksbm.regions.picker import PICK

UNLOCK = "accounts:unlock"


def to_sign_in(request):
    return _lead(request, settings.LOGIN_URL, request.path)


def _lead(request, name: str, path: str):
    """To that page, and from there to `path`; a fragment takes its whole page along."""
    if request.htmx:
        path = request.htmx.current_url_abs_path or "/"
    url = reverse(name)
    if request.htmx or request.method == "GET":
        url += "?" + urlencode({"next": path})
    # A redirect would be followed inside the page, and the fragment would become the sign-in page.
    return HttpResponse(headers={"HX-Redirect": url}) if request.htmx else redirect(url)


def hold_up(request):
    """Signs out who has been here for twelve hours, shows the lock to who was away; None lets the request pass."""
    if sessions.is_trusted(request) and not sessions.may_trust(request.user):
        sessions.distrust(request)
    if sessions.is_over(request):
        return _sign_out(request)
    if request.resolver_match.view_name == UNLOCK:
        return None
    if sessions.is_locked(request):
        return _lock(request)
    sessions.seen(request)
    if sessions.end_is_near(request):
        words = _("You will be signed out at %(time)s, 12 hours after signing in. Save what you are writing before.")
        messages.warning(request, words % {"time": clock(sessions.ends_at(request))})
    return None


def clock(moment: float) -> str:
    """Half past two in the afternoon is 14.30 WITA."""
    local = datetime.fromtimestamp(moment, tz=timezone.get_current_timezone())
    return f"{date_format(local, 'H.i')} {local:%Z}"


def day_and_clock(moment: float) -> str:
    local = datetime.fromtimestamp(moment, tz=timezone.get_current_timezone())
    return f"{date_format(local, 'SHORT_DATE_FORMAT')}, {clock(moment)}"


def _sign_out(request):
    words = _("You have been signed out. A session lasts 12 hours, on a group leader's own phone 30 days.")
    if request.method == "POST":
        words += " " + _("What you sent last was not saved.")
    response = to_sign_in(request)
    logout(request)
    messages.info(request, words)
    return response


def _lock(request):
    """A page is asked for again after unlocking; a form that was sent is carried through the unlock page."""
    if request.htmx or request.method != "POST":
        return _lead(request, UNLOCK, request.get_full_path())
    form = UnlockForm(user=request.user, request=request)
    return render(request, UnlockView.template_name, {"form": form} | held_form(request), status=423)


def held_form(request) -> dict:
    """What the unlock page carries. A chosen file is lost, so then the form comes back unjudged, to choose it anew."""
    files = [(PICK, "1")] if request.FILES else []
    path = request.POST.get(NEXT) or request.get_full_path()
    return {"held": True, "next": safe_path(path), "carried": carried(request.POST) + files, "lost_file": bool(files)}


class UnlockView(HouseFormView):
    """Asks for the password or the PIN, then goes on to the page, or sends the carried form on."""

    template_name = "account/locked.html"
    form_class = UnlockForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    @property
    def target(self) -> str:
        return safe_path(self.request.POST.get(NEXT) or self.request.GET.get("next") or "/")

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if sessions.is_locked(request) else redirect(self.target)

    def post(self, request, *args, **kwargs):
        if not sessions.is_locked(request):  # unlocked in another tab
            return self.go_on()
        form = self.get_form()  # whatever the carried form asks for is not asked of this one
        try:
            return self.form_valid(form) if form.is_valid() else self.form_invalid(form)
        except sessions.TooManyPins:
            logout(request)
            messages.info(request, _("This phone is not trusted any more. Sign in with your password."))
            return redirect(settings.LOGIN_URL)

    def form_valid(self, form):
        sessions.seen(self.request)
        return self.go_on()

    def go_on(self):
        return send_on(self.target) if HELD in self.request.POST else redirect(self.target)

    def get_context_data(self, **kwargs):
        kept = held_form(self.request) if HELD in self.request.POST else {"next": self.target}
        return super().get_context_data(**kwargs) | kept | opening(self.request)


def opening(request) -> dict:
    """When a closed pair of account and address opens again; empty when it is not closed."""
    if not getattr(request, "axes_locked_out", False):
        return {}
    opens = opens_again(request, request.axes_credentials) or timezone.now()
    minutes = max(1, ceil((opens - timezone.now()).total_seconds() / 60))
    return {"minutes": minutes, "opens": clock(opens.timestamp())}


def locked_out(request, original_response, credentials):
    """What axes answers after the eighth wrong password, the same whether or not there is such an account."""
    facts = opening(request)
    if request.resolver_match.view_name == UNLOCK:  # its own page says so, and keeps what it carries
        response, response.status_code = original_response, 429
    else:
        response = render(request, "account/locked_out.html", facts, status=429)
    response.headers["Retry-After"] = str(60 * facts["minutes"])
    return response


class PinView(HouseFormView):
    """Right after signing in on a leader's own phone: the PIN that it will ask for."""

    template_name = "account/pin.html"
    form_class = PinForm

    def dispatch(self, request, *args, **kwargs):
        if not (sessions.may_trust(request.user) and request.session.get(sessions.WANTS_PIN)):
            return redirect("home")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        sessions.trust(self.request, form.cleaned_data["pin"])
        messages.success(self.request, _("This phone stays signed in for 30 days. After half an hour it asks the PIN."))
        return redirect("home")


class MyAccountView(TemplateView):
    template_name = "accounts/mine.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "trusted": sessions.is_trusted(self.request),
            "ends": day_and_clock(sessions.ends_at(self.request)),
            "enrolled": second_factor.is_enrolled(user),
            "must_have_factor": settings.SECOND_FACTOR_REQUIRED and second_factor.must_have(user),
        }


class EndMySessionsView(View):
    """Everywhere, here too: who has lost a phone sees at once that it worked."""

    http_method_names = ["post"]

    def post(self, request):
        user = User.objects.visible_to(request.user).get(pk=request.user.pk)
        sessions.end_all(user, by=user)
        logout(request)
        messages.success(request, _("You are signed out on all devices."))
        return redirect(settings.LOGIN_URL)
