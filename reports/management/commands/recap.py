"""`manage.py recap KIND --region CODE | --group NAME … --as USERNAME`: a recap as CSV on stdout (README, Commands)."""

import re
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from reports.management.asked import account, region_of
from reports.recaps import groups, members, pmks
from reports.recaps.bands import parse_bands
from reports.recaps.reach import counted, day_of
from reports.recaps.sheet import as_csv
from reports.recaps.table import Table
from wksbm.accounts.models import User
from wksbm.dates import check_past, parse_day
from wksbm.regions.models import Region
from wksbm.text import clean_line

OF_AREAS = ("pmks", "groups")
OF_MEMBERS = {"members-age": members.age, "members-education": members.education}
FIRST_YEAR = 1900
NUMBER = re.compile(r"[1-9][0-9]{0,17}\Z")


class Command(BaseCommand):
    help = "Prints a recap as CSV. Notes about it (contradictions of a source, units that do not add) go to stderr."

    def add_arguments(self, parser) -> None:
        parser.add_argument("kind", choices=[*OF_AREAS, *OF_MEMBERS])
        parser.add_argument("--as", dest="username", required=True, help="whose area and rights it is asked with")
        parser.add_argument("--region", help="code of a region in his area, e.g. 73.08.21")
        parser.add_argument("--group", help="members only: name of a group in his reach, or its number")
        parser.add_argument("--year", type=int, help="as of 31 December; the present year: as of today")
        parser.add_argument("--on", help="members only: the day, e.g. 2021-12-31")
        parser.add_argument("--status", choices=pmks.STATUSES, help="pmks only: all adds what is still proposed")
        parser.add_argument("--bands", help="members-age only: own bands, e.g. 19-39,40-60")
        parser.add_argument("--table", type=int, default=1, help="which one, where several sources counted")

    def handle(self, *, kind: str, username: str, **options) -> None:
        user = account(username)
        refuse_misplaced(kind, options)
        try:
            tables = area_tables(kind, user, options) if kind in OF_AREAS else member_tables(kind, user, options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.print_one(tables, options["table"])

    def print_one(self, tables: list[Table], number: int) -> None:
        if not 1 <= number <= len(tables):
            raise CommandError(_("--table goes from 1 to %(last)s here.") % {"last": len(tables)})
        table = tables[number - 1]
        self.stdout.write(as_csv(table), ending="")
        for one in (table, *table.guarded):
            for note in filter(None, (one.source, *one.notes, one.closed)):
                self.stderr.write(note)
        for place, other in enumerate(tables, 1):
            if place != number:
                self.stderr.write(f"--table {place}: {other.title}, {other.source}")


def refuse_misplaced(kind: str, options: dict) -> None:
    """Raises CommandError for options that this kind of recap would silently pass over."""
    allowed = {"region", "year"}
    if kind == "pmks":
        allowed |= {"status"}
    if kind in OF_MEMBERS:
        allowed |= {"group", "on"}
    if kind == "members-age":
        allowed |= {"bands"}
    named = ("region", "group", "year", "on", "status", "bands")
    wrong = [f"--{name}" for name in named if options[name] is not None and name not in allowed]
    if wrong:
        values = {
            "kind": kind,
            "wrong": ", ".join(wrong),
            "allowed": ", ".join(f"--{name}" for name in sorted(allowed)),
        }
        raise CommandError(_("recap %(kind)s does not take %(wrong)s; it takes %(allowed)s.") % values)


def area_tables(kind: str, user: User, options: dict) -> list[Table]:
    region = region_of(user, options["region"])
    year = year_of(options["year"], region.today())
    if kind == "groups":
        return groups.tables(user, region, year)
    return pmks.tables(user, region, year, options["status"] or pmks.VERIFIED)


def member_tables(kind: str, user: User, options: dict) -> list[Table]:
    if (options["group"] is None) == (options["region"] is None):
        raise CommandError(_("Say either --group NAME or --region CODE."))
    group = group_of(user, options["group"]) if options["group"] is not None else None
    region = None if group else region_of(user, options["region"])
    on = the_day(options, group.village if group else region)
    roster = members.Roster(user, on, group=group, region=region)
    if kind == "members-education":
        return [members.education(roster)]
    texts = options["bands"].split(",") if options["bands"] is not None else settings.AGE_BANDS
    return [members.age(roster, parse_bands(texts))]


def group_of(user: User, name: str) -> SocialGroup:
    """The group of that name, or of that number, in the user's reach. Raises CommandError, listing namesakes."""
    reach = counted(SocialGroup, user).select_related("village")
    key = clean_line(name).casefold()
    alike = list(reach.named(name).order_by("name_key", "pk")) if key else []
    found = [group for group in alike if group.name.casefold() == key]
    if not found and NUMBER.match(key):
        found = list(reach.filter(pk=key))
    found = found or alike
    if not found:
        raise CommandError(
            _("There is no group “%(name)s” in the reach of %(user)s.") % {"name": name, "user": user.username}
        )
    if len(found) > 1:
        listed = "\n".join(f"  --group {group.pk}  {group.name}, {group.village}" for group in found)
        raise CommandError(_("Several groups are called so; say which by its number:") + f"\n{listed}")
    return found[0]


def the_day(options: dict, region: Region) -> date:
    """The day asked for: --on, else the end of --year, else today in the region. Raises ValidationError."""
    if options["on"] is not None and options["year"] is not None:
        raise CommandError(_("Say either --on DATE or --year YEAR."))
    if options["year"] is not None:
        return day_of(region, year_of(options["year"], region.today()))
    on = parse_day(options["on"]) if options["on"] is not None else region.today()
    check_past(on, region.today())
    return on


def year_of(year: int | None, today: date) -> int:
    """The year asked for, else the present one. Raises CommandError."""
    if year is None:
        return today.year
    if not FIRST_YEAR <= year <= today.year:
        raise CommandError(_("--year goes from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": today.year})
    return year
