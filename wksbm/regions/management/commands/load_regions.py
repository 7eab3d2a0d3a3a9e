from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from wksbm.regions.loading import DATA, FileError, load_aliases, load_regions, load_successions


class Command(BaseCommand):
    help = "Loads the regions with their official codes, other spellings and splits. Run it as often as you like."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=DATA / "regions.csv.gz",
            help="CSV or CSV.gz: code,name,kind,postal_code",
        )

    def handle(self, *args, file: Path, **options) -> None:
        try:
            with transaction.atomic():
                counts = load_regions(file)
                aliases, successions = load_aliases(), load_successions()
        except (FileError, OSError) as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(
            _("%(read)s regions read = %(new)s new + %(changed)s changed + %(same)s same.") % counts._asdict()
        )
        if counts.absent:
            self.stdout.write(_("%(absent)s regions are not in the file and stay as they are.") % counts._asdict())
        if aliases or successions:
            added = {"aliases": aliases, "successions": successions}
            self.stdout.write(_("%(aliases)s other spellings and %(successions)s splits added.") % added)
