from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BeneficiariesConfig(AppConfig):
    name = "beneficiaries"
    verbose_name = _("PMKS")

    def ready(self) -> None:
        import_module("beneficiaries.reach")  # tells the floors below what hangs on groups
        import_module("beneficiaries.privacy")  # and what this floor holds about a person
        import_module("beneficiaries.formats")  # how its list goes out to a Dinas
        import_module("beneficiaries.story")  # and its part of the histories
        import_module("beneficiaries.forgetting")  # and for how long
        import_module("beneficiaries.sheet")  # and its sheet that comes in
