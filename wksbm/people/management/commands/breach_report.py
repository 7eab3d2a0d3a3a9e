"""`manage.py breach_report --from DAY --to DAY [--user NAME] [--region CODE]`: who was touched, as CSV on stdout."""

import csv
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.dates import parse_day
from wksbm.people.breach import Sheet, Summary, touches
from wksbm.people.management.asked import account_named
from wksbm.regions.codes import normalise_code
from wksbm.regions.models import Region


class Command(BaseCommand):
    help = "Lists who was looked at, taken out or written, when, by whom and which kinds of data: numbers, no values."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--from", dest="since", required=True, help="the first day, e.g. 2026-11-01")
        parser.add_argument("--to", dest="until", required=True, help="the last day, itself included")
        parser.add_argument("--user", help="only what this account did")
        parser.add_argument("--region", default="", help="only people of this region, by its code, e.g. 73.08")

    def handle(self, *, since: str, until: str, user: str | None, region: str, **options) -> None:
        begin, end = midnight(since), midnight(until) + timedelta(days=1)
        if end <= begin:
            raise CommandError(_("The last day lies before the first."))
        code = normalise_code(region) if region else ""
        if code and not Region.objects.filter(pk=code).exists():
            raise CommandError(_("There is no region %(code)s.") % {"code": region})
        summary, sheet, writer = Summary(), Sheet(), csv.writer(self.stdout)
        writer.writerow(map(str, sheet.columns))
        for one in touches(begin, end, user=account_named(user) if user else None, region=code):
            summary.add(one)
            writer.writerow(sheet.row(one))
        for line in summary.lines():
            self.stderr.write(line)


def midnight(text: str) -> datetime:
    """The beginning of the day in the country's middle zone. Raises CommandError."""
    try:
        return timezone.make_aware(datetime.combine(parse_day(text), time.min))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
