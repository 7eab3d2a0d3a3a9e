"""Every record leaves a history with its person, or stands here with the reason why not."""

import pytest
from simple_history.models import HistoricalChanges

from tests.architecture.source import FLOORS, our_models, package_of
from wksbm.actor import ActorUnknown, acting_as
from wksbm.fields import SealedField
from wksbm.records import Record

WITHOUT_HISTORY = {
    "accounts.AccessLog": "is itself a log: rows are added and never changed",
    "accounts.Submission": "remembers that a form was sent; written once, holds nothing of the form",
    "accounts.TrustedPhone": "holds a hashed PIN and a counter; that a phone was trusted stands in the access log",
    "accounts.UnsealedRow": "a queue: a trigger adds to it, sealing takes from it",
    "accounts.SealedShape": "append-only: what the columns of sealed rows were",
    "accounts.SealBatch": "append-only, and itself the seal",
    "accounts.RowSeal": "append-only, and itself the seal",
    "accounts.Erasure": "append-only: an erasure is never taken back",
    "accounts.ErasurePermit": "lives inside one transaction",
    "spreadsheets.ImportBatch": "is itself the story of an import; its end stands in the access log",
    "spreadsheets.BatchRow": "names the records that an import touched: those have their history",
    "spreadsheets.KnownHeader": "what a column of one's own files means; no data of anybody",
    "spreadsheets.Download": "a file to be fetched within 24 hours; that it was written stands in the access log",
}


def recorded_models() -> list:
    """The models of floors 1 to 7, without the history tables themselves."""
    return [
        model
        for model in our_models()
        if 1 <= FLOORS[package_of(model.__module__)] <= 7 and not issubclass(model, HistoricalChanges)
    ]


def has_history(model) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def test_every_model_has_a_history_or_says_why_not():
    without = {model._meta.label for model in recorded_models() if not has_history(model)}
    assert without == set(WITHOUT_HISTORY)


def test_every_model_with_a_history_has_a_version():
    recorded = filter(has_history, recorded_models())
    assert [model._meta.label for model in recorded if not issubclass(model, Record)] == []


def test_history_keeps_sealed_values_sealed():
    for model in filter(has_history, recorded_models()):
        past = getattr(model, model._meta.simple_history_manager_attribute).model
        for field in model._meta.fields:
            if isinstance(field, SealedField):
                assert isinstance(past._meta.get_field(field.name), SealedField), f"{past._meta.label}.{field.name}"


def test_history_does_not_keep_passwords():
    names = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if issubclass(model, HistoricalChanges)
        for field in model._meta.fields
        if "password" in field.name and not field.name.startswith("must_")
    }
    assert names == set()


def test_a_saved_record_names_who_saved_it(cast):
    with acting_as(cast.penfui):
        cast.group.save()
    assert [row.history_user.username for row in cast.group.history.all()] == ["desa.penfui", "sistem"]


def test_nothing_is_saved_while_nobody_acts(cast):
    with acting_as(None), pytest.raises(ActorUnknown):
        cast.group.save()
