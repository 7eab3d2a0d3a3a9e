"""Whether the append-only rows are still what was sealed: batch after batch, row after row, with flat memory."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from wksbm.accounts.append_only import sealed_tables
from wksbm.accounts.models import Erasure, ErasurePermit, RowSeal, SealBatch, SealedShape, UnsealedRow
from wksbm.accounts.sealed_content import Shape
from wksbm.accounts.sealing import batch_digest, row_digest

PAGE = 2000  # seals looked at together
SHAPES, ERASURES = SealedShape._meta.db_table, Erasure._meta.db_table


class Finding(NamedTuple):
    """Something that is not as it was sealed. No batch: it has no seal; no table: the batch itself."""

    words: str
    batch: int | None = None
    table: str = ""
    row: int | None = None

    def __str__(self) -> str:
        where = [_("batch %(number)s") % {"number": self.batch}] if self.batch else []
        where += [f"{self.table} {self.row}"] if self.table else []
        return ": ".join([*([", ".join(where)] if where else []), self.words])


class Seal(NamedTuple):
    pk: int
    batch: int
    table: str
    row: int
    shape: int
    salt: str
    digest: str
    erasure: int | None


class Sealed(NamedTuple):
    """A seal and what stands there today: the row's content and the batch, None where they are not to be found."""

    seal: Seal
    content: str | None
    batch: SealBatch | None


class Verification:
    """Iterating over it verifies and gives the findings; afterwards the counts hold.

    What is sealed meanwhile is left to the next time.
    """

    def __init__(self) -> None:
        self.sealed = self.erased = self.waiting = 0
        self.reshaped = 0  # rows of a table, or with a column, that the registry has given up since: not comparable
        self.last: SealBatch | None = None  # the newest batch
        self._models = sealed_tables()
        self._columns: dict[int, str] = {}
        self._shapes: dict[tuple[str, int], Shape | None] = {}
        self._next = 1  # the number of the batch that must come now

    def __iter__(self) -> Iterator[Finding]:
        newest = SealBatch.objects.aggregate(pk=Max("pk"))["pk"] or 0
        self._columns = dict(SealedShape.objects.values_list("pk", "columns"))
        for number, rows in groupby(self._rows(newest), key=lambda sealed: sealed.seal.batch):
            yield from self._batches_before(number)
            yield from self._batch(number, list(rows))
        yield from self._batches_before(newest + 1)
        yield from self._never_sealed()
        yield from _wrong_erasures()
        self.waiting = UnsealedRow.objects.count()
        if ErasurePermit.objects.exists():
            yield Finding(_("a permit to erase was left behind, with which anyone could change rows"))

    def _rows(self, newest: int) -> Iterator[Sealed]:
        """The rows in the order of their seals, up to the batch `newest`; read in pages."""
        columns = ("pk", "batch_id", "table", "row", "shape_id", "salt", "digest", "erasure_id")
        seals, last = RowSeal.objects.filter(batch_id__lte=newest).order_by("pk").values_list(*columns), 0
        while page := [Seal(*facts) for facts in seals.filter(pk__gt=last)[:PAGE]]:
            batches = SealBatch.objects.in_bulk({seal.batch for seal in page})
            contents = self._contents(page)
            for seal in page:
                yield Sealed(seal, contents.get((seal.table, seal.row)), batches.get(seal.batch))
            last = page[-1].pk

    def _contents(self, seals: list[Seal]) -> dict[tuple[str, int], str]:
        alike, contents = defaultdict(list), {}
        for seal in seals:
            alike[seal.table, seal.shape].append(seal.row)
        for (table, number), rows in alike.items():
            if shape := self._shape(table, number):
                contents |= {(table, row): content for row, content in shape.contents(rows)}
        return contents

    def _shape(self, table: str, number: int) -> Shape | None:
        """What the rows of a table looked like when they were sealed; None when they can look so no longer."""
        if (table, number) not in self._shapes:
            model, columns = self._models.get(table), self._columns.get(number, "")
            self._shapes[table, number] = Shape.named(model, columns) if model else None
        return self._shapes[table, number]

    def _batches_before(self, number: int) -> Iterator[Finding]:
        """What is wrong between the last batch that was looked at and this one: there should be none."""
        bare = list(SealBatch.objects.filter(pk__gte=self._next, pk__lt=number).values_list("pk", flat=True))
        yield from (Finding(_("all its seals are missing"), pk) for pk in sorted(bare))
        if number - self._next > len(bare):
            gap = min(set(range(self._next, self._next + len(bare) + 1)) - set(bare))
            yield Finding(_("the batch is missing"), gap)
        self._next = max(self._next, number)

    def _batch(self, number: int, rows: list[Sealed]) -> Iterator[Finding]:
        batch = rows[-1].batch
        if number < self._next:
            yield Finding(_("its seals stand in another order"), number)
        elif batch is None:
            yield Finding(_("the batch is missing"), number)
        elif self.last and self.last.pk == number - 1 and self.last.digest != batch.previous:
            yield Finding(_("it does not continue the batch before it"), number)
        elif batch.digest != batch_digest(batch, ((seal.digest, seal.shape) for seal, _content, _batch in rows)):
            yield Finding(_("it is not made of these seals at this time"), number)
        for sealed in rows:
            if words := self._row(sealed.seal, sealed.content):
                yield Finding(words, number, sealed.seal.table, sealed.seal.row)
        self.last, self._next = batch or self.last, max(self._next, number + 1)

    def _row(self, seal: Seal, content: str | None) -> str:
        """What is wrong with a row; empty when nothing is."""
        if seal.erasure and not seal.salt:
            self.erased += 1
        elif seal.erasure or not seal.salt:
            return _("the salt of its seal was taken away without an erasure")
        elif self._shape(seal.table, seal.shape) is None:
            if seal.table == SHAPES or seal.shape not in self._columns:
                return _("the columns it was sealed with are not known")
            self.reshaped += 1
        elif content is not None and row_digest(seal.salt, content) == seal.digest:
            self.sealed += 1
        elif not RowSeal.objects.filter(pk=seal.pk, erasure=None).exists():
            self.erased += 1  # between our reading the seal and the row
        else:
            return _("the row was deleted") if content is None else _("the row was changed")
        return ""

    def _never_sealed(self) -> Iterator[Finding]:
        """Rows without a seal that do not wait for one; the queue is asked first, for what is sealed meanwhile."""
        for table, model in self._models.items():
            rows = model._base_manager.order_by("pk").values_list("pk", flat=True)
            queue, seals = (
                kind.objects.filter(table=table).values_list("row", flat=True) for kind in (UnsealedRow, RowSeal)
            )
            page = list(rows[:PAGE])
            while page:
                known = {*queue.filter(row__in=page), *seals.filter(row__in=page)}
                yield from (
                    Finding(_("the row was added without a seal"), table=table, row=row)
                    for row in page
                    if row not in known
                )
                page = list(rows.filter(pk__gt=page[-1])[:PAGE])


def _wrong_erasures() -> Iterator[Finding]:
    for erasure in Erasure.objects.annotate(taken=Count("seals")).order_by("pk").iterator():
        if erasure.counts.get("seals", 0) != erasure.taken:
            yield Finding(_("more or fewer salts were taken than it says"), table=ERASURES, row=erasure.pk)
