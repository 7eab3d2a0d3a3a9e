"""A file that somebody asked for and has not fetched."""

from wksbm.accounts.models import User
from wksbm.spreadsheets.downloads import FILE
from wksbm.spreadsheets.models import Download
from wksbm.spreadsheets.store import Store


def file_of(user: User) -> Download:
    download = Download(user=user, title="Warga", route="people:export", path="", file_name="warga.csv", state="ready")
    download.save()
    keep_file(download)
    return download


def keep_file(download: Download) -> None:
    Store(download.token).keep(FILE, [b"Nama"])
