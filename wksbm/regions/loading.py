"""Regions, their other spellings and their successions from files into the database, in sets; nothing is deleted."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from wksbm.dates import Precision
from wksbm.regions.codes import level_of, normalise_code, parent_of
from wksbm.regions.models import LEVEL_OF_KIND, Region, RegionAlias, Succession, search_name_of
from wksbm.text import clean_line, place_key

DATA = Path(__file__).parent / "data"
COLUMNS = ["code", "name", "kind", "postal_code"]
WRITTEN = ["name", "level", "kind", "parent_id", "postal_code", "search_name"]
NULL = r"\N"
LONGEST_NAME = Region._meta.get_field("name").max_length


class FileError(ValueError):
    """A file that cannot be loaded; the message names the line. Nothing was written."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(_("Line %(line)s: %(problem)s") % {"line": line, "problem": problem})


class Counts(NamedTuple):
    """read = new + changed + same; `absent` are in the register and not in the file, they stay as they are."""

    read: int
    new: int
    changed: int
    same: int
    absent: int


def load_regions(path: Path) -> Counts:
    """Brings the register in step with the file at `path`, in one transaction; a second run changes nothing.

    The file is CSV (plain or gzip) with the columns code, name, kind, postal_code; the other fields of a region stay.
    Raises FileError, and OSError when there is no such file.
    """
    with transaction.atomic():
        stored = {row[0]: row for row in Region.objects.values_list("code", *WRITTEN)}
        wanted = read_regions(path, known=stored)
        new = [row for row in wanted if row[0] not in stored]
        changed = [row for row in wanted if row[0] in stored and stored[row[0]] != row]
        _write(new + changed)
    same = len(wanted) - len(new) - len(changed)
    return Counts(len(wanted), len(new), len(changed), same, len(stored) - same - len(changed))


def _write(rows: list[tuple]) -> None:
    """Inserts or updates in one statement: bulk_create takes three times as long as everything else together."""
    quote = connection.ops.quote_name
    table, columns = quote(Region._meta.db_table), ", ".join(map(quote, ["code", *WRITTEN]))
    updates = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in WRITTEN)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE loaded_regions AS SELECT {columns} FROM {table} WHERE 1 = 0")  # noqa: S608 own names
        _fill(cursor, columns, rows)
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM loaded_regions WHERE 1 = 1 "  # noqa: S608 own names
            f"ON CONFLICT (code) DO UPDATE SET {updates}"
        )
        cursor.execute("DROP TABLE loaded_regions")


def _fill(cursor, columns: str, rows: list[tuple]) -> None:
    if connection.vendor == "postgresql":
        lines = io.StringIO()
        csv.writer(lines).writerows([NULL if value is None else value for value in row] for row in rows)
        lines.seek(0)
        cursor.copy_expert(f"COPY loaded_regions ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", lines)
    else:
        places = ", ".join(["%s"] * (len(WRITTEN) + 1))
        cursor.executemany(f"INSERT INTO loaded_regions ({columns}) VALUES ({places})", rows)  # noqa: S608 own names


def read_regions(path: Path, known: Iterable[str] = ()) -> list[tuple]:
    """The file's rows as (code, *WRITTEN), parents first. A parent is in the file or one of the `known` codes."""
    lines: dict[str, int] = {}
    rows = []
    for line, fields in _lines(path):
        row = _region(line, fields)
        if row[0] in lines:
            raise FileError(
                line, _("%(code)s stands in line %(first)s already.") % {"code": row[0], "first": lines[row[0]]}
            )
        lines[row[0]] = line
        rows.append(row)
    for code in lines:
        parent = parent_of(code)
        if parent and parent not in lines and parent not in known:
            raise FileError(
                lines[code], _("%(parent)s, the parent of %(code)s, is missing.") % {"parent": parent, "code": code}
            )
    return sorted(rows)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    raw = path.read_bytes()
    try:
        text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise FileError(1, _("The file cannot be read: %(error)s") % {"error": error}) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or [])]:
        raise FileError(1, _("There is no column %(names)s.") % {"names": ", ".join(missing)})
    try:
        for fields in reader:
            yield reader.line_num, fields
    except csv.Error as error:
        raise FileError(reader.line_num, str(error)) from error


def _region(line: int, fields: dict[str, str]) -> tuple:
    try:
        code, name = normalise_code(fields["code"]), _clean(fields["name"])
        kind, postal_code = _clean(fields["kind"]), _clean(fields["postal_code"])
    except ValidationError as error:
        raise FileError(line, " ".join(error.messages)) from error
    level = level_of(code)
    if LEVEL_OF_KIND.get(kind) != level:
        raise FileError(line, _("%(code)s cannot be of the kind “%(kind)s”.") % {"code": code, "kind": kind[:20]})
    if not name or len(name) > LONGEST_NAME:
        raise FileError(line, _("The name has 1 to %(most)s letters.") % {"most": LONGEST_NAME})
    if postal_code and not (postal_code.isascii() and postal_code.isdigit() and len(postal_code) == 5):
        raise FileError(line, _("A postal code has five digits."))
    return code, name, level, kind, parent_of(code) or None, postal_code, search_name_of(name, kind)


def _clean(text: str) -> str:
    """As clean_line, with a short way for plain letters: there are hundreds of thousands of cells."""
    return " ".join(text.split()) if text.isascii() and text.isprintable() else clean_line(text)


def load_aliases() -> int:
    """Other spellings of the regions that are loaded, from data/aliases.csv. Returns how many were new."""
    rows = _rows("aliases.csv")
    loaded = _codes(row["code"] for row in rows)
    stored = set(RegionAlias.objects.values_list("region_id", "name"))
    new = [
        RegionAlias(region_id=row["code"], name=row["name"], search_name=place_key(row["name"]))
        for row in rows
        if row["code"] in loaded and (row["code"], row["name"]) not in stored
    ]
    RegionAlias.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def load_successions() -> int:
    """Splits and mergers between regions that are loaded, from data/successions.csv. Returns how many were new."""
    rows = _rows("successions.csv")
    loaded = _codes(code for row in rows for code in (row["old"], row["new"]))
    stored = set(Succession.objects.values_list("old_id", "new_id"))
    new = [
        Succession(
            old_id=row["old"],
            new_id=row["new"],
            on=date.fromisoformat(row["on"]),
            on_precision=Precision(row["on_precision"]),
        )
        for row in rows
        if {row["old"], row["new"]} <= loaded and (row["old"], row["new"]) not in stored
    ]
    Succession.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _codes(codes: Iterable[str]) -> set[str]:
    return set(Region.objects.filter(pk__in=set(codes)).values_list("pk", flat=True))
