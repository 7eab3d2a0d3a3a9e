"""What was uploaded: scans, and files on their way into the registry."""

from wksbm.spreadsheets.batches import UPLOAD, take_in, work
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.store import Store


def imports_of(maker, village: str) -> tuple[ImportBatch, ImportBatch]:
    """One with a new person that waits to be brought in, and one with nothing in it that was brought in."""
    batch = take_in(maker, "people", "warga.csv", [table_of(village)])
    work(batch, "check")
    counts = {"read": 0, "written_new": 0, "written_changed": 0, "refused": 0}
    return batch, ImportBatch.objects.create(user=maker, sheet="people", state="written", counts=counts)


def table_of(village: str) -> bytes:
    return f"Nama;JK;Alasan tanpa NIK;Kode desa\nWarga Baru;P;unknown;{village}".encode()


def with_files(batch: ImportBatch, village: str) -> None:
    """What an earlier deed has thrown away: undoing it in the database brings no file back."""
    if not Store(batch.token).has(UPLOAD):
        Store(batch.token).keep(UPLOAD, [table_of(village)])
        work(batch, "check")


def scan(word: str) -> bytes:
    return f"%PDF-1.4\n% {word}\n%%EOF".encode()
