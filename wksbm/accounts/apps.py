from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wksbm import keyring


class AccountsConfig(AppConfig):
    name = "wksbm.accounts"
    label = "accounts"
    verbose_name = _("Accounts and duties")

    def ready(self) -> None:
        keyring.check()
