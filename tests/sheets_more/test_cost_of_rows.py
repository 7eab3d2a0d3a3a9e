"""What a row costs when it is brought in: few statements, and the same whoever is refused beside it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

import beneficiaries.sheet
from beneficiaries.models import Beneficiary, Classification, Scheme
from beneficiaries.services import classify
from members.models import Membership
from tests import factories
from tests.factories import BIRU
from tests.sheets_more import many_rows
from tests.sheets_more.pmks import pmks
from tests.sheets_more.running import Run
from wksbm.actor import acting_as
from wksbm.people.models import Person

FEW, MANY = 20, 60
# Statements a row; history of a kind of record is a few statements for many rows.
CEILINGS = {
    many_rows.new_members: 8,
    many_rows.known_members: 6,
    many_rows.corrected_members: 7,
    many_rows.leaving_members: 6,
    many_rows.new_officers: 5,
    many_rows.corrected_officers: 4,
    many_rows.new_groups: 4,
    many_rows.corrected_groups: 4,
    many_rows.new_pmks: 7,
    many_rows.known_pmks: 5,
    many_rows.corrected_pmks: 2,
    many_rows.new_activities: 4,
    many_rows.corrected_activities: 6,
    many_rows.new_counts: 4,
    many_rows.corrected_counts: 4,
}


def statements(cast, file, count: int) -> int:
    """Asked while `count` rows of the file are brought in; nothing of it stays."""
    with transaction.atomic():
        run = file(cast, count)
        with CaptureQueriesContext(connection) as asked:
            written = run.write()
        assert (sum(written.written.values()), written.refused) == (count, {}), run.texts()
        transaction.set_rollback(True)
    return len(asked)


@pytest.mark.parametrize(("file", "most"), CEILINGS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_row_asks_the_database_few_times(cast, settings, file, most):
    settings.GROUP_SIZES = {"kube": (5, MANY)}
    growth = statements(cast, file, MANY) - statements(cast, file, FEW)
    assert growth / (MANY - FEW) <= most


def test_who_is_refused_takes_nobody_along(cast):
    factories.category("PMKS-09", "Penyandang Disabilitas")
    run = many_rows.known_pmks(cast, 5)
    with acting_as(cast.biru):
        factories.classification(
            Person.objects.get(full_name=many_rows.name_of(2)), factories.category("PMKS-09"), by=cast.biru
        )
    written = run.write()
    assert (written.written, list(written.refused)) == ({"new": 4, "changed": 0}, [4])
    assert (Classification.objects.count(), Beneficiary.objects.count()) == (5, 5)
    history = Classification.history.filter(history_change_reason=run.batch.reason)
    assert (
        list(history.values_list("history_user", "history_role", "history_type"))
        == [(cast.biru.pk, "village", "+")] * 4
    )
    assert run.undo() == {"reversed": 8}
    assert Classification.objects.count() == 1


def test_whom_a_refused_row_registered_the_next_one_registers(cast):
    closed, melati = factories.group("Mawar", BIRU), factories.group("Melati", BIRU)
    who = ["Baso Rahman", factories.new_nik(sex="L"), "L", "01/01/1990", None]
    run = Run(cast.biru, "members", many_rows.MEMBERS, ["Mawar", *who], ["Melati", *who])
    assert run.kinds == ["new", "new"], run.texts()
    closed.status = "dissolved"
    closed.save()
    written = run.write()
    assert (written.written["new"], list(written.refused)) == (1, [2])
    assert Membership.objects.get().group == melati
    assert Person.objects.get().history.get().history_change_reason == run.batch.reason
    assert run.undo() == {"reversed": 2}


def test_what_a_service_catches_spoils_no_row(cast, monkeypatch):
    """A service may catch an error of the database and go on: its rows are written with a way back for each."""

    def stumbling(person, category, **facts):
        with pytest.raises(IntegrityError), transaction.atomic():
            Scheme(code="2012", name="The same once more").save()
        return classify(person, category, **facts)

    factories.category("PMKS-09", "Penyandang Disabilitas")
    rows = [[f"Siti {word}", factories.new_nik(), None, "P", "Biru", "PMKS-09"] for word in ("Ana", "Bibi", "Cici")]
    run = pmks(cast.biru, *rows)
    monkeypatch.setattr(beneficiaries.sheet, "classify", stumbling)
    assert run.write().written == {"new": 3, "changed": 0}
    assert (Classification.objects.count(), Classification.history.count(), Person.history.count()) == (3, 3, 3)
    assert run.undo() == {"reversed": 9}
