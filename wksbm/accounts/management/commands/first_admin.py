"""The first account of a new registry: an administrator, who gives all the others theirs."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from wksbm.accounts.models import Duty, Role
from wksbm.accounts.services import create_account
from wksbm.accounts.system import system_user
from wksbm.actor import acting_as


class Command(BaseCommand):
    help = "Makes the first administrator and prints a temporary password. Refused while there is an administrator."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--phone", default="")

    @transaction.atomic
    def handle(self, *, username: str, full_name: str, phone: str, **options) -> None:
        if Duty.objects.alive().filter(role=Role.ADMIN, user__is_active=True).exists():
            raise CommandError("There is an administrator already; he gives further accounts on the screen.")
        system = system_user()
        with acting_as(system):
            try:
                user, password = create_account(username=username, full_name=full_name, phone=phone, by=system)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            Duty(user=user, role=Role.ADMIN, starts_on=timezone.localdate()).save()
        self.stdout.write(f"{user.username}: {password}")
        self.stdout.write("It must be changed at the first sign-in, and a second step is asked for.")
