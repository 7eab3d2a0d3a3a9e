"""Loads the demo, place by place."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.demo import accounts, kabandungan, rindu, tanete, warga_rukun

PLACES = (accounts, rindu, warga_rukun, tanete, kabandungan)


def load_demo() -> list[str]:
    """Loads what is not there yet and returns the names of the places that were loaded.

    Each place comes whole or not at all, and once: later edits and endings by people stay. Regions and code lists must
    be loaded. Raises ImproperlyConfigured outside demo mode, before anything is written.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("The demo's accounts have a published password: they exist in demo mode only.")
    return [place.__name__.rpartition(".")[2] for place in PLACES if place.load()]
