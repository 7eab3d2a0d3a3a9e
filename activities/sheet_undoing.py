"""When activities that were brought in are gone again: a group was last active when what is left says so. One that
stays keeps the roster of its day."""

from activities.models import Activity, Attendance
from activities.services import note_what_is_left
from wksbm.spreadsheets.engine.undoing import after_undoing, stays_with
from wksbm.spreadsheets.models import BatchRow, ImportBatch

stays_with(Attendance._meta.label, "activity")  # also those whom nobody has marked: the roster may be another by now


@after_undoing(Activity._meta.label)
def settle_last_days(batch: ImportBatch) -> None:
    undone = BatchRow.objects.filter(batch=batch, label=Activity._meta.label, outcome=BatchRow.Outcome.REVERSED)
    past = Activity.history.model.objects.filter(id__in=undone.values("object_id"))
    for group in past.order_by().values_list("group_id", flat=True).distinct():
        note_what_is_left(group)
