"""What every request passes: plain parameters, the language, the gate."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from wksbm.accounts import access
from wksbm.accounts.routes import ADMIN, OPEN, ROUTES, WITH_OLD_PASSWORD
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
    """Asks the route table before any view runs; what is not in the table is closed. Behind it nothing is cached."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        with acting_as(request.user if request.user.is_authenticated else None):
            response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        rule = rule_for(request.resolver_match.view_name)
        if rule == OPEN:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return self.signed_in(request, rule)

    def process_exception(self, request, exception):
        """A record that somebody else saved meanwhile, where no form of ours has caught it: nothing was written."""
        return render(request, "errors/409.html", status=409) if isinstance(exception, StaleRecord) else None

    def signed_in(self, request, rule):
        user = request.user
        if not user.roles:
            logout(request)
            messages.info(request, _("Your duty has ended, so this account sees nothing. Ask the Dinas Sosial."))
            return redirect(settings.LOGIN_URL)
        if user.must_change_password and request.resolver_match.view_name not in WITH_OLD_PASSWORD:
            return redirect("account_change_password")
        if rule == ADMIN and not user.is_staff:
            raise Http404
        if isinstance(rule, tuple):
            check(user, *rule)
        return None


def rule_for(view_name: str):
    if view_name.startswith("admin:"):
        return ADMIN
    if view_name not in ROUTES:
        raise ImproperlyConfigured(f"{view_name} is not in the table of routes, so it is closed")
    return ROUTES[view_name]


def to_sign_in(request):
    response = redirect(settings.LOGIN_URL)
    if request.method == "GET":
        response["Location"] += "?" + urlencode({"next": request.path})
    if request.htmx:
        response["HX-Redirect"] = response["Location"]
    return response


def check(user, record: str, action: str) -> None:
    """Raises Http404 where no role of the user knows the record, PermissionDenied where none may do this."""
    letter = access.best_letter(user.roles, record, action)
    if letter == "N":
        raise Http404
    if letter == "F":
        raise PermissionDenied
