"""What a deed is: one route done on the target at one position. The deeds themselves stand in deed_table.py."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from tests.access.world import Rows


@dataclass(frozen=True, eq=False)
class Deed:
    """`on` names the row of the position whose number stands in the address. Words in braces are filled from its rows."""

    route: str = ""
    record: str = ""  # of the access table, where they are not the route's own
    action: str = ""
    on: str = ""
    further: tuple = ()  # what stands in the address beside that number
    query: str = ""
    typed: dict | None = None  # what is filled in; None: the page is looked at
    posts: bool = False  # sent without a page of its own
    prior: str = ""  # a route that is sent a reason before: what is sealed is opened there
    leaves: str = ""  # the record that gets a row of history
    rows: int = 1
    holds: bool = False  # one page for all: it holds what lies inside
    names_at_c: bool = True  # whether a list of codes lets the record be told
    place: str = ""  # the control that names the target: a foreign one is answered like none
    whole: bool = False  # a page without a target
    nowhere: frozenset[str] = frozenset()  # roles for whom the page does not exist, whatever the table says
    answers: frozenset[int] = frozenset()
    needs_area: str = ""  # why those whose area is a group have no use of it: refused to them wherever it is
    on_group: bool = True  # whether the target hangs on the group
    on_village: bool = False  # the target is the village itself, so a leader's reach is the village of his group
    closed: dict[str, str] = field(default_factory=dict)  # roles refused wherever it is, by a rule on top of the table
    ignored: frozenset[str] = frozenset()  # roles whose form does not ask for it
    instead: dict[str, str] = field(default_factory=dict)  # cells that a rule on top of the table changes, by role
    elsewhere: dict[str, str] = field(default_factory=dict)  # roles that are led to another route, where they do it
    bares: frozenset[str] = frozenset()  # what the answer is meant to show in full
    ready: Callable[[Rows, object], None] | None = None

    def url(self, rows: Rows) -> str:
        number = [getattr(rows, self.on).pk] if self.on else []
        path = reverse(self.route, args=[*number, *self.further])
        return f"{path}?{said(self.query, rows)}" if self.query else path

    def asked(self, rows: Rows) -> str:
        """What is searched for: the page says it again."""
        return said(self.query, rows).removeprefix("q=") if self.query.startswith("q=") else "\0"

    @property
    def methods(self) -> tuple[str, ...]:
        if self.posts:
            return ("POST",)
        return ("GET",) if self.typed is None else ("GET", "POST")

    @property
    def does(self) -> bool:
        return self.posts or self.typed is not None


def said(text, rows: Rows):
    if isinstance(text, list):
        return [said(one, rows) for one in text]
    return text.format(rows=rows) if isinstance(text, str) else text
