"""Acts of the past: what is saved inside belongs to a person and to a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

from wksbm.actor import acting_as


@contextmanager
def acting_on(day: str, user, *, clock: str = "09:15") -> Iterator[None]:
    """`day` is 2026-03-12; the clock of Kupang and Bone."""
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo("Asia/Makassar"))
    with patch("django.utils.timezone.now", return_value=moment), acting_as(user):
        yield
