"""Addresses are Indonesian, names English. Every name stands in wksbm/accounts/routes.py, or it is closed."""

from allauth.account.views import login, logout, password_change
from allauth.mfa.base.views import authenticate
from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.i18n import set_language

from wksbm.converters import KeyConverter

register_converter(KeyConverter, "key")

urlpatterns = [
    path("", include("reports.urls_shell")),
    path("masuk/", login, name="account_login"),
    path("masuk/kode/", authenticate, name="mfa_authenticate"),
    path("keluar/", logout, name="account_logout"),
    path("akun/sandi/", password_change, name="account_change_password"),
    path("bahasa/", set_language, name="set_language"),
    path("akun/", include("wksbm.accounts.urls")),
    path("wilayah/", include("wksbm.regions.urls")),
    path("warga/", include("wksbm.people.urls")),
    path("kelompok/", include("groups.urls")),
    path("", include("members.urls")),
    path("", include("beneficiaries.urls")),
    path("", include("activities.urls")),
    path("rekap/", include("reports.urls")),
    path("impor/", include("wksbm.spreadsheets.urls")),
    path("ekspor/", include("wksbm.spreadsheets.urls_out")),
    path("admin/", admin.site.urls),
]

handler400 = "reports.views.errors.bad_request"
handler403 = "reports.views.errors.forbidden"
handler404 = "reports.views.errors.not_found"
handler500 = "reports.views.errors.server_error"
