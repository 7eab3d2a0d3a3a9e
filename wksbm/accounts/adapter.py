"""allauth, closed: nobody signs himself up, and the pages we do not use do not exist."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def get_password_change_redirect_url(self, request) -> str:
        return self.get_login_redirect_url(request)

    def add_message(self, *args, **kwargs) -> None:
        """Signing in and out needs no announcement: the page itself says where one is."""
