"""What a story is made of: an entry says who did what and why, a change which field went from what to what."""

from dataclasses import dataclass, replace
from datetime import datetime

NOTHING = "–"


@dataclass(frozen=True)
class Topic:
    """What an entry is about, for the filter; `key` stands in the address."""

    key: str
    label: str


@dataclass(frozen=True)
class Change:
    """`old` and `new` are words. `field` and `version` name the value that can be put back; version 0: none can."""

    topic: Topic
    old: str
    new: str
    label: str = ""
    field: str = ""
    version: int = 0

    @property
    def heading(self) -> str:
        return self.label or self.topic.label


@dataclass(frozen=True)
class Entry:
    """One sentence: who (role) `said` changes. `note` follows it, then the reason.

    `at` is naive, in the time of the record's area. A milestone (`known` instead of a time, nobody who did it) comes
    from the facts of the record, not from its history. `big` ones mark a new chapter in a record's life.
    """

    at: datetime
    said: str
    changes: tuple[Change, ...] = ()
    who: str = ""
    user: int | None = None
    role: str = ""
    note: str = ""
    why: str = ""
    topics: tuple[Topic, ...] = ()
    big: bool = False
    known: str = ""

    @property
    def about(self) -> set[Topic]:
        return {*self.topics, *(change.topic for change in self.changes)}

    @property
    def several_changes(self) -> bool:
        return len(self.changes) > 1

    @property
    def one_change(self) -> Change | None:
        return self.changes[0] if len(self.changes) == 1 else None

    def only(self, topic: str) -> "Entry | None":
        """The entry as far as it is about the topic with this key."""
        if any(one.key == topic for one in self.topics):
            return self
        changes = tuple(change for change in self.changes if change.topic.key == topic)
        return replace(self, changes=changes) if changes else None
