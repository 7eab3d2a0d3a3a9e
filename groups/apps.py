from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wksbm import name_index


class GroupsConfig(AppConfig):
    name = "groups"
    verbose_name = _("Groups")

    def ready(self) -> None:
        name_index.keep(self.get_model("SocialGroup"))
        import_module("groups.reach")  # tells the floors below what hangs on groups
        import_module("groups.privacy")  # and what this floor holds about a person
        import_module("groups.story")  # and its part of the histories
        import_module("groups.network_story")
        import_module("groups.account_import")  # a sheet that comes in
        import_module("groups.account_undoing")
        import_module("groups.formats")  # how its list goes out to a Dinas
        import_module("groups.sheet")  # and the sheet of groups
        import_module("groups.sheet_undoing")
