"""A printed sheet read back: its text, its pages, their size in millimetres."""

import io

from pypdf import PdfReader


def pages(response) -> list[str]:
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), response
    return [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]


def text(response) -> str:
    """All of it on one line: a label may be broken over several."""
    return " ".join(" ".join(pages(response)).split())


def size(response) -> tuple[int, int]:
    box = PdfReader(io.BytesIO(response.content)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def in_order(text: str, words: list[str]) -> list[str]:
    """The words that do not follow one another in the text."""
    missing, at = [], 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            missing.append(word)
        else:
            at = found + len(word)
    return missing
