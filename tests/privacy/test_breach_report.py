"""Who was touched in a time: exactly those, by number, with the kinds of data, never a value."""

import csv
import io
import time
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import factories
from tests.factories import BIRU, MACEGE, PENFUI
from tests.privacy.dump import found
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db
Kind = AccessLog.Kind


def breach(*arguments: str) -> tuple[list[dict], str]:
    """The rows of the report on today and yesterday, by their columns, and the summary."""
    out, err, today = io.StringIO(), io.StringIO(), timezone.localdate()
    days = ("--from", f"{today - timedelta(1):%Y-%m-%d}", "--to", f"{today:%Y-%m-%d}")
    call_command("breach_report", *days, *arguments, stdout=out, stderr=err)
    names = ("at", "account", "act", "record", "person", "village", "kinds", "rows")
    return [
        dict(zip(names, row, strict=True)) for row in list(csv.reader(io.StringIO(out.getvalue())))[1:]
    ], err.getvalue()


@pytest.fixture
def seen(cast):
    """The thief used the account of Biru: he looked, revealed, changed, and took a list out."""
    person = factories.person("Yuliana Tefa", BIRU, nik="9901014101900001", phone="+6281298765432")
    record = factories.classification(person, factories.category(), by=cast.dinas_bone)
    note(cast.biru, Kind.VIEW, person)
    note(cast.biru, Kind.REVEAL, person, field="nik", reason="bandingkan KTP")
    note(cast.biru, Kind.VIEW, record)
    note(cast.biru, Kind.EXPORT, target="people.Person", region=BIRU, rows=40, nik="masked")
    with acting_as(cast.biru):
        person.occupation = "Penenun"
        person.save()
    note(cast.biru, Kind.REFUSED, target="people:detail", number=99)
    note(cast.tksk, Kind.VIEW, factories.person("Orang Lain", MACEGE))
    return person


def test_it_lists_exactly_what_the_account_touched(cast, seen):
    rows, summary = breach("--user", "desa.biru")
    assert [(row["account"], row["person"], row["kinds"].count("NIK"), row["rows"]) for row in rows] == [
        ("desa.biru", str(seen.pk), 0, ""),
        ("desa.biru", str(seen.pk), 1, ""),
        ("desa.biru", str(seen.pk), 0, ""),
        ("desa.biru", "", 0, "40"),
        ("desa.biru", str(seen.pk), 1, ""),
    ]
    assert {row["village"] for row in rows} == {BIRU}
    assert "3 × 24" in summary


def test_without_an_account_it_lists_everybody_who_touched_anybody(cast, seen):
    rows, _summary = breach()
    looks = [row for row in rows if row["account"] in ("desa.biru", "tksk.tanete")]
    assert len(looks) == 6
    assert {row["account"] for row in rows} == {"desa.biru", "tksk.tanete", "sistem"}, "who entered them counts, too"


def test_a_region_narrows_it_to_the_people_who_live_there(cast, seen):
    assert {row["village"] for row in breach("--region", "73.08.22")[0]} == {MACEGE}
    assert breach("--region", PENFUI)[0] == []


def test_days_bound_it_and_the_last_one_counts(cast, seen):
    note(cast.biru, Kind.VIEW, seen)
    old = AccessLog(user=cast.biru, kind="view", target="people.Person", number=seen.pk, region_id=BIRU)
    old.save()
    out = io.StringIO()
    call_command("breach_report", "--from", "2020-01-01", "--to", "2020-12-31", stdout=out, stderr=io.StringIO())
    assert len(out.getvalue().splitlines()) == 1
    for wrong in (("--from", "2026-02-01", "--to", "2026-01-01"), ("--from", "kemarin", "--to", "2026-01-01")):
        with pytest.raises(CommandError):
            call_command("breach_report", *wrong, stdout=out)
    with pytest.raises(CommandError):
        breach("--user", "tidak.ada")
    with pytest.raises(CommandError):
        breach("--region", "99.99")


def test_it_holds_no_value(cast, seen):
    rows, summary = breach()
    values = {"name": "Yuliana", "NIK": "9901014101900001", "phone": "81298765432", "work": "Penenun"}
    assert found(values, f"{rows}{summary}") == {}


@pytest.mark.long
def test_a_hundred_thousand_entries_take_seconds(cast, capsys):
    people = [factories.person(f"Orang {'abcdefghij'[one]}", BIRU) for one in range(10)]
    for _portion in range(20):
        AccessLog.objects.bulk_create(
            AccessLog(user=cast.biru, kind="view", target="people.Person", number=people[one % 10].pk, region_id=BIRU)
            for one in range(5000)
        )
    begun = time.perf_counter()
    rows, _summary = breach("--user", "desa.biru")
    took = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\nbreach report over 100,000 entries: {took:.2f} s")
    assert len(rows) == 100_000
    assert datetime.fromisoformat(rows[0]["at"])
