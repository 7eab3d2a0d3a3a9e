"""Django's own `migrate`, which may begin with triggers missing: it puts them back when it ends."""

from django.core.management.commands import migrate

from wksbm.accounts import triggers


class Command(migrate.Command):
    def check(self, *args, **kwargs) -> None:
        with triggers.mended_soon():
            super().check(*args, **kwargs)
