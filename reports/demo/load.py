"""Loads the demo, place by place."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.demo import accounts, kabandungan, rindu, sealed_cases, tanete, warga_rukun
from reports.demo.entering import rows
from wksbm.accounts.models import User
from wksbm.accounts.system import SYSTEM

PLACES = (accounts, rindu, warga_rukun, tanete, kabandungan, sealed_cases)


def is_in_use() -> bool:
    """Whether the database holds accounts and none of them is the demo's, which come all or none."""
    names = set(User.objects.exclude(username=SYSTEM).values_list("username", flat=True))
    return bool(names) and names.isdisjoint(row["username"] for row in rows("accounts") if row["leads"])


def load_demo() -> list[str]:
    """Loads what is not there yet and returns the names of the places that were loaded.

    Each place comes whole or not at all, and once: later edits and endings by people stay. Regions and code lists must
    be loaded. Raises ImproperlyConfigured outside demo mode and on a register in use, before anything is written.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("The demo's accounts have a published password: they exist in demo mode only.")
    if is_in_use():
        raise ImproperlyConfigured("This register has accounts of its own: made-up people do not belong among them.")
    return [place.__name__.rpartition(".")[2] for place in PLACES if place.load()]
