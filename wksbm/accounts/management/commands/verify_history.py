import re

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wksbm.accounts.models import SealBatch
from wksbm.accounts.verifying import Verification

MOST = 20  # findings told one by one
NOTED = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})\Z")


class Command(BaseCommand):
    help = "Says whether history and log rows are still what was sealed, and else which batch and row are not."
    requires_system_checks = []  # missing triggers fail one of them, and just then one wants to know

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--noted", metavar="BATCH:DIGEST", help="a newest batch as told earlier: it must still be in the chain"
        )

    def handle(self, *args, noted: str | None, **options) -> None:
        verification, count = Verification(), self.check_noted(noted) if noted is not None else 0
        for finding in verification:
            count += 1
            if count <= MOST:
                self.stderr.write(str(finding))
        self.say_counts(verification)
        if count:
            raise CommandError(_("%(count)s findings: history is not what was sealed.") % {"count": count})

    def check_noted(self, noted: str) -> int:
        """The number of findings about a batch that was noted outside this database. Raises CommandError."""
        parts = NOTED.match(noted)
        if not parts:
            raise CommandError(_("Write --noted as seal_history and verify_history say it: number:digest."))
        if SealBatch.objects.filter(pk=parts[1], digest=parts[2]).exists():
            return 0
        self.stderr.write(_("batch %(number)s") % {"number": parts[1]} + ": " + _("it is not the one that was noted"))
        return 1

    def say_counts(self, verification: Verification) -> None:
        counts = vars(verification)
        self.stdout.write(_("%(sealed)s rows as sealed, %(erased)s erased, %(waiting)s waiting for a seal.") % counts)
        if verification.reshaped:
            told = _("%(reshaped)s rows cannot be compared: a column or table they had has been given up since.")
            self.stdout.write(told % counts)
        if verification.last:
            batch = f"{verification.last.pk}:{verification.last.digest}"
            self.stdout.write(_("Newest batch: %(batch)s") % {"batch": batch})
