from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Recaps")

    def ready(self) -> None:
        import_module("reports.region_sheet")  # a sheet that comes in
        import_module("reports.tally_sheet")  # the sheet of counts without names
