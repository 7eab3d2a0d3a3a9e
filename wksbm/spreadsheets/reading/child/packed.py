"""Which kind of workbook lies in a zip."""

from io import BytesIO

from archive import Archive
from refused import Refused


def reader_of(content: BytesIO) -> str:
    archive = Archive(content)
    if archive.has("mimetype") and b"opendocument.spreadsheet" in archive.small("mimetype", most=200):
        return "ods"
    if archive.has("xl/workbook.bin"):
        raise Refused("xlsb")
    if archive.has("word/document.xml") or archive.has("ppt/presentation.xml"):
        raise Refused("document")
    return "xlsx"
