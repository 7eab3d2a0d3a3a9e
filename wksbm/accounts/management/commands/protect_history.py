from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wksbm.accounts import triggers


class Command(BaseCommand):
    help = (
        "Puts the triggers that protect history and log rows back where they are missing. Run it as often as you like."
    )
    requires_system_checks = []  # one of them would stop it for lack of the very triggers

    def handle(self, *args, **options) -> None:
        for problem in triggers.protect():
            self.stdout.write(_("Mended: %(problem)s") % {"problem": problem.words})
        self.stdout.write(_("History is protected."))
