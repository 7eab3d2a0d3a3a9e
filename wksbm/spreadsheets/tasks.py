"""Works that go on after the answer."""

from django.conf import settings
from django_tasks import task

from wksbm.actor import acting_as
from wksbm.spreadsheets.batches import UPLOAD, rows_in, work
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.progress import wait
from wksbm.spreadsheets.store import Store


@task()
def run(number: int, job: str) -> None:
    batch = ImportBatch.objects.select_related("user").get(pk=number)
    if batch.job == job:
        with acting_as(batch.user):
            work(batch, job)


def start(batch: ImportBatch, job: str, rows: int | None) -> bool:
    """Begins a work of so many rows (None: nobody knows): small ones at once. Returns whether it is done already."""
    ImportBatch.objects.filter(pk=batch.pk).update(job=job)
    batch.job = job
    if rows is not None and rows <= settings.SHEET_ROWS_AT_ONCE:
        with acting_as(batch.user):
            work(batch, job)
        return True
    wait(Store(batch.token))
    run.enqueue(batch.pk, job)
    return False


def begin(batch: ImportBatch, job: str, *states: str) -> bool:
    """Starts the job if the batch stands in one of these states and nobody else has begun; whether it was started.

    Without its files nothing can be checked or brought in any more.
    """
    if job != ImportBatch.Job.UNDO and not Store(batch.token).has(UPLOAD):
        return False
    free = ImportBatch.objects.filter(pk=batch.pk, job="", state__in=states)
    if not free.update(job=job):
        return False
    start(batch, job, rows_in(batch))
    return True
