from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wksbm.accounts.models import SealBatch
from wksbm.accounts.sealing import seal_pending

BATCH = 1000


class Command(BaseCommand):
    help = "Seals the history and log rows that wait for it; for cron. Says the newest digest: keep it elsewhere."
    requires_system_checks = []  # as verify_history: it has its use when the triggers are gone

    def handle(self, *args, **options) -> None:
        count = 0
        while sealed := seal_pending(BATCH, wait=True):
            count += sealed
        self.stdout.write(_("%(count)s rows sealed.") % {"count": count})
        if last := SealBatch.objects.order_by("pk").last():
            self.stdout.write(_("Newest batch: %(batch)s") % {"batch": f"{last.pk}:{last.digest}"})
