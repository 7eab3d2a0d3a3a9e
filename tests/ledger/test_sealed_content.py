"""What of a row goes into its seal reads the same on both databases, without keys, and outlives new columns."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import BIRU
from tests.ledger.tampering import found, seal_all, sql, tampering
from wksbm import keyring
from wksbm.accounts import append_only, sealed_content, sealing
from wksbm.accounts.models import AccessLog, RowSeal, SealedShape
from wksbm.accounts.sealed_content import Shape
from wksbm.accounts.verifying import Verification
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db

PEOPLE = "people_historicalperson"
AT = datetime(2026, 3, 12, 9, 30, 0, 5, tzinfo=UTC)
FACTS = {"rows": 25, "kinds": ["b", "ä"], "deep": {"z": None, "a": 1.5}}


@pytest.fixture
def entry(cast, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AccessLog.objects.create(
        pk=4711, user=cast.biru, kind="export", reason="“rapat” ä", region_id=BIRU, facts=FACTS
    )


def content(row) -> str:
    return dict(Shape.of(type(row)).contents([row.pk]))[row.pk]


def test_it_is_one_text_on_both_databases(entry):
    assert content(entry) == (
        "accounts_accesslog(at,facts,field,id,kind,number,reason,region_id,target,user_id)"
        '["2026-03-12T09:30:00.000005+00:00",{"deep":{"a":1.5,"z":null},"kinds":["b","\\u00e4"],"rows":25},"",4711,'
        f'"export",null,"\\u201crapat\\u201d \\u00e4","{BIRU}","",{entry.user_id}]'
    )


def test_neither_the_time_zone_nor_the_order_of_keys_matters(entry):
    before = content(entry)
    with timezone.override("Asia/Jayapura"):
        assert content(entry) == before
    with tampering():
        facts = '{"kinds": ["b", "\\u00e4"], "deep": {"a": 1.5, "z": null}, "rows": 25}'
        sql("UPDATE accounts_accesslog SET facts = %s WHERE id = %s", facts, entry.pk)
        assert content(entry) == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("1.50"), Decimal("1.51")),
        (Decimal("10"), Decimal("1E+2")),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC)),
        (AT.date(), datetime(2026, 3, 13, tzinfo=UTC).date()),
        (AT.time(), datetime(2026, 3, 13, tzinfo=UTC).time()),
        (UUID(int=1), UUID(int=2)),
        (b"\x00", b"\x01"),
        (None, ""),
        (None, 0),
        ("", 0),
        ("1", 1),
        (["a", "b"], ["a,b"]),
    ],
)
def test_two_values_never_read_alike(one, other):
    assert sealed_content._text([one]) != sealed_content._text([other])


def test_what_it_does_not_know_it_does_not_guess():
    with pytest.raises(TypeError):
        sealed_content._text([object()])


def test_secrets_stay_encrypted_and_no_key_is_needed_to_verify(cast, settings):
    nik = factories.new_nik()
    row = factories.person("Siti Rahma", BIRU, nik=nik).history.get()
    seal_all()
    assert nik not in content(row)
    assert "k1:" in content(row)
    keyring._ring.cache_clear()
    settings.FIELD_KEYS = "k9:" + "A" * 43 + "="
    assert found() == []


def test_every_sealed_table_can_be_read(cast):
    for model in append_only.sealed_tables().values():
        assert list(Shape.of(model).contents([-1])) == []


def test_a_column_that_is_added_later_leaves_the_seals_valid(cast, monkeypatch):
    """Until then the rows were sealed without it."""

    def without_role(model):
        return Shape(model, [field for field in model._meta.concrete_fields if field.column != "history_role"])

    with monkeypatch.context() as patch:
        patch.setattr(sealing.Shape, "of", without_role)
        old = factories.person("Siti Rahma", BIRU).history.get()
        seal_all()
    new = factories.person("Siti Aminah", BIRU).history.get()
    seal_all()
    assert SealedShape.objects.filter(table=PEOPLE).count() == 2
    assert found() == []
    with tampering():
        Person.history.update(full_name="Orang Lain")
        named = {finding.split(", ")[1].split(":")[0] for finding in found()}
        assert named == {f"{PEOPLE} {old.pk}", f"{PEOPLE} {new.pk}"}


def test_rows_with_a_column_that_was_given_up_are_counted_apart(cast, monkeypatch):
    def with_more(model):
        shape = Shape(model, model._meta.concrete_fields)
        shape.columns += ",no_more"
        return shape

    with monkeypatch.context() as patch:
        patch.setattr(sealing.Shape, "of", with_more)
        factories.person("Siti Rahma", BIRU)
        sealing.seal_pending()
    seal_all()
    verification = Verification()
    assert list(verification) == []
    assert verification.reshaped == RowSeal.objects.filter(shape__columns__endswith=",no_more").count() > 0
