"""`manage.py erase_person NUMBER --reason … --as USERNAME`: erases one person, as the Dinas's screen does."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wksbm.actor import acting_as
from wksbm.people.erasing import Plan, erase_person, plan_for
from wksbm.people.management.asked import acting_account, person_of


class Command(BaseCommand):
    help = "Erases a person from rows, histories and texts, for good. --dry-run only counts."

    def add_arguments(self, parser) -> None:
        parser.add_argument("number", type=int, help="the person's number, as in the address /warga/NUMBER/")
        parser.add_argument("--as", dest="username", required=True, help="the account that decides")
        parser.add_argument("--reason", required=True, help="why; without the name or any number")
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *, number: int, username: str, reason: str, dry_run: bool, **options) -> None:
        user = acting_account(username)
        person = person_of(user, number)
        if dry_run and not person.erased_on:
            self.tell(plan_for(person))
            return
        try:
            with acting_as(user):
                counts = erase_person(person, by=user, reason=reason).counts
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        words = _("Person %(number)s is erased: %(rows)s records, %(history)s lines of history, %(texts)s texts.")
        self.stdout.write(words % {"number": number} | {name: counts[name] for name in ("rows", "history", "texts")})

    def tell(self, plan: Plan) -> None:
        for line in plan.goes:
            self.stdout.write(f"{line.name}: {line.rows} ({line.history})")
        self.stdout.write(_("%(count)s texts that name this person") % {"count": len(plan.texts)})
