"""What a floor tells of one of its sheets: columns, rules of a row, how a row is recognised, how it is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from django.db.models import Model, prefetch_related_objects
from django.forms import Form
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from wksbm.accounts.models import User
from wksbm.regions.codes import common_area
from wksbm.spreadsheets.cells import Atom, CellWidget
from wksbm.spreadsheets.engine.columns import Columns, Doubts
from wksbm.spreadsheets.engine.rows import ROW_FAULT, Block, Index, SheetRow
from wksbm.spreadsheets.past import as_they_were
from wksbm.spreadsheets.store import Store
from wksbm.spreadsheets.writing.cells import Cell, Marked
from wksbm.text import hide_long_numbers

SHOWN_OF_A_CELL = 50  # characters
IN_NEW = gettext_lazy("in a new row")  # for Column.wanted

_sheets: dict[str, type["SheetImport"]] = {}


class Column(Field):
    """A column of a sheet that is brought in: its header, its other names, whether a row needs it.

    `aliases` are the headers that people really write, in small letters and without signs (see headers.key_of).
    `example` stands in the template, and `wanted`: of which rows the sheet's rules want this cell.
    """

    def __init__(
        self, attribute=None, column_name=None, widget: CellWidget | None = None, *, aliases: Sequence[str] = (),
        required: bool = False, wanted: str = "", example: str = "", **kwargs,
    ) -> None:  # fmt: skip
        super().__init__(attribute, column_name, widget, **kwargs)
        self.aliases, self.required, self.wanted, self.example = aliases, required, wanted, example


class SheetImport:
    """Subclasses stand in the floor that owns the records, and are registered by `registered`.

    One object lives for one checking or writing of one file. `record` and `action` name the cell of the access table
    that lets somebody bring this sheet in. `parts` are the records that come along with another one: their label → the
    key that leads to it, "" for none; `told_with` is by label what has to be read along to tell a record.
    """

    code: ClassVar[str] = ""
    title: ClassVar[str] = ""
    record: ClassVar[str] = ""
    action: ClassVar[str] = "create"
    most_rows: ClassVar[int | None] = None
    ignored: ClassVar[Sequence[str]] = ()  # headers that the registry writes and nobody may bring in
    explained: ClassVar[str] = ""  # one sentence for the page where a sheet is chosen
    heading: ClassVar[str] = ""  # of the page where it is uploaded, in the place of "Import: …"
    titled: ClassVar[Sequence[str]] = ()  # columns that tell what a row brings; () for the first that every row needs
    untold: ClassVar[Sequence[str]] = ()  # columns in which a check notes numbers that only the registry knows
    told_as: ClassVar[Mapping[str, str]] = MappingProxyType(
        {}
    )  # columns of codes → those of the names they are told by
    kind_words: ClassVar[dict[str, str]] = {}  # kind of a row → its word on the page, where it is not the usual one
    outcome_words: ClassVar[Mapping[str, str]] = MappingProxyType({})  # what an undoing came to, likewise
    options_form: ClassVar[type[Form] | None] = None  # asks about the whole file; its `said` are plain texts
    above: ClassVar[str] = ""  # template of what is asked of the whole file, above the rows
    beside: ClassVar[str] = ""  # template of what stands beside the rows, in the place of what will happen
    returned_headers: ClassVar[Sequence[str]] = ()  # of the columns in a returned workbook, in the place of "Problem"
    returned_about: ClassVar[str] = ""  # on its first sheet, in the place of what is to be mended
    asks_password: ClassVar[bool] = False  # once more, before it is brought in: it changes what somebody may do
    keeps_file: ClassVar[bool] = False  # for its 24 hours, also when every row was brought in
    parts: ClassVar[Mapping[str, str]] = MappingProxyType({})  # told after the other records
    told_with: ClassVar[Mapping[str, Sequence[str]]] = MappingProxyType({})
    told_alike: Mapping[int, tuple[int, str, str]] = MappingProxyType({})  # the prepared records that may be meant

    def __init__(self, user: User, today: date) -> None:
        self.user, self.today = user, today
        self.columns: dict[str, Column] = self.build_columns()
        self.place = {name: place for place, name in enumerate(self.columns)}

    def build_columns(self) -> dict[str, Column]:
        """The columns by name, in the order of the sheet."""
        raise NotImplementedError

    @classmethod
    def open_to(cls, user: User) -> bool:
        """Whether the user may bring such a sheet in."""
        return bool(user.duties_opening(cls.record, cls.action))

    @property
    def areas(self) -> list[str]:
        """The codes of the areas in which the user may bring such records in; "" is the country."""
        return [duty.region_id or "" for duty in self.user.duties_opening(self.record, self.action)]

    @property
    def area(self) -> str:
        return common_area(self.areas)

    def in_blank(self, name: str) -> bool:
        """Whether this column stands in the sheet to fill in."""
        return self.columns[name].attribute != "pk"

    def get(self, row: SheetRow, name: str) -> Atom:
        return row.atoms[self.place[name]]

    def put(self, row: SheetRow, name: str, atom: Atom) -> None:
        row.atoms[self.place[name]] = atom

    def fault(self, row: SheetRow, name: str, code: str, text: str, written: str = "") -> None:
        """Of a cell that can be read and does not fit. `name` is a column; "" for what concerns the whole row.

        `written`: what stands in the cell, where its atom does not say that.
        """
        if name in self.columns and not written:
            written = self.columns[name].widget.written(self.get(row, name))
        row.fault(self.place.get(name, ROW_FAULT), code, text, written, sound=True)

    def doubt(self, row: SheetRow, name: str, code: str) -> None:
        row.doubt(self.place[name], code)

    def told(self, name: str, atom: Atom) -> str:
        """An atom of a column as people read it."""
        return self.columns[name].widget.told(atom)

    def written_told(self, name: str, written: str) -> str:
        """What stands in a cell that could not be read, as the page may show it: no NIK, whatever its column."""
        shown = hide_long_numbers(written)
        return shown if len(shown) <= SHOWN_OF_A_CELL else f"{shown[:SHOWN_OF_A_CELL].rstrip()}…"

    def prepare(self, rows: Sequence[SheetRow]) -> None:
        """Called with the rows of one page before they are told: what they need is asked for at once."""
        near = sorted({pk for row in rows for pk in row.near})
        self.told_alike = {told[0]: told for told in self.tell_alike(near)} if near else {}

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        """The records that may be meant, as far as the user sees them: number, words, address."""
        return ()

    def row_title(self, row: SheetRow) -> str:
        """What a row is called on the page: what it brings, else the first column that it has."""
        if title := " · ".join(filter(None, (self.title_part(row, name) for name in self.titled))):
            return title
        needed = [name for name, column in self.columns.items() if column.required]
        told = (self.told(name, self.get(row, name)) for name in [*needed, *self.columns])
        return next(filter(None, told), "")

    def title_part(self, row: SheetRow, name: str) -> str:
        """What a column adds to the title: its cell, or where that is blank what the record says."""
        return self.told(name, self.get(row, name)) or (self.current_told(row, name) if row.current else "")

    def current_told(self, row: SheetRow, name: str) -> str:
        """What the registry says in this column of the record that the row is about."""
        return self.told(name, row.current[self.place[name]])

    def near_told(self, row: SheetRow) -> list[tuple[int, str, str]]:
        """Those of the prepared records that this row may mean."""
        return [self.told_alike[pk] for pk in row.near if pk in self.told_alike]

    def meant(self, rows: Sequence[SheetRow]) -> dict[int, int]:
        """Of similar rows that can only mean one record: the row's number → the record's; asked about once for all."""
        return {}

    def records(self, model: type[Model], numbers: list[int]) -> dict[int, Model]:
        """Records that this sheet has touched, as far as the user sees them, by the number noted for them."""
        key, rows = self.parts.get(model._meta.label), model.objects.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(self.user)
        elif key:
            whole = model._meta.get_field(key).related_model
            rows = rows.filter(**{f"{key}__in": whole.objects.visible_to(self.user)})
        else:
            return {}
        found = (rows.select_related(key) if key else rows).in_bulk(numbers)
        prefetch_related_objects(list(found.values()), *self.told_with.get(model._meta.label, ()))
        return found

    def records_gone(self, model: type[Model], numbers: list[int], batch) -> dict[int, Model]:
        """Of records that an undoing found gone or took away, those that the user might still see, as they were."""
        return {pk: one for pk, one in as_they_were(model, numbers).items() if self.would_see(one)}

    def would_see(self, record: Model) -> bool:
        """Whether a record that is gone stood last where the user sees such records today."""
        rows, whole = type(record).objects.all(), self.whole_of(record)
        if not hasattr(rows, "record"):
            return whole is not None and self.would_see(whole)
        return any(duty.covers(record.area_code) for duty in self.user.duties_opening(rows.record))

    def whole_of(self, record: Model) -> Model | None:
        """The record that this one is part of."""
        key = self.parts.get(record._meta.label)
        return getattr(record, key) if key else None

    def record_told(self, record) -> str:
        """A record that the import touched, as its user may see it."""
        return str(record)

    def record_url(self, record) -> str:
        """The page of a record that the import touched: its own, or that of what it is part of."""
        if hasattr(record, "get_absolute_url"):
            return record.get_absolute_url()
        whole = self.whole_of(record)
        return "" if whole is None else self.record_url(whole)

    def doubt_words(self, code: str) -> str:
        """What a doubt means, for the page."""
        return code

    def hear(self, said: dict[str, str], columns: set[str]) -> None:
        """Takes what was said about the whole file (`options_form`), and which columns it has."""

    @property
    def heard(self) -> dict:
        """What stands in `options_form` at first."""
        return {}

    def bring_in_words(self) -> tuple[str, str]:
        """The word on the button that brings the file in, and a sentence beside it; "" for the usual ones."""
        return "", ""

    def afterwards(self, batch) -> tuple[str, str]:
        """What its user has to do himself once the batch is in, or now that it is: a sentence, and where; "" for
        nothing."""
        return "", ""

    def undo_words(self, batch) -> str:
        """What of the batch stays when it is undone now, as far as that is told before; "" for nothing."""
        return ""

    def returned(self, row: SheetRow) -> Sequence[Cell | Marked]:
        """The cells under `returned_headers`."""
        return []

    def after_check(self, batch, index: Index) -> None:
        """Called when a check has come to its end; the batch is saved afterwards."""

    def check(self, row: SheetRow) -> None:
        """The rules between the cells of one row: adds faults and doubts. Asks no database."""

    def leave_out(self, row: SheetRow) -> None:
        """What is asked of a row that the user leaves out: nothing."""
        row.faults = ()

    def needs(self, row: SheetRow, name: str) -> bool:
        """Whether the checked row could not come in with this cell blank. Asked of cells that are wrong."""
        known = row.pk is not None or ("number" in self.place and self.get(row, "number") is not None)
        return self.columns[name].required or (bool(self.columns[name].wanted) and not known)

    def usual(self, atoms: Sequence[Sequence[Atom]]) -> Sequence[Doubts | None] | None:
        """Of rows that stand there column by column the doubts of each about which `check` has nothing else to say.

        None for a row that `check` has to look at; None alone when it has to look at all of them.
        """
        return None

    def recognise(self, blocks: Iterable[Columns | list[SheetRow]], store: Store) -> Iterator[Block]:
        """The same rows in their order, each with the record it is about (`pk`, `version`, `current`) or with `near`.

        Columns come where some rows are `usual`.

        Faults are added for what only the whole file or the database shows. Rows with faults pass through.
        """
        raise NotImplementedError

    def write(self, rows: Iterable[SheetRow], writing) -> None:
        """Brings the rows in (new, changed, and similar ones that were decided), inside the transaction of `writing`.

        What cannot be written any more is told to `writing.refuse(row, text)`; nothing else is lost.
        """
        raise NotImplementedError

    def fixes_for(self, name: str, code: str, written: str = "") -> list[tuple[str, str]]:
        """Values that are offered for a wrong cell of this column, as (what is filled in, what it says).

        `written` is what stands in the cell that is mended first.
        """
        column = self.columns[name]
        words = getattr(column.widget, "words", None)
        return [(word, word) for word in words.values()] if words else []

    def suggestion(self, name: str, written: str) -> str:
        """What was probably meant by a misspelt value; "" if nobody knows."""
        return ""


def registered(sheet: type[SheetImport]) -> type[SheetImport]:
    """Decorator: the sheet can be brought in."""
    _sheets[sheet.code] = sheet
    return sheet


def sheet_of(code: str) -> type[SheetImport] | None:
    return _sheets.get(code)


def sheets_for(user: User) -> list[type[SheetImport]]:
    """The sheets that the user may bring in."""
    return [sheet for sheet in _sheets.values() if sheet.open_to(user)]
