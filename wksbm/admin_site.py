"""The thin admin: for administrators, Dinas and villages; to everybody else it does not exist."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import Http404
from django.utils.translation import gettext_lazy as _


class RegistryAdminConfig(AdminConfig):
    default_site = "wksbm.admin_site.RegistryAdminSite"


class RegistryAdminSite(AdminSite):
    site_header = _("Rukun: code lists and accounts")
    site_title = "Rukun"
    index_title = _("Code lists and accounts")
    site_url = "/"

    def has_permission(self, request) -> bool:
        return request.user.is_active and request.user.is_authenticated and request.user.is_staff

    # Not offered: `r/<type>/<id>/` tells whether any record exists, the rest the registry does itself.
    CLOSED = {"view_on_site", "autocomplete", "login", "logout", "password_change", "password_change_done"}

    def get_urls(self):
        return [url for url in super().get_urls() if getattr(url, "name", None) not in self.CLOSED]

    def admin_view(self, view, cacheable=False):
        """Without permission the admin does not exist (the gate has already sent strangers to the sign-in page)."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)
