from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        import_module("members.reach")  # tells the floors below what hangs on groups
        import_module("members.privacy")  # and what this floor holds about a person
        import_module("members.identity_privacy")
        import_module("members.formats")  # the list of PSKS
        import_module("members.story")  # and its part of the histories
        import_module("members.member_sheet")  # and the sheets of members and officers
        import_module("members.officer_sheet")
        import_module("members.sheet_undoing")
