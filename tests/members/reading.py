"""A roster as three papers tell it: the screen, the PDF, the sheet."""

import io
from datetime import date
from html.parser import HTMLParser

from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.screens.pages import fill


class TextReader(HTMLParser):
    """What a page says, without its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data) -> None:
        self.words += data.split()


def text_of_page(response) -> str:
    reader = TextReader()
    reader.feed(response.content.decode())
    return " ".join(reader.words)


def text_of_pdf(response) -> str:
    assert response["Content-Type"] == "application/pdf", response
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def page_count(response) -> int:
    return len(PdfReader(io.BytesIO(response.content)).pages)


def sheets_of(response) -> tuple[dict, list[list]]:
    """What the first sheet tells about the file, and the rows of the second."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    about, rows = (workbook.get_sheet_by_index(place).to_python() for place in (0, 1))
    return {row[0]: row[1] for row in about}, rows


def on_screen(client, group, day: date, **more):
    return client.get(reverse("members:roster", args=[group.pk]), {"on": f"{day:%d/%m/%Y}"} | more)


def on_paper(client, group, day: date, **more):
    return client.get(reverse("members:roster-pdf", args=[group.pk]), {"on": f"{day:%Y-%m-%d}"} | more)


def as_sheet(client, group, day: date):
    return fill(client, f"{reverse('members:export')}?group={group.pk}&on={day:%Y-%m-%d}", format="xlsx")
