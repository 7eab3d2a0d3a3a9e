"""When people who were brought in are gone again: who had the same NIK elsewhere may be alone with it now."""

from wksbm import keyring
from wksbm.accounts.sealing import chunks
from wksbm.people.models import Person
from wksbm.people.services import settle_conflicts
from wksbm.spreadsheets.engine.undoing import after_undoing
from wksbm.spreadsheets.models import BatchRow, ImportBatch

SOME = 200


@after_undoing(Person._meta.label)
def settle_conflicts_of(batch: ImportBatch) -> None:
    """As services.settle_conflicts for every NIK that the undoing took from somebody, under whichever key of the ring
    either of them is kept."""
    undone = BatchRow.objects.filter(batch=batch, label=Person._meta.label, outcome=BatchRow.Outcome.REVERSED)
    given_up = Person.history.model.objects.filter(id__in=undone.values("object_id"))
    in_conflict = Person.objects.filter(nik_conflict=True).exclude(nik_index="").order_by("pk")
    if not keyring.changes_keys():
        in_conflict = in_conflict.filter(nik_index__in=given_up.values("nik_index"))
    for some in chunks(in_conflict.values_list("nik", flat=True), SOME):
        nik_of = {print_: nik for nik in some for print_ in keyring.blind_indexes(nik, "person.nik")}
        found = given_up.filter(nik_index__in=nik_of).order_by().values_list("nik_index", flat=True).distinct()
        for nik in {nik_of[print_] for print_ in found}:
            settle_conflicts(nik)
