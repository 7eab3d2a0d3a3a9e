"""Texts that name a person by the way: found in rows and histories, and the name or number cut out of them."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Model, Q

from wksbm.people.holdings import TEXTS, Texts, history_of
from wksbm.people.identity import Identity

REASON = "history_change_reason"


class Cut(NamedTuple):
    """One row (of a record, its history or a log) and what its texts become."""

    model: type[Model]
    pk: int
    changes: dict[str, str]


def cuts(who: Identity) -> Iterator[Cut]:
    """Every row of the register whose texts hold the person's name or numbers, as far as `Texts` say where to look."""
    for texts in TEXTS:
        yield from _in_table(texts, texts.model, texts.fields, who)
        if not texts.added_only:
            yield from _in_table(texts, history_of(texts.model), (*texts.fields, REASON), who)


def _in_table(texts: Texts, model: type[Model], fields: tuple[str, ...], who: Identity) -> Iterator[Cut]:
    seen = set()
    if texts.area:
        near = model._base_manager.filter(**{f"{texts.area}__in": who.areas})
        if not texts.sealed:  # what is encrypted can only be opened row by row
            near = near.filter(_any_of(fields, "icontains", who.longest_words) | _numbers(fields, who))
        for cut in _cut_rows(near, model, (*fields, *texts.sealed), who, names=True):
            seen.add(cut.pk)
            yield cut
    if who.digits and fields:
        anywhere = model._base_manager.filter(_numbers(fields, who))
        for cut in _cut_rows(anywhere, model, fields, who, names=False):
            if cut.pk not in seen:
                yield cut


def _cut_rows(rows, model: type[Model], fields: tuple[str, ...], who: Identity, *, names: bool) -> Iterator[Cut]:
    if not fields:
        return
    longest = {name: model._meta.get_field(name).max_length for name in fields}
    for pk, *values in rows.values_list("pk", *fields).iterator():
        texts = {name: text for name, text in zip(fields, values, strict=True) if text}
        cut = {name: who.cut(text, names=names)[: longest[name]] for name, text in texts.items()}
        changes = {name: text for name, text in cut.items() if text != texts[name]}
        if changes:
            yield Cut(model, pk, changes)


def _numbers(fields: tuple[str, ...], who: Identity) -> Q:
    return _any_of(fields, "regex", {who.digits} if who.digits else set())


def _any_of(fields: tuple[str, ...], lookup: str, texts: set[str]) -> Q:
    conditions = [Q(**{f"{name}__{lookup}": text}) for name in fields for text in texts]
    return reduce(or_, conditions) if conditions else Q(pk__in=[])
