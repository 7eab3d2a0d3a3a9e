"""Taking lists out and bringing files back in, as a user does it."""

from django.core.files.base import ContentFile

from tests.spreadsheets.reading import body
from wksbm.actor import acting_as
from wksbm.spreadsheets.batches import check_batch, take_in
from wksbm.spreadsheets.models import ImportBatch


def taken(client, url: str, **answers) -> bytes:
    """The file that comes at once."""
    response = client.post(url, answers)
    assert response.headers.get("Content-Disposition", "").startswith("attachment"), response.context["form"].errors
    return body(response)


def brought_back(user, code: str, content: bytes, name: str = "kembali.xlsx") -> ImportBatch:
    """The file, taken in and checked."""
    with acting_as(user):
        batch = take_in(user, code, name, ContentFile(content).chunks())
        check_batch(batch)
    return batch


def counts(batch: ImportBatch) -> dict[str, int]:
    """The kinds of rows that there are."""
    return {kind: count for kind, count in batch.counts.items() if count}
