"""The deeds over imports. They are one's own, wherever they lie: who is inside gets the import into his hands first."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.deeds import Deed
from tests.access.uploads import with_files
from tests.access.world import Rows
from wksbm.spreadsheets.models import ImportBatch

NO_PEOPLE = frozenset({"admin"})  # an administrator brings in no people
NO_SHEET = NO_PEOPLE | {"companion"}  # and a companion no sheet at all


class Table(SimpleUploadedFile):
    """May be sent again and again."""

    def read(self, *size) -> bytes:
        self.seek(0)
        return super().read(*size)


def own(rows: Rows, user) -> None:
    ImportBatch.objects.filter(pk__in=(rows.batch.pk, rows.brought.pk)).update(user=user)
    with_files(ImportBatch.objects.get(pk=rows.batch.pk), rows.village)


TABLE = Table("warga.csv", b"Nama;JK;Alasan tanpa NIK;Kode desa\nWarga Baru;P;unknown;73.08.21.1001")
OWN = {"on": "batch", "ready": own, "on_group": False}

SHEET_DEEDS: dict[str, Deed] = {
    "spreadsheets:list": Deed(whole=True),
    "spreadsheets:upload": Deed(further=("people",), whole=True, typed={"file": TABLE}, ignored=NO_SHEET),
    "spreadsheets:template": Deed(further=("people",), whole=True, ignored=NO_SHEET),
    "spreadsheets:batch": Deed(**OWN),
    "spreadsheets:progress": Deed(**OWN, answers={302}),  # nothing runs
    "spreadsheets:workbook": Deed(**OWN),
    "spreadsheets:columns": Deed(**OWN, answers={302}),  # nothing is open
    "spreadsheets:mend": Deed(**OWN, posts=True, typed={"do": "check"}, nowhere=NO_PEOPLE),
    "spreadsheets:said": Deed(**OWN, posts=True, typed={"edition": "2026-1"}, nowhere=NO_PEOPLE),
    "spreadsheets:bring-in": Deed(**OWN, posts=True, typed={"rows": "1"}, leaves="people.Person", nowhere=NO_PEOPLE),
    "spreadsheets:discard": Deed(**OWN, typed={}),
    "spreadsheets:undo": Deed(**OWN | {"on": "brought"}, typed={}),
}
