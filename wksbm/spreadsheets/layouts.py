"""In which form a list goes out: to read, to edit and send back, or as a Dinas prints it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from operator import itemgetter

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from wksbm.regions.codes import Level
from wksbm.regions.models import Region
from wksbm.spreadsheets.formats import ListFormat, RecapFormat, Told
from wksbm.spreadsheets.headers import key_of, names_of
from wksbm.spreadsheets.letterheads import Office, letterhead, signatories
from wksbm.spreadsheets.resource import SheetResource
from wksbm.spreadsheets.sheet import Column, SheetImport
from wksbm.spreadsheets.writing import LANDSCAPE, Cell, Table

READ, EDIT = "read", "edit"
RECORD = "number_of_the_record"  # a column of no sheet: a sheet may have a number of its own
OF_A_DISTRICT = 8  # characters of a village's code that name its sub-district


def column_names(sheet: SheetResource) -> list[str]:
    """The names of the sheet's columns in their order."""
    return [sheet.get_field_name(field) for field in sheet.get_export_fields()]


def picked(rows: Iterable[list], places: list[int]) -> Iterator[list]:
    """Of each row the cells at these places."""
    if len(places) < 2:
        return ([row[place] for place in places] for row in rows)
    return map(itemgetter(*places), rows)


def whole_rows(sheet: SheetResource, rows: QuerySet) -> Iterator[list]:
    """The cells of each row, read from the record itself: a sheet's own quicker way knows no columns but its own."""
    return SheetResource.rows(sheet, rows)


class Reading:
    """The columns of the sheet, all or the chosen ones."""

    code, formats = READ, ("xlsx", "csv")

    @property
    def title(self) -> str:
        return _("to read")

    def tells(self, name: str, chosen: list[str]) -> bool:
        """Whether the column stands in the file."""
        return not chosen or name in chosen

    def table(self, sheet: SheetResource, rows: QuerySet, name: str, chosen: list[str]) -> Table:
        """`chosen`: names of columns; none of them means all."""
        names, headers = column_names(sheet), sheet.get_export_headers()
        places = [place for place, name in enumerate(names) if name in chosen] or list(range(len(names)))
        cells = sheet.rows(rows)
        if len(places) < len(names):
            headers, cells = [headers[place] for place in places], picked(cells, places)
        return Table(name, headers, cells)


class Editing:
    """What comes back is recognised: the record's number first, headers and words as the import knows them."""

    code, formats = EDIT, ("xlsx", "csv")

    def __init__(self, importer: SheetImport) -> None:
        self.importer = importer
        self.number = next((name for name, column in importer.columns.items() if column.attribute == "pk"), "")

    @property
    def title(self) -> str:
        return _("to edit and send back")

    def tells(self, name: str, chosen: list[str]) -> bool:
        return not chosen or name in chosen

    def meanings(self, sheet: SheetResource) -> dict[str, str]:
        """The sheet's columns that can be brought in → the columns of the import."""
        known, found = names_of(self.importer), {}
        for name, header in zip(column_names(sheet), sheet.get_export_headers(), strict=True):
            meant = known.get(key_of(header))
            if meant and meant not in found.values():
                found[name] = meant
        return found

    def fits(self, sheet: SheetResource) -> bool:
        """Whether the sheet holds whatever a row of the import needs."""
        told = set(self.meanings(sheet).values())
        return all(name in told for name, column in self.importer.columns.items() if column.required)

    def table(self, sheet: SheetResource, rows: QuerySet, name: str, chosen: list[str]) -> Table:
        """Columns that every row needs come along, chosen or not."""
        columns = self.importer.columns
        meanings = {
            own: meant
            for own, meant in self.meanings(sheet).items()
            if not chosen or own in chosen or columns[meant].required
        }
        if self.number:
            sheet.fields[RECORD] = Told(lambda row: row.pk)
            meanings = {RECORD: self.number} | meanings
        names = column_names(sheet)
        meant = [columns[name] for name in meanings.values()]
        cells = picked(whole_rows(sheet, rows), [names.index(own) for own in meanings])
        return Table(name, [str(column.column_name) for column in meant], worded(cells, meant), **offered(meant))


def offered(columns: list[Column]) -> dict:
    """For the table: the permitted words by column, and the columns where something else may stand in a cell."""
    words = {place: found for place, column in enumerate(columns) if (found := permitted(column))}
    return {"choices": words, "free": [place for place in words if columns[place].widget.free]}


def permitted(column: Column) -> list[str]:
    """The words of which a cell of the column may hold one; [] where anything may stand."""
    return list(spoken_words(column).values())


def spoken_words(column: Column) -> dict[str, str]:
    """Code → what stands in the cell: its word, or the code itself where codes are letters (L, P)."""
    words = column.widget.words
    return {code: code for code in words} if all(isinstance(code, str) and len(code) == 1 for code in words) else words


def worded(rows: Iterable[list], columns: list[Column]) -> Iterator[list]:
    """The rows with words where the sheet tells codes."""
    words = [(place, found) for place, column in enumerate(columns) if (found := spoken_words(column))]
    for row in rows:
        told = list(row)
        for place, found in words:
            told[place] = found.get(told[place], told[place])
        yield told


class Printed:
    """A list as a Dinas prints it, below its letterhead and above a place to sign."""

    formats = ("xlsx",)

    def __init__(self, form: ListFormat | RecapFormat, office: Office, on: date, today: date) -> None:
        self.form, self.office, self.on, self.today = form, office, on, today

    @property
    def code(self) -> str:
        return self.form.code

    @property
    def title(self) -> str:
        return str(self.form.title)

    def tells(self, name: str, chosen: list[str]) -> bool:
        return isinstance(self.form, ListFormat) and any(source == name for _title, source in self.form.columns)

    def table(self, sheet: SheetResource, rows: QuerySet, name: str, chosen: list[str]) -> Table:
        total: list[Cell] = []
        if isinstance(self.form, RecapFormat):
            headers, cells, total = recap(self.form, sheet, rows)
        else:
            headers, cells = listed(self.form, sheet, rows)
        above = letterhead(self.office, self.title, self.on)
        below = signatories(self.office, self.today, len(headers))
        return Table(self.title, headers, cells, above=above, sums=total, below=below, paper=LANDSCAPE)


def listed(form: ListFormat, sheet: SheetResource, rows: QuerySet) -> tuple[list[str], Iterator[list[Cell]]]:
    """The headings of the format, and a numbered row for every row of the list."""
    sources = []
    for place, (_title, source) in enumerate(form.columns):
        if not isinstance(source, str):
            name = f"told_{place}"
            sheet.fields[name] = Told(partial(source, sheet) if source else _nothing)
            source = name
        sources.append(source)
    names = column_names(sheet)
    places = [names.index(source) for source in sources]
    cells = picked(whole_rows(sheet, form.prepared(sheet, rows)), places)
    headers = [_("No."), *(str(title) for title, _source in form.columns)]
    return headers, ([number, *row] for number, row in enumerate(cells, 1))


def _nothing(row) -> None:
    return None


def recap(form: RecapFormat, sheet: SheetResource, rows: QuerySet) -> tuple[list[str], list, list[Cell]]:
    """A row for every sub-district with a row of the list, a column for every kind that occurs; then their sums."""
    rows = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk"))
    counted = rows.order_by().values_list(form.village, form.kind).annotate(Count("pk"))
    counts = Counter()
    for village, kind, count in counted:
        counts[village[:OF_A_DISTRICT], kind] += count
    kinds = {kind: word for kind, word in form.words().items() if any(kind == known for _place, known in counts)}
    codes = {code for code, _kind in counts}
    different = Different(form, rows) if form.different else None
    body = [
        [number, name, *(counts[code, kind] for kind in kinds), *sums(counts, {code}, kinds, different)]
        for number, (code, name) in enumerate(districts(codes).items(), 1)
    ]
    total = [sum(counts[code, kind] for code in codes) for kind in kinds]
    headers = [_("No."), _("Sub-district"), *map(str, kinds.values()), _("Total")]
    headers += [str(form.different[1])] if different else []
    return headers, body, ["", _("Total"), *total, *sums(counts, codes, kinds, different)]


class Different:
    """How many different values of a column stand behind the rows of some sub-districts."""

    def __init__(self, form: RecapFormat, rows: QuerySet) -> None:
        self.by_code: dict[str, set] = {}
        for village, value in rows.order_by().values_list(form.village, form.different[0]).distinct():
            self.by_code.setdefault(village[:OF_A_DISTRICT], set()).add(value)

    def count(self, codes: set[str]) -> int:
        return len(set().union(*(self.by_code.get(code, ()) for code in codes)))


def sums(counts: Counter, codes: set[str], kinds: Iterable, different: Different | None) -> list[int]:
    total = sum(counts[code, kind] for code in codes for kind in kinds)
    return [total, different.count(codes)] if different else [total]


def districts(codes: set[str]) -> dict[str, str]:
    """Code → name of the sub-districts, in the order of their codes."""
    found = Region.objects.filter(pk__in=codes, level=Level.DISTRICT).order_by("pk")
    return dict(found.values_list("pk", "name"))
