from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BeneficiariesConfig(AppConfig):
    name = "beneficiaries"
    verbose_name = _("PMKS")

    def ready(self) -> None:
        import_module("beneficiaries.reach")  # tells the floors below what hangs on groups
