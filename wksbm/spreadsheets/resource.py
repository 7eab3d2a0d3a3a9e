"""A sheet of the registry: its columns in their order, named as people name them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource

from wksbm.spreadsheets.library import ImportsInSets


class SheetResource(ImportsInSets, ModelResource):
    """Subclasses declare Fields; `Meta.fields` names them in the order of the sheet.

    What a person may see of a row depends on `user`: without one the sheet shows nothing of people. `on` is the day as
    of which ages and offices are told (today). `full_nik`: whether full NIKs were asked for and granted.
    """

    class Meta:
        chunk_size = 2000

    def __init__(self, *, user=None, on: date | None = None, full_nik: bool = False) -> None:
        super().__init__()
        self.user, self.on, self.full_nik = user, on or timezone.localdate(), full_nik

    def get_queryset(self) -> QuerySet:
        """What the library exports when nobody names rows: all that the user may see."""
        rows = super().get_queryset()
        return rows.visible_to(self.user) if self.user else rows.none()

    def rows(self, queryset: QuerySet) -> Iterator[list]:
        """The cells of each row, in native types, in the order of the queryset; queries and memory do not grow."""
        readers = [self._reader(field) for field in self.get_export_fields()]
        for row in self.iter_queryset(self.filter_export(queryset)):
            yield [read(row) for read in readers]

    def iter_queryset(self, queryset: Iterable) -> Iterator:
        """In chunks also where something is prefetched; the library would page by OFFSET there."""
        if isinstance(queryset, QuerySet):
            return queryset.iterator(chunk_size=self.get_chunk_size())
        return iter(queryset)

    def _reader(self, field: Field) -> Callable:
        """What `export_field` finds for every cell anew: the column's own method, or the attribute."""
        own = getattr(self, f"dehydrate_{self.get_field_name(field)}", None)
        return own or partial(field.export, force_native_type=True)
