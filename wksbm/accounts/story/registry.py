"""What the floors above tell the story: who tells what of which record, how rows are called, how values are masked."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from wksbm.accounts.models import User
from wksbm.accounts.story.entries import Entry

Teller = Callable[..., Iterable[Entry]]
Namer = Callable[[User, Iterable], dict[Any, str]]
_tellers: dict[str, list[Teller]] = {}
_namers: dict[str, Namer] = {}
_masks: dict[str, Callable[[str, Any], str]] = {}
_labels: dict[str, str] = {}


def tells(label: str) -> Callable[[Teller], Teller]:
    """Decorator: a part of the story of the record `label` (groups.SocialGroup): (record, reader) -> entries."""

    def register(teller: Teller) -> Teller:
        _tellers.setdefault(label, []).append(teller)
        return teller

    return register


def tellers_of(record: Model) -> list[Teller]:
    return _tellers.get(record._meta.label, [])


def names(label: str) -> Callable[[Namer], Namer]:
    """Decorator: how rows of the model `label` are called: (user, keys) -> {key: name}, as far as he may see them.

    A row that is missing in the answer, or has an empty name, is told as somebody or something not open to the user.
    """

    def register(namer: Namer) -> Namer:
        _namers[label] = namer
        return namer

    return register


def namer_of(model: type[Model]) -> Namer:
    return _namers.get(model._meta.label) or _plain(model)


def _plain(model: type[Model]) -> Namer:
    return lambda _user, keys: {key: str(row) for key, row in model._base_manager.in_bulk(list(keys)).items()}


def masks(row: str) -> Callable:
    """Decorator: what stands for a value under this row of the field table where it is not told in full.

    (field, value) -> text; "" where nothing may be said of it but that it changed.
    """

    def register(mask: Callable[[str, Any], str]) -> Callable:
        _masks[row] = mask
        return mask

    return register


def masked(row: str, field: str, value) -> str:
    """Without a mask nothing is told."""
    return _masks[row](field, value) if row in _masks and value not in (None, "") else ""


def calls(field: str, label: str) -> None:
    """The word for the field `people.Person.household`, where its own name is not the one that people know."""
    _labels[field] = label


def label_of(model_label: str, field) -> str:
    return str(_labels.get(f"{model_label}.{field.name}", field.verbose_name))
