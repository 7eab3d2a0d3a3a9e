"""`manage.py import_sheet SHEET FILE --as USER [--confirm]`: checks a file, and brings it in (docs/sheets.md)."""

from collections.abc import Iterator
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.management.asked import account
from wksbm.accounts.models import User
from wksbm.actor import acting_as
from wksbm.spreadsheets.batches import Job, discard, say_meanings, sheet_for, take_in, to_ask, work
from wksbm.spreadsheets.engine.rows import ROW_FAULT, SIMILAR, WRONG, Index
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.reading import FileRefused
from wksbm.spreadsheets.review import SUMMANDS
from wksbm.spreadsheets.sheet import sheets_for
from wksbm.spreadsheets.store import BLOCK, Store

NUMBERS_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Checks a file against the registry; with --confirm the valid rows come in. Prints rows and causes, no values."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("sheet", help="people, groups, members …; a wrong one lists those there are")
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="username", required=True, help="whose area and rights it is brought in with")
        parser.add_argument("--confirm", action="store_true", help="bring in what is valid; without it nothing is kept")
        parser.add_argument("--leave-out-unknown", action="store_true", help="leave out the columns that nobody knows")

    def handle(
        self, *, sheet: str, file: Path, username: str, confirm: bool, leave_out_unknown: bool, **options
    ) -> None:
        user = account(username)
        refuse_sheet(user, sheet)
        with acting_as(user):
            batch = taken_in(user, sheet, file)
            try:
                understand(batch, leave_out_unknown)
                work(batch, Job.CHECK)
                self.tell(batch)
                if confirm:
                    self.bring_in(batch)
            finally:
                if batch.is_open:
                    discard(batch)
        left = batch.counts["refused"] if confirm else batch.counts[WRONG] + batch.counts[SIMILAR]
        if left:
            raise CommandError(_("%(count)s rows cannot come in like this.") % {"count": left})

    def tell(self, batch: ImportBatch) -> None:
        """The counts, which add up, and each cause with its rows. Raises CommandError for a file that does not fit."""
        if "wrong_file" in batch.facts:
            raise CommandError(_("Nearly all rows are wrong: is it the right sheet? Nothing was brought in."))
        if "stopped" in batch.facts:
            raise CommandError(batch.facts["stopped"])
        counts = batch.counts
        parts = [str(words) % {"count": counts[kind]} for kind, words in SUMMANDS.items() if counts.get(kind)]
        self.stdout.write(_("Read %(read)s = %(parts)s.") % {"read": counts["read"], "parts": " + ".join(parts) or "0"})
        for line in causes(batch):
            self.stdout.write(line)

    def bring_in(self, batch: ImportBatch) -> None:
        work(batch, Job.WRITE)
        if "stopped" in batch.facts:
            raise CommandError(batch.facts["stopped"])
        for number, text in batch.facts["refused"].items():
            self.stdout.write(_("row %(row)s: %(text)s") % {"row": number, "text": text})
        facts = {"new": batch.counts["written_new"], "changed": batch.counts["written_changed"], "number": batch.pk}
        self.stdout.write(_("Brought in: %(new)s new, %(changed)s changed; import %(number)s can be undone.") % facts)


def refuse_sheet(user: User, code: str) -> None:
    """Raises CommandError for a sheet that there is not or that the account may not bring in."""
    known = [sheet.code for sheet in sheets_for(user)] if user.may("create", "import_batch") else []
    if code not in known:
        facts = {"name": user.username, "code": code, "known": ", ".join(known) or "–"}
        raise CommandError(_("%(name)s may not bring in a sheet %(code)s; he may: %(known)s.") % facts)


def taken_in(user: User, code: str, file: Path) -> ImportBatch:
    try:
        with file.open("rb") as stream:
            return take_in(user, code, file.name, iter(lambda: stream.read(BLOCK), b""))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    except FileRefused as refused:
        raise CommandError(f"{file}: {refused}") from refused


def understand(batch: ImportBatch, leave_out: bool) -> None:
    """Raises CommandError where a page would have to ask."""
    asked = to_ask(batch)
    if asked == "sheet":
        names = ", ".join(name for _index, name, _row in batch.options["candidates"])
        raise CommandError(_("Several sheets of this file fit: %(names)s. Keep only one of them.") % {"names": names})
    if asked and not leave_out:
        titles = ", ".join(batch.options["unknown"].values())
        raise CommandError(
            _("Nobody knows these columns: %(titles)s. Rename them, or --leave-out-unknown.") % {"titles": titles}
        )
    if asked:
        say_meanings(batch, dict.fromkeys(map(int, batch.options["unknown"]), ""))


def causes(batch: ImportBatch) -> Iterator[str]:
    """A line for each cause: the column, what is wrong, in how many rows, and their numbers."""
    columns = list(sheet_for(batch).columns.values())
    for cause in Index.of(Store(batch.token)).causes.values():
        numbers = ", ".join(map(str, cause.numbers[:NUMBERS_SHOWN])) + (" …" if cause.count > NUMBERS_SHOWN else "")
        where = "" if cause.column == ROW_FAULT else f"{columns[cause.column].column_name}: "
        rows = _("rows")
        yield f"{where}{cause.text} ({rows} {numbers})"
