"""`manage.py subject_report NUMBER --reason … --as USERNAME`: everything held about a person, as plain text."""

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from wksbm.actor import acting_as
from wksbm.people.management.asked import acting_account, person_of
from wksbm.people.subject import Section, report


class Command(BaseCommand):
    help = "Prints what the register holds about a person and what was done with it, full NIK included."

    def add_arguments(self, parser) -> None:
        parser.add_argument("number", type=int, help="the person's number, as in the address /warga/NUMBER/")
        parser.add_argument("--as", dest="username", required=True, help="the account that asks")
        parser.add_argument("--reason", required=True, help="why; it stands in the access log")

    def handle(self, *, number: int, username: str, reason: str, **options) -> None:
        user = acting_account(username)
        person = person_of(user, number)
        with acting_as(user):
            for section in report(person, by=user, reason=reason):
                self.print(section)

    def print(self, section: Section) -> None:
        self.stdout.write(f"\n{section.title}\n{'-' * len(section.title)}")
        for label, value in section.facts:
            self.stdout.write(f"{label}: {value}")
        if section.rows:
            self.stdout.write(" | ".join(section.headers))
        for row in section.rows:
            self.stdout.write(" | ".join(row))
        if not section.facts and not section.rows:
            self.stdout.write(section.empty or _("none"))
