"""Signing in: the account table, and nothing of Django's permission tables."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

from wksbm.accounts.system import is_shut_demo_password


class DutyBackend(BaseBackend):
    """A disabled account, an unknown name and a wrong password look and cost the same.

    The published password of the demo opens nothing outside demo mode, whoever may have set it.
    """

    def authenticate(self, request, username=None, password=None, **credentials):
        model = get_user_model()
        user = model.objects.filter(username=(username or "").strip().casefold()).first()
        if user is None:
            model().set_password(password)
            return None
        fits = user.check_password(password) and not is_shut_demo_password(password)
        return user if fits and user.is_active else None

    def get_user(self, user_id):
        return get_user_model().objects.filter(pk=user_id, is_active=True).first()
