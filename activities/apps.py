from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        import_module("activities.reach")  # tells the floors below what hangs on groups
        import_module("activities.privacy")  # and what this floor holds about a person
        import_module("activities.story")  # and its part of the histories
        import_module("activities.sheet")  # and its sheet that comes in
        import_module("activities.sheet_undoing")
