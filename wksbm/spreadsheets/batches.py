"""The life of an import: taken in, understood, checked, mended, brought in, undone, thrown away."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts.models import User
from wksbm.spreadsheets.day_cells import ZERO_1904, DayCell
from wksbm.spreadsheets.engine.checking import WrongFile, check
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.undoing import undo
from wksbm.spreadsheets.engine.writing import write
from wksbm.spreadsheets.headers import Header, find_header, key_of, numbers_columns, read_header
from wksbm.spreadsheets.models import KEPT_FOR, Download, ImportBatch, KnownHeader
from wksbm.spreadsheets.notes import hidden_in
from wksbm.spreadsheets.progress import telling
from wksbm.spreadsheets.reading import FileRefused, Looked, look, rows
from wksbm.spreadsheets.sheet import SheetImport, sheet_of, sheets_for
from wksbm.spreadsheets.store import Store, kept_tokens

UPLOAD = "upload"
State, Job = ImportBatch.State, ImportBatch.Job


class Candidate(NamedTuple):
    """A sheet of the file whose header fits."""

    index: int
    name: str
    header: Header


def sheet_for(batch: ImportBatch, user: User | None = None) -> SheetImport:
    """The sheet of the batch, as its user may bring it in today."""
    user = user or batch.user
    duties = user.duties_now
    today = duties[0].region.today() if duties and duties[0].region_id else timezone.localdate()
    sheet = sheet_of(batch.sheet)(user, today)
    sheet.hear(batch.options.get("said", {}), set(batch.options.get("meanings", {}).values()))
    return sheet


def take_in(user: User, code: str, name: str, chunks: Iterable[bytes]) -> ImportBatch:
    """Keeps an uploaded file, if it can be read. Raises reading.FileRefused; then nothing of it stays."""
    with arriving(user, code, name, chunks) as arrived, transaction.atomic():
        return arrived.enter()


class Arrived(NamedTuple):
    """A file that is kept and was looked into; nothing of it stands in the database yet."""

    batch: ImportBatch
    looked: Looked

    def enter(self) -> ImportBatch:
        """Raises reading.FileRefused."""
        understand(self.batch, self.looked)
        self.batch.save()
        return self.batch


@contextmanager
def arriving(user: User, code: str, name: str, chunks: Iterable[bytes]) -> Iterator[Arrived]:
    """Keeps a file and looks into it, which takes seconds; a file that nobody has entered inside goes again.

    Raises reading.FileRefused.
    """
    batch = ImportBatch(user=user, sheet=code, file_name=name[-120:])
    try:
        batch.size = Store(batch.token).keep(UPLOAD, chunks)
        yield Arrived(batch, look_into(batch))
    finally:
        if not ImportBatch.objects.filter(token=batch.token).exists():
            Store(batch.token).remove()


def look_into(batch: ImportBatch) -> Looked:
    return look(Store(batch.token).blocks(UPLOAD), batch.file_name)


def understand(batch: ImportBatch, looked: Looked) -> None:
    """Notes which sheet of the file it is and what its columns mean, as far as nobody has to be asked."""
    sheet = sheet_for(batch)
    known = dict(KnownHeader.objects.filter(user=batch.user, sheet=batch.sheet).values_list("header", "column"))
    found = candidates(looked, sheet, known)
    if not found:
        raise FileRefused("no_header", {"columns": needed_columns(sheet)})
    batch.facts = {
        "kind": looked.kind, "notes": looked.notes, "encoding": looked.encoding,
        "sheets": [[one.name, one.hidden, one.rows] for one in looked.sheets],
    }  # fmt: skip
    batch.parent = continued(looked, batch.user)
    batch.options = {"candidates": [[one.index, one.name, one.header.row] for one in found]}
    if len(found) == 1:
        choose_sheet(batch, found[0], looked)


def candidates(looked: Looked, sheet: SheetImport, known: dict[str, str]) -> list[Candidate]:
    found = []
    for index, head in looked.head.items():
        header = find_header(head, sheet, known)
        if header and not header.lacking(sheet):
            found.append(Candidate(index, looked.sheets[index].name, header))
    return found


def needed_columns(sheet: SheetImport) -> str:
    return ", ".join(str(column.column_name) for column in sheet.columns.values() if column.required)


def choose_sheet(batch: ImportBatch, chosen: Candidate, looked: Looked) -> None:
    header = chosen.header
    width = len(dict(looked.head[chosen.index]).get(header.row, ())) if looked.kind == "csv" else 0
    batch.options |= {
        "index": chosen.index, "name": chosen.name, "header": header.row, "width": width,
        "simple": looked.simple.get(chosen.index),
        "meanings": {str(place): name for place, name in header.meanings.items()},
        "titles": {str(place): title for place, title in header.titles.items()},
        "unknown": {str(place): title for place, title in header.unknown.items()},
        "twice": header.twice,
        "above": sum(1 for number, _cells in looked.head[chosen.index] if number <= header.row),
    }  # fmt: skip


def choose(batch: ImportBatch, index: int) -> None:
    """The user says which of several sheets of the file is meant."""
    looked, sheet = look_into(batch), sheet_for(batch)
    row = next(row for at, _name, row in batch.options["candidates"] if at == index)
    known = dict(KnownHeader.objects.filter(user=batch.user, sheet=batch.sheet).values_list("header", "column"))
    header = read_header(row, dict(looked.head[index])[row], sheet, known)
    choose_sheet(batch, Candidate(index, looked.sheets[index].name, header), looked)
    batch.save()


def say_meanings(batch: ImportBatch, said: dict[int, str]) -> None:
    """What the unknown columns mean ("" for left out), by place; remembered for the next file."""
    meanings = batch.options["meanings"]
    for place, name in said.items():
        title = batch.options["unknown"].pop(str(place))
        if name and name not in meanings.values():
            meanings[str(place)] = name
        where = {"user": batch.user, "sheet": batch.sheet, "header": key_of(title)[:120]}
        KnownHeader.objects.update_or_create(**where, defaults={"column": name})
    batch.save()


def continued(looked: Looked, user: User) -> ImportBatch | None:
    """The import whose returned workbook this is; one that was undone is over."""
    texts = (
        cell for head in looked.head.values() for _number, cells in head for cell in cells if isinstance(cell, str)
    )
    token = next((text.partition("rukun-import:")[2] for text in texts if text.startswith("rukun-import:")), "")
    number = token.strip()
    own = ImportBatch.objects.visible_to(user).exclude(state=State.UNDONE)
    return own.filter(token=number).first() if number else None


def to_ask(batch: ImportBatch) -> str:
    """What has to be asked before the file can be checked: sheet, columns, or nothing."""
    if "index" not in batch.options:
        return "sheet"
    return "columns" if batch.options["unknown"] else ""


def check_batch(batch: ImportBatch, teller=None) -> None:
    """Checks the whole file (anew, with all fixes). A file that does not fit ends with its reason in `facts`."""
    sheet, store, options = sheet_for(batch), Store(batch.token), batch.options
    count_days(batch, sheet)
    meanings = {int(place): name for place, name in options["meanings"].items()}
    facts = facts_before(batch)
    share = 1 if options.get("anyway") else settings.IMPORT_WRONG_SHARE
    try:
        index = check(
            body(batch), sheet, meanings, store,
            fixes=Fixes.of(store), width=options["width"], progress=teller, share=share,
        )  # fmt: skip
    except WrongFile as wrong:
        batch.facts = facts | {"wrong_file": wrong.index.counts}
        wrong.index.save(store)
        batch.counts = {}
        batch.state = State.UPLOADED
    except FileRefused as refused:
        batch.facts = facts | {"stopped": str(refused)}
        batch.state = State.UPLOADED
    else:
        batch.facts = facts | {"doubts": dict(index.doubts), "hidden": hidden_in(sheet)}
        batch.counts, batch.state, batch.checked_at = index.counts, State.CHECKED, timezone.now()
        sheet.after_check(batch, index)
    batch.job = ""
    batch.save()


def facts_before(batch: ImportBatch) -> dict:
    """What is known of the file before it is checked (anew), and whether the one that it continues is still open."""
    facts = {key: value for key, value in batch.facts.items() if key not in ("stopped", "doubts", "wrong_file")}
    if batch.parent:
        batch.parent.refresh_from_db()
        facts["parent_open"] = batch.parent.is_open
    return facts


def count_days(batch: ImportBatch, sheet: SheetImport) -> None:
    """Serial numbers of days count from where those of the file do."""
    if any(code == "date1904" for code, _facts in batch.facts["notes"]):
        for column in sheet.columns.values():
            if isinstance(column.widget, DayCell):
                column.widget.zero = ZERO_1904


def body(batch: ImportBatch) -> Iterator[list[tuple[int, list]]]:
    """The rows of the chosen sheet below its header, without one that numbers the columns."""
    header, most = batch.options["header"], sheet_of(batch.sheet).most_rows
    upload, index, simple = (Store(batch.token).blocks(UPLOAD), batch.options["index"], batch.options.get("simple"))
    seen = 0
    for block in rows(upload, batch.file_name, index, simple):
        if block and block[0][0] <= header:
            block = [line for line in block if line[0] > header]
        if block and not seen and numbers_columns(block[0][1]):
            block = block[1:]
        seen += len(block)
        if most and seen > most:
            raise FileRefused("too_many_for_sheet", {"most": most})
        yield block


def write_batch(batch: ImportBatch, teller=None) -> None:
    """Brings in whatever is new, changed or decided. Raises ValidationError when that is not possible any more."""
    sheet = sheet_for(batch)
    written = write(batch, sheet, batch.user, teller)
    if not batch.counts["refused"] and not written.refused and not sheet.keeps_file:
        Store(batch.token).remove()


def undo_batch(batch: ImportBatch, teller=None) -> None:
    """Takes it back. Raises ValidationError when that is not possible, or when its user may not any more."""
    if sheet_of(batch.sheet) not in sheets_for(batch.user):
        raise ValidationError(_("You may not bring this sheet in any more."))
    undo(batch, batch.user)


def discard(batch: ImportBatch) -> None:
    """Nothing of it was brought in; its files go."""
    batch.state, batch.job = State.DISCARDED, ""
    batch.save()
    Store(batch.token).remove()


WORKS = {Job.CHECK: check_batch, Job.WRITE: write_batch, Job.UNDO: undo_batch}


def rows_in(batch: ImportBatch) -> int | None:
    """How many rows the chosen sheet of the file has, as far as they are counted; before the check about so many."""
    if "read" in batch.counts:
        return batch.counts["read"]
    index = batch.options.get("index")
    if index is None:
        return None
    return max(0, (batch.facts["sheets"][index][2] or 0) - batch.options.get("above", 0))


def work(batch: ImportBatch, job: str) -> None:
    """Does the job now. What went wrong stands in the batch's facts; the registry is then as it was."""
    store = Store(batch.token)
    with telling(store, rows_in(batch) or 0) as teller:
        try:
            WORKS[job](batch, teller)
        except ValidationError as error:
            batch.refresh_from_db()
            batch.facts["stopped"] = " ".join(error.messages)
            batch.job = ""
            batch.save()


def expire() -> int:
    """Throws away what nobody finished within 24 hours, files and all; returns how many.

    Files of what was brought in, kept for the rows that were not, go after the same time.
    """
    overdue = list(ImportBatch.overdue())
    for batch in overdue:
        discard(batch)
    kept = ImportBatch.objects.filter(token__in=kept_tokens(), created_at__lt=timezone.now() - KEPT_FOR)
    for token in [*kept.values_list("token", flat=True), *lost_tokens()]:
        Store(token).remove()
    return len(overdue)


def lost_tokens() -> list[str]:
    """Of files that nothing in the database knows any more: a program was killed while they arrived."""
    old = {token for token in kept_tokens() if Store(token).written_at < timezone.now() - KEPT_FOR}
    for model in (ImportBatch, Download):
        old.difference_update(model.objects.filter(token__in=old).values_list("token", flat=True))
    return sorted(old)
