"""`manage.py clear_sheets`: files of imports and downloads that nobody finished within 24 hours go; once an hour."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wksbm.spreadsheets.batches import expire
from wksbm.spreadsheets.downloads import expire as expire_downloads


class Command(BaseCommand):
    help = "Takes the files of imports and downloads away that are older than 24 hours."

    def handle(self, *args, **options) -> None:
        facts = {"imports": expire(), "downloads": expire_downloads()}
        self.stdout.write(_("%(imports)s imports and %(downloads)s downloads thrown away.") % facts)
