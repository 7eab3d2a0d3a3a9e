from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wksbm import keyring


class AccountsConfig(AppConfig):
    name = "wksbm.accounts"
    label = "accounts"
    verbose_name = _("Accounts and duties")

    def ready(self) -> None:
        keyring.check()
        import_module("wksbm.accounts.triggers")  # their check, and putting them on after migrating
        import_module("wksbm.accounts.sealing").listen()
        import_module("wksbm.accounts.story.accounts")  # the story of an account
        import_module("wksbm.accounts.sessions")  # a session begun before the first request has its clock too
