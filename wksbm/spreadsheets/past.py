"""Records that are gone, as their history knew them last."""

from collections.abc import Iterable

from django.db.models import Model


def as_they_were(model: type[Model], numbers: Iterable[int], known: dict | None = None) -> dict[int, Model]:
    """By number, those that no longer stand in their table; what they belonged to is read along, or is gone as well.
    Nothing is told of a record that belonged to something without history which is gone: a region.

    `known` are those that were found on the way here, by model and number.
    """
    known = {} if known is None else known
    found = {pk: known[model, pk] for pk in numbers if (model, pk) in known}
    new = last_entries(model, set(numbers) - set(found))
    known |= {(model, pk): record for pk, record in new.items()}
    keys = [field for field in model._meta.concrete_fields if field.is_relation] if new else []
    for key in keys:
        wanted = {getattr(record, key.attname) for record in new.values()} - {None}
        others = key.related_model._base_manager.in_bulk(wanted) if wanted else {}
        others |= as_they_were(key.related_model, wanted - set(others), known)
        for pk, record in list(new.items()):
            if other := others.get(getattr(record, key.attname)):
                key.set_cached_value(record, other)
            elif getattr(record, key.attname) is not None:
                del new[pk]
    return found | new


def last_entries(model: type[Model], numbers: set[int]) -> dict[int, Model]:
    if not numbers or not hasattr(model, "history"):
        return {}
    gone = numbers - set(model._base_manager.filter(pk__in=numbers).values_list("pk", flat=True))
    entries = model.history.model.objects.filter(id__in=gone).order_by("history_id")
    return {pk: entry.instance for pk, entry in {entry.id: entry for entry in entries}.items()}
