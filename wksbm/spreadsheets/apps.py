from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpreadsheetsConfig(AppConfig):
    name = "wksbm.spreadsheets"
    label = "spreadsheets"
    verbose_name = _("Sheets")

    def ready(self) -> None:
        import_module("wksbm.spreadsheets.badges")  # tells the floor below of files that are ready
