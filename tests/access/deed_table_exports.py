"""The deeds over files that were asked for. They are one's own: who is inside gets the file into his hands first."""

from tests.access.asked_files import keep_file
from tests.access.deeds import Deed
from tests.access.world import Rows
from wksbm.spreadsheets.models import Download

OWN_SHEETS = frozenset({"admin", "companion"})  # they bring no people in, so there is nothing to fill in


def own(rows: Rows, user) -> None:
    Download.objects.filter(pk=rows.download.pk).update(user=user)
    keep_file(rows.download)  # somebody may have thrown it away, and only the row came back


OWN = {"on": "download", "ready": own}

EXPORT_DEEDS: dict[str, Deed] = {
    "downloads:list": Deed(whole=True),
    "downloads:fetch": Deed(**OWN),
    "downloads:discard": Deed(**OWN, posts=True, answers={302}),
    "spreadsheets:template": Deed(further=("people",), whole=True, nowhere=OWN_SHEETS),
}
# A file is made by the export page of a list; that of members is open to the same roles.
EXPORTS_MADE = [
    Deed("members:export", record="export", action="create", typed={"format": "csv"}, whole=True, answers={200})
]
