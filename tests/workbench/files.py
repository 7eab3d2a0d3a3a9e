"""Files as people have them, and the way of a file through the pages."""

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests import factories
from wksbm.spreadsheets.models import ImportBatch

HEAD = ["Nama", "NIK", "JK", "Tanggal Lahir", "Kelurahan", "Alasan Tanpa NIK"]


def person_row(name: str, **cells) -> list:
    """A good row; cells by their header replace it."""
    row = {"Nama": name, "NIK": factories.new_nik(), "JK": "P", "Tanggal Lahir": "01/01/1990", "Kelurahan": "Biru"}
    return [(row | cells).get(title) for title in [*HEAD, *(title for title in cells if title not in HEAD)]]


def workbook(rows: list[list], *, head: list | None = None, above: list[list] = (), sheet: str = "Data") -> bytes:
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in [*above, head or HEAD, *rows]:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(rows: list[list], head: list | None = None) -> bytes:
    lines = [head or HEAD, *rows]
    return "\r\n".join(";".join("" if cell is None else str(cell) for cell in line) for line in lines).encode()


def upload(client, content: bytes, name: str = "warga.xlsx", *, sheet: str = "people", key: str = ""):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/impor/{sheet}/baru/", {"file": file, "client_key": key or str(uuid.uuid4())})


def checked(client, rows: list[list], *, sheet: str = "people", **how) -> ImportBatch:
    """The batch of a file that was uploaded and checked; nothing had to be asked."""
    response = upload(client, csv(rows, **how), "warga.csv", sheet=sheet)
    assert response.status_code == 302, response.content.decode()
    batch = ImportBatch.objects.latest("pk")
    assert response["Location"] == batch.get_absolute_url()
    return batch


def mend(client, batch: ImportBatch, do: str, **asked):
    return client.post(f"/impor/{batch.pk}/perbaiki/", {"do": do, **asked})


def bring_in(client, batch: ImportBatch):
    batch.refresh_from_db()
    rows = batch.counts["new"] + batch.counts["changed"]
    return client.post(f"/impor/{batch.pk}/masukkan/", {"rows": rows})


def page(client, batch: ImportBatch, query: str = "") -> str:
    response = client.get(f"/impor/{batch.pk}/{query}")
    assert response.status_code == 200
    return response.content.decode()
