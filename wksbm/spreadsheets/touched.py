"""What became of an import: how many rows came in, which records it touched, what its undoing came to."""

from functools import cached_property
from typing import NamedTuple

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet

from wksbm.accounts.models import User
from wksbm.spreadsheets.batches import UPLOAD, sheet_for
from wksbm.spreadsheets.engine.rows import SIMILAR, SKIPPED, WRONG
from wksbm.spreadsheets.models import BatchRow, ImportBatch
from wksbm.spreadsheets.review import SUMMANDS
from wksbm.spreadsheets.store import Store

ROWS_A_PAGE, REASONS_SHOWN = 25, 200
KEPT_OUT = (WRONG, SIMILAR, SKIPPED)
Outcome = BatchRow.Outcome
KEPT, GONE = "tetap", "hilang"  # in the address: what an undoing left, and what it did not find any more
OUTCOMES = {
    KEPT: (Outcome.EDITED, Outcome.USED, Outcome.BELONGS, Outcome.OUTSIDE, Outcome.CLASHES),
    GONE: (Outcome.GONE,),
}


class Touched(NamedTuple):
    """A record of the batch; `words` and `url` are "" where it is out of sight, `url` also where it is gone."""

    row: BatchRow
    words: str
    url: str
    outcome: str  # what an undoing came to
    changed_by: str  # who changed it since, where it was kept for that

    @property
    def is_gone(self) -> bool:
        return is_gone(self.row)

    @property
    def went(self) -> bool:
        """Came in with the batch and went again with its undoing."""
        return self.is_gone and self.row.outcome != Outcome.GONE


def is_gone(row: BatchRow) -> bool:
    """Whether an undoing took the record away, or did not find it any more."""
    return row.outcome == Outcome.GONE or (row.created and row.outcome == Outcome.REVERSED)


class Kind(NamedTuple):
    """Records of one model: its place in the address, its name, how many were created and changed."""

    place: str
    word: str
    created: int
    changed: int
    current: bool


class Result:
    """`asked`: the records of which model are shown, by its place; or one of OUTCOMES of an undoing."""

    def __init__(self, batch: ImportBatch, user: User, asked: str, page: str | None) -> None:
        self.batch, self.user, self.asked_page = batch, user, page
        self.outcome = asked if asked in OUTCOMES else KEPT if not asked and self.kept else ""
        self.asked = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0

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
        """What is part of other records stands after them."""
        rows = self.batch.rows.order_by().values("label", "created").annotate(many=Count("pk"))
        found: dict[str, dict] = {}
        for row in rows:
            found.setdefault(row["label"], {"label": row["label"], True: 0, False: 0})[row["created"]] = row["many"]
        return sorted(found.values(), key=self.order_of)

    def order_of(self, kind: dict) -> tuple:
        return kind["label"] in self.sheet.parts, -kind[True] - kind[False], kind["label"]

    @property
    def kinds(self) -> list[Kind]:
        names = [str(apps.get_model(one["label"])._meta.verbose_name_plural) for one in self.labels]
        return [
            Kind(str(place), name, one[True], one[False], place == self.asked and not self.outcome)
            for place, (name, one) in enumerate(zip(names, self.labels, strict=True))
        ]

    @cached_property
    def shown(self) -> QuerySet:
        if self.outcome:
            return self.batch.rows.filter(outcome__in=OUTCOMES[self.outcome])
        labels = [one["label"] for one in self.labels]
        return self.batch.rows.filter(label__in=labels[self.asked : self.asked + 1])

    @cached_property
    def page(self) -> Page:
        return Paginator(self.shown, ROWS_A_PAGE).get_page(self.asked_page)

    @cached_property
    def rows(self) -> list[Touched]:
        rows = list(self.page.object_list)
        told: dict[int, Touched] = {}
        for label in {row.label for row in rows}:
            told |= self.touched(apps.get_model(label), [row for row in rows if row.label == label])
        return [told[row.pk] for row in rows]

    def touched(self, model: type[Model], rows: list[BatchRow]) -> dict[int, Touched]:
        """Rows of one model as the user sees their records, by the row's own number."""
        seen = self.sheet.records(model, [row.object_id for row in rows])
        lost = [row.object_id for row in rows if row.object_id not in seen and is_gone(row)]
        gone = self.sheet.records_gone(model, lost, self.batch) if lost else {}
        return {row.pk: self.line(row, seen.get(row.object_id), gone.get(row.object_id)) for row in rows}

    def line(self, row: BatchRow, record: Model | None, gone: Model | None) -> Touched:
        outcome = self.outcome_told(row.outcome)
        if record is None:
            return Touched(row, self.sheet.record_told(gone) if gone else "", "", outcome, "")
        by = last_hand(record) if row.outcome == Outcome.EDITED else ""
        words = self.sheet.record_told(record)
        return Touched(row, words, self.sheet.record_url(record) if words else "", outcome, by)

    @cached_property
    def sheet(self):
        return sheet_for(self.batch, self.user)

    @cached_property
    def afterwards(self) -> tuple[str, str]:
        return self.sheet.afterwards(self.batch)

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """What an undoing came to: the outcome, its word, how many records."""
        counts = self.batch.facts.get("outcomes", {})
        return [(value, self.outcome_told(value), counts[value]) for value in Outcome.values if counts.get(value)]

    def outcome_told(self, outcome: str) -> str:
        return str(self.sheet.outcome_words.get(outcome) or dict(Outcome.choices).get(outcome, ""))

    @property
    def stays(self) -> str:
        """What an undoing would keep, where the sheet knows it before."""
        return self.sheet.undo_words(self.batch)

    @property
    def kept(self) -> int:
        """Records that an undoing left."""
        return self.count(KEPT)

    @property
    def missing(self) -> int:
        """Records that it did not find any more."""
        return self.count(GONE)

    def count(self, outcome: str) -> int:
        counts = self.batch.facts.get("outcomes", {})
        return sum(counts.get(value, 0) for value in OUTCOMES[outcome])


def last_hand(record) -> str:
    """Who saved the record last."""
    entry = record.history.first() if hasattr(record, "history") else None
    return entry.history_user.full_name if entry and entry.history_user else ""
