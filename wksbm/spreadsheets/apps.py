import gc
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

UNCOLLECTED = 20_000  # objects more than were given back, before the collector looks for cycles; Python's own is 700


class SpreadsheetsConfig(AppConfig):
    name = "wksbm.spreadsheets"
    label = "spreadsheets"
    verbose_name = _("Sheets")

    def ready(self) -> None:
        import_module("wksbm.spreadsheets.badges")  # tells the floor below of files that are ready
        # Blocks of rows come and go without cycles: looking for some took a tenth of the time of a check.
        gc.set_threshold(UNCOLLECTED)
