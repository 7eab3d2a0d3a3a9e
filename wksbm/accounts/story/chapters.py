"""Entries under their months, older ones under their years; each with its time as short as the heading allows."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.utils.formats import date_format

from wksbm.accounts.story.entries import Entry

RECENT = timedelta(days=365)


class Chapter(NamedTuple):
    heading: str
    lines: list[tuple[str, Entry]]


def chapters(entries: Iterable[Entry], today: date) -> list[Chapter]:
    """(heading, [(time, entry)]) in the order of the entries."""
    by_heading = groupby(entries, lambda entry: _heading(entry, today))
    return [Chapter(heading, [(_time(entry, today), entry) for entry in group]) for heading, group in by_heading]


def _is_recent(entry: Entry, today: date) -> bool:
    return today - entry.at.date() < RECENT


def _heading(entry: Entry, today: date) -> str:
    return date_format(entry.at, "F Y" if _is_recent(entry, today) else "Y")


def _time(entry: Entry, today: date) -> str:
    if entry.known:
        return entry.known
    day = date_format(entry.at, "l j M" if _is_recent(entry, today) else "j F")
    return f"{day}, {date_format(entry.at, 'TIME_FORMAT')}"
