"""What became of an import: how many rows came in, which records it touched, what its undoing came to."""

from functools import cached_property
from typing import NamedTuple

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from wksbm.accounts.models import User
from wksbm.spreadsheets.batches import UPLOAD, sheet_for
from wksbm.spreadsheets.engine.rows import SIMILAR, SKIPPED, WRONG
from wksbm.spreadsheets.models import BatchRow, ImportBatch
from wksbm.spreadsheets.review import SUMMANDS
from wksbm.spreadsheets.store import Store

ROWS_A_PAGE, REASONS_SHOWN = 25, 200
KEPT = "tetap"  # in the address
KEPT_OUT = (WRONG, SIMILAR, SKIPPED)
Outcome = BatchRow.Outcome


class Touched(NamedTuple):
    """A record of the batch; `url` is "" where it is gone or out of sight."""

    row: BatchRow
    words: str
    url: str
    changed_by: str  # who changed it since, where it was kept for that

    @property
    def is_gone(self) -> bool:
        """Came in with the batch and went again with its undoing."""
        return self.row.created and self.row.outcome == Outcome.REVERSED


class Kind(NamedTuple):
    """Records of one model: its place in the address, its name, how many were created and changed."""

    place: str
    word: str
    created: int
    changed: int
    current: bool


class Result:
    """`asked`: the records of which model are shown, by its place; "tetap" for those that an undoing kept."""

    def __init__(self, batch: ImportBatch, user: User, asked: str, page: str | None) -> None:
        self.batch, self.user, self.asked_page = batch, user, page
        self.kept_only = asked == KEPT or (not asked and self.kept > 0)
        self.asked = int(asked) if asked.isdigit() and len(asked) < 3 else 0

    @property
    def written(self) -> int:
        return self.batch.counts["written_new"] + self.batch.counts["written_changed"]

    @property
    def refused(self) -> int:
        return self.batch.counts["refused"]

    @property
    def reasons(self) -> list[tuple[int, str]]:
        """Rows that could not be brought in at the last moment, and why."""
        reasons = self.batch.facts.get("refused", {})
        return [(int(number), text) for number, text in list(reasons.items())[:REASONS_SHOWN]]

    @property
    def continued(self) -> QuerySet:
        """The imports of workbooks that went out from here and came back."""
        return self.batch.continued_by.visible_to(self.user)

    @property
    def refused_line(self) -> str:
        """1 wrong + 2 left out, of what was kept out before it began."""
        counts = self.batch.counts
        return " + ".join(SUMMANDS[kind] % {"count": counts[kind]} for kind in KEPT_OUT if counts.get(kind))

    @property
    def has_file(self) -> bool:
        """Whether the workbook with what was kept out can still be had; what the user left out does not stand there."""
        kept_out = self.refused - self.batch.counts.get(SKIPPED, 0)
        return kept_out > 0 and Store(self.batch.token).has(UPLOAD)

    @cached_property
    def labels(self) -> list[dict]:
        rows = self.batch.rows.order_by().values("label", "created").annotate(many=Count("pk"))
        found: dict[str, dict] = {}
        for row in rows:
            found.setdefault(row["label"], {"label": row["label"], True: 0, False: 0})[row["created"]] = row["many"]
        return sorted(found.values(), key=lambda one: (-one[True] - one[False], one["label"]))

    @property
    def kinds(self) -> list[Kind]:
        names = [str(apps.get_model(one["label"])._meta.verbose_name_plural) for one in self.labels]
        return [
            Kind(str(place), name, one[True], one[False], place == self.asked and not self.kept_only)
            for place, (name, one) in enumerate(zip(names, self.labels, strict=True))
        ]

    @cached_property
    def shown(self) -> QuerySet:
        if self.kept_only:
            return self.batch.rows.exclude(outcome__in=("", Outcome.REVERSED))
        labels = [one["label"] for one in self.labels]
        return self.batch.rows.filter(label__in=labels[self.asked : self.asked + 1])

    @cached_property
    def page(self) -> Page:
        return Paginator(self.shown, ROWS_A_PAGE).get_page(self.asked_page)

    @cached_property
    def rows(self) -> list[Touched]:
        rows = list(self.page.object_list)
        records = {label: self.records(label, rows) for label in {row.label for row in rows}}
        return [self.touched(row, records[row.label].get(row.object_id)) for row in rows]

    def records(self, label: str, rows: list[BatchRow]) -> dict:
        """Those of the page that the user sees, by number."""
        return self.sheet.records(apps.get_model(label), [row.object_id for row in rows if row.label == label])

    def touched(self, row: BatchRow, record) -> Touched:
        if record is None:
            return Touched(row, "", "", "")
        by = last_hand(record) if row.outcome == Outcome.EDITED else ""
        url = record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
        return Touched(row, self.sheet.record_told(record), url, by)

    @cached_property
    def sheet(self):
        return sheet_for(self.batch, self.user)

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """What an undoing came to: the outcome, its word, how many records."""
        counts = self.batch.facts.get("outcomes", {})
        return [(value, str(word), counts[value]) for value, word in Outcome.choices if counts.get(value)]

    @property
    def kept(self) -> int:
        """Records that an undoing left."""
        return sum(count for value, _word, count in self.outcomes if value != Outcome.REVERSED)


def last_hand(record) -> str:
    """Who saved the record last."""
    entry = record.history.select_related("history_user").first() if hasattr(record, "history") else None
    return entry.history_user.full_name if entry and entry.history_user else ""
