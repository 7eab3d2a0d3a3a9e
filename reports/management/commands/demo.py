import io
import os
import socket
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from reports.demo.accounts import described
from reports.demo.load import load_demo
from reports.demo.preparing import alone, collect_static, load_regions, migrate
from wksbm.accounts.system import DEMO_PASSWORD

HOST = "127.0.0.1"
WORKERS = 2


class Command(BaseCommand):
    help = "Fills a database with the demo data and serves the registry on this machine. Run it as often as you like."
    requires_system_checks = []  # a start that was killed left tables without their triggers: this one puts them on

    def add_arguments(self, parser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="only prepare the database")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, no_serve: bool, port: int, **options) -> None:
        if not settings.DEMO:
            raise CommandError(_("The demo has published passwords: it runs in demo mode only (README, “Demo”)."))
        if not no_serve:
            check_port(port)
        with alone():
            self.prepare()
            if not no_serve:
                self.say(_("Pages"))
                collect_static()
        if no_serve:
            return
        self.greet(port)
        serve(port)

    def prepare(self) -> None:
        self.say(_("Tables"))
        migrate()
        self.say(_("Regions"))
        load_regions()
        self.say(_("Code lists"))
        call_command("load_codes", stdout=io.StringIO())
        self.say(_("Demo data"))
        try:
            load_demo()
        except ImproperlyConfigured as error:
            raise CommandError(error) from error

    def greet(self, port: int) -> None:
        self.say("")
        for account, words in described():
            self.say(f"  {account:<18}{words}")
        self.say(_("All accounts have the password %(password)s") % {"password": DEMO_PASSWORD})
        self.say(_("Open http://%(host)s:%(port)s/ (Ctrl+C ends it)") % {"host": HOST, "port": port})

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def check_port(port: int) -> None:
    """Raises CommandError when somebody listens there already: better now than after the work."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(_("Port %(port)s is not free. Try: make demo PORT=8001") % {"port": port}) from error


def serve(port: int) -> None:
    """Becomes the server: this process ends here."""
    connections.close_all()
    server = [sys.executable, "-m", "gunicorn", "wksbm.wsgi", "--bind", f"{HOST}:{port}", "--workers", str(WORKERS)]
    quiet = ["--log-level", "warning", "--no-control-socket"]
    os.chdir(settings.BASE_DIR)
    os.execve(sys.executable, [*server, *quiet], os.environ | {"WKSBM_DEMO": "1"})  # noqa: S606 no shell wanted
