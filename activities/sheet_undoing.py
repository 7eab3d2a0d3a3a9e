"""When activities that were brought in are gone again: a group was last active when what is left says so."""

from activities.models import Activity
from activities.services import note_what_is_left
from wksbm.spreadsheets.engine.undoing import after_undoing
from wksbm.spreadsheets.models import BatchRow, ImportBatch


@after_undoing(Activity._meta.label)
def settle_last_days(batch: ImportBatch) -> None:
    undone = BatchRow.objects.filter(batch=batch, label=Activity._meta.label, outcome=BatchRow.Outcome.REVERSED)
    past = Activity.history.model.objects.filter(id__in=undone.values("object_id"))
    for group in past.order_by().values_list("group_id", flat=True).distinct():
        note_what_is_left(group)
