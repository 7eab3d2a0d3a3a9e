"""What every request passes: plain parameters, the language, the gate."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from wksbm.accounts import access, second_factor
from wksbm.accounts.acting import act_as_chosen
from wksbm.accounts.limits import LimitReached
from wksbm.accounts.log import note_refusal
from wksbm.accounts.replay import without_ours
from wksbm.accounts.routes import ADMIN, OPEN, ROUTES, WITH_OLD_PASSWORD, WITHOUT_SECOND_FACTOR
from wksbm.accounts.views.log import too_many_looks
from wksbm.accounts.views.sessions import UNLOCK, hold_up, to_sign_in
from wksbm.actor import acting_as
from wksbm.records import StaleRecord


class PlainParametersMiddleware:
    """A NUL in an address never reaches a database (PostgreSQL would fail on it)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return HttpResponseBadRequest("NUL")
        return self.get_response(request)


class LanguageMiddleware:
    """Indonesian, unless the switch in the footer said otherwise; the browser's own wish does not count."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response


class GateMiddleware:
    """Asks the route table before any view runs; what is not in the table is closed. Behind it nothing is cached.

    What is longer than any form of ours is refused before it is read.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if too_long(request):
            return render(request, "errors/413.html", status=413)
        if request.user.is_authenticated:
            act_as_chosen(request.user, request.session)
        with acting_as(request.user if request.user.is_authenticated else None):
            response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
            if getattr(request, "at_the_gate", False):
                note_refusal(request, response.status_code)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST" and request.resolver_match.view_name != UNLOCK:
            request.POST = without_ours(request.POST)
        request.at_the_gate = True  # not so a form whose token was too old: that is nobody's attempt
        rule = rule_for(request.resolver_match.view_name)
        if rule == OPEN:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return self.signed_in(request, rule)

    def process_exception(self, request, exception):
        """What no form of ours has caught: a record that somebody else saved meanwhile; an hour's looks that are spent.

        Nothing was written, nothing shown.
        """
        if isinstance(exception, LimitReached):
            return too_many_looks(request, exception)
        return render(request, "errors/409.html", status=409) if isinstance(exception, StaleRecord) else None

    def signed_in(self, request, rule):
        user = request.user
        if not user.roles:
            logout(request)
            messages.info(request, _("Your duty has ended, so this account sees nothing. Ask the Dinas Sosial."))
            return redirect(settings.LOGIN_URL)
        if held := hold_up(request):
            return held
        if user.must_change_password and request.resolver_match.view_name not in WITH_OLD_PASSWORD:
            return redirect("account_change_password")
        if second_factor.is_missing(request) and request.resolver_match.view_name not in WITHOUT_SECOND_FACTOR:
            return redirect("accounts:second-factor-enrol")
        if rule == ADMIN and not user.is_staff:
            raise Http404
        if isinstance(rule, tuple):
            check(user, *rule)
        return None


def too_long(request) -> bool:
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdigit() and int(length) > settings.REQUEST_MAX_BYTES


def rule_for(view_name: str):
    if view_name.startswith("admin:"):
        return ADMIN
    if view_name not in ROUTES:
        raise ImproperlyConfigured(f"{view_name} is not in the table of routes, so it is closed")
    return ROUTES[view_name]


def check(user, record: str, action: str) -> None:
    """Raises Http404 where no role of the user knows the record, PermissionDenied where none may do this."""
    letter = access.best_letter(user.roles, record, action)
    if letter == "N":
        raise Http404
    if letter == "F":
        raise PermissionDenied
