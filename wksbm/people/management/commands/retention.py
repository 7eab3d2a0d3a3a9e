"""`manage.py retention`: what the rules would let go; with --apply --as USERNAME it goes, portion by portion."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts.models import User
from wksbm.actor import acting_as
from wksbm.people.management.asked import acting_account
from wksbm.people.retention import Due, carry_out, dry_run


class Command(BaseCommand):
    help = "A dry run of the rules of retention: rule, count, oldest. Nothing is written without --apply."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--rule", action="append", help="only this rule (may be given several times)")
        parser.add_argument("--list", dest="numbers", action="store_true", help="also the numbers of the rows")
        parser.add_argument("--apply", action="store_true", help="let them go")
        parser.add_argument("--as", dest="username", help="the account that decides; only rows of its area go")

    def handle(self, *, rule, numbers: bool, apply: bool, username: str | None, **options) -> None:
        if apply and not username:
            raise CommandError(_("Say with --as USERNAME who decides."))
        user = acting_account(username) if username else None
        found = [due for due in self.found(user) if not rule or due.rule.code in rule]
        self.stdout.write(" | ".join([_("Rule"), _("Count"), _("Oldest"), _("Who"), _("After"), _("What happens")]))
        for due in found:
            self.tell(due, numbers=numbers)
        if apply:
            with acting_as(user):
                for due in found:
                    self.let_go(due, user)

    def found(self, user: User | None) -> list[Due]:
        """With an account only what it decides: the Dinas about its area, the administrator about the rest."""
        today = timezone.localdate()
        if user is None:
            return dry_run(today)
        own = dry_run(today, user=user) if user.may("delete", "person") else []
        return own + [due for due in dry_run(today) if not due.rule.area and "admin" in user.roles]

    def tell(self, due: Due, *, numbers: bool) -> None:
        rule = due.rule
        oldest = f"{due.oldest:%Y-%m-%d}" if due.oldest else "–"
        unit = _("days") if rule.unit == "days" else _("years")
        after = f"{rule.length} {unit}" if rule.length else _("never")
        self.stdout.write(" | ".join([rule.code, str(due.count), oldest, str(rule.who), after, str(rule.then)]))
        if numbers:
            self.stdout.write("  " + (" ".join(str(pk) for pk in due.rows.values_list("pk", flat=True)) or "–"))

    def let_go(self, due: Due, user: User) -> None:
        reason = _("Retention: %(rule)s") % {"rule": due.rule.who}
        gone = 0
        try:
            for count in carry_out(due.rule, due.rows, by=user, reason=reason):
                gone += count
                self.stdout.write(f"{due.rule.code}: {gone}/{due.count}")
        except ValidationError as error:
            self.stderr.write(f"{due.rule.code}: {' '.join(error.messages)}")
