"""What of a row is sealed: its columns and values as one text, the same whenever and wherever it is read back."""

import datetime
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import ExpressionWrapper, F

from wksbm.fields import SealedField


class Shape:
    """The columns of a table that are sealed, in the order of their names. `columns` names them in one text.

    A row is read as it stands in the table: an encrypted value stays encrypted, so no key is needed to verify it.
    """

    def __init__(self, model: type[models.Model], fields: list[models.Field]) -> None:
        self.model = model
        self.fields = sorted(fields, key=lambda field: field.column)
        self.columns = ",".join(field.column for field in self.fields)
        self._start = f"{model._meta.db_table}({self.columns})"

    @classmethod
    def of(cls, model: type[models.Model]) -> "Shape":
        """The shape that rows of `model` have today."""
        return cls(model, model._meta.concrete_fields)

    @classmethod
    def named(cls, model: type[models.Model], columns: str) -> "Shape | None":
        """The shape that rows had once; None when a column of then exists no longer."""
        known = {field.column: field for field in model._meta.concrete_fields}
        names = columns.split(",")
        return cls(model, [known[name] for name in names]) if known.keys() >= set(names) else None

    def contents(self, rows: Iterable[int]) -> Iterator[tuple[int, str]]:
        """(primary key, content) of those of `rows` that are there."""
        values = [_as_it_stands(field) for field in self.fields]
        found = self.model._base_manager.filter(pk__in=list(rows)).order_by().values_list("pk", *values)
        for pk, *facts in found.iterator():
            yield pk, self._start + _text(facts)


def _as_it_stands(field: models.Field):
    if isinstance(field, SealedField):
        return ExpressionWrapper(F(field.attname), output_field=models.TextField())
    return field.attname


_text = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=lambda value: _plain(value)).encode


def _plain(value) -> str:
    """What JSON has no word for. Two values of one column read alike here only if they are the same."""
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case UUID() | datetime.timedelta():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
    raise TypeError(f"no seal for a {type(value).__name__}")
