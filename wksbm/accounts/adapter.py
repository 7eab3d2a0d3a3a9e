"""allauth, closed: nobody signs himself up, and the pages we do not use do not exist."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wksbm.accounts import confirming, sessions
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog


class ClosedAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def post_login(self, request, user, **kwargs):
        """The last step of every sign-in: it is logged, counts as typing the password, and may lead to a PIN."""
        note(user, AccessLog.Kind.SIGN_IN, user)
        confirming.remember(request)
        response = super().post_login(request, user, **kwargs)
        if not request.session.get(sessions.WANTS_PIN):
            return response
        if sessions.may_trust(user):
            return redirect("accounts:pin")
        del request.session[sessions.WANTS_PIN]
        messages.info(request, _("Only the phone of a group leader stays signed in. This session ends as usual."))
        return response

    def is_reauthentication_required(self, **kwargs) -> bool:
        return False  # our forms ask for the password themselves (confirming.py)

    def get_password_change_redirect_url(self, request) -> str:
        if request.session.get(sessions.WANTS_PIN):
            return reverse("accounts:pin")
        return self.get_login_redirect_url(request)

    def add_message(self, *args, **kwargs) -> None:
        """Signing in and out needs no announcement: the page itself says where one is."""
