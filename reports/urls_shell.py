"""The pages that gather from everywhere: home, menu, search, health, help."""

from django.urls import path

from reports.views import search, shell

urlpatterns = [
    path("", shell.HomeView.as_view(), name="home"),
    path("menu/", shell.MenuView.as_view(), name="menu"),
    path("cari/", search.SearchView.as_view(), name="search"),
    path("bantuan/", shell.HelpView.as_view(), name="help"),
    path("data-pribadi/", shell.PrivacyView.as_view(), name="privacy"),
    path("healthz", shell.healthz, name="healthz"),
]
