"""History rows as sentences with full values, for the one whom they are about: who changed what, from what, to what."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wksbm.accounts.log_words import role_word
from wksbm.accounts.protected import HIDDEN, row_of
from wksbm.accounts.story.reader import spoken as in_words_of
from wksbm.accounts.story.registry import label_of
from wksbm.dates import Precision, in_words
from wksbm.fields import PrecisionField

ALWAYS_HERS = {"person", "beneficiary"}  # every row here is about the same person


class Change(NamedTuple):
    at: datetime
    who: str
    record: str
    said: str
    why: str


def changes(history: QuerySet) -> list[Change]:
    """Every change that these rows of one model's history tell, oldest first, with the values as they were typed."""
    rows = list(history.select_related("history_user").order_by("id", "history_date", "history_id"))
    fields = _told(history.model)
    names = _names(rows, fields)
    before: dict[int, Model] = {}
    found = []
    for row in rows:
        said = _said(row, before.get(row.id), fields, names)
        before[row.id] = row
        if said or row.history_change_reason:
            found.append(_change(row, said))
    return found


def _change(row: Model, said: str) -> Change:
    name = capfirst(str(row.instance_type._meta.verbose_name))
    return Change(
        at=timezone.localtime(row.history_date),
        who=who_said(row),
        record=f"{name} {row.id}",
        said=said,
        why=row.history_change_reason or "",
    )


def who_said(row: Model) -> str:
    """The one who made this history row, and the role in which he did."""
    role = f" ({role_word(row.history_role)})" if row.history_role else ""
    return f"{row.history_user or '–'}{role}"


def _told(history: type[Model]) -> list:
    names = {field.name for field in told_fields(history.instance_type)} - ALWAYS_HERS
    return [field for field in history._meta.fields if field.name in names]


def told_fields(model: type[Model]) -> list:
    """The fields that people read; how well a day is known is told with the day."""
    shown = (field for field in model._meta.concrete_fields if row_of(model._meta.label, field.name) != HIDDEN)
    return [field for field in shown if not isinstance(field, PrecisionField)]


def _names(rows: list[Model], fields: list) -> dict[str, dict]:
    """The names behind the foreign keys of these rows, asked for once a field."""
    found = {}
    for field in fields:
        if isinstance(field, ForeignKey):
            keys = {getattr(row, field.attname) for row in rows} - {None}
            found[field.name] = {key: str(one) for key, one in field.related_model._base_manager.in_bulk(keys).items()}
    return found


def _said(row: Model, before: Model | None, fields: list, names: dict[str, dict]) -> str:
    if row.history_type == "-":
        return _("deleted")
    parts = []
    for field in fields:
        now, then = _value(row, field, names), _value(before, field, names) if before else ""
        if now != then:
            arrow = f"{then or '–'} → {now or '–'}" if before else now
            parts.append(f"{word_for(row.instance_type, field)}: {arrow}")
    return "; ".join(parts)


def word_for(model: type[Model], field) -> str:
    return capfirst(label_of(model._meta.label, field))


def _value(row: Model, field, names: dict[str, dict]) -> str:
    if field.name in names:
        key = getattr(row, field.attname)
        return names[field.name].get(key, "") if key is not None else ""
    return spoken(row, field)


def spoken(row: Model, field) -> str:
    """What stands in the row, as people read it; a day as well as it is known."""
    return in_words_of(getattr(row, field.attname), field, getattr(row, f"{field.name}_precision", Precision.DAY))


def entered(model: type[Model], numbers: Iterable[int]) -> dict[int, str]:
    """By whom and when each of these rows was entered."""
    first = model.history.filter(id__in=list(numbers), history_type="+").select_related("history_user")
    found: dict[int, str] = defaultdict(str)
    for row in first:
        found[row.id] = f"{who_said(row)}, {in_words(timezone.localtime(row.history_date).date(), short=True)}"
    return found
