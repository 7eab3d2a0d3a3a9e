"""What an answer says: a page, a sheet or a paper as text."""

import re
from io import BytesIO

from python_calamine import CalamineWorkbook

from tests.access.marks import Marks
from tests.access.world import Rows

NUMBER = re.compile(r"\b[0-9]{5,6}\b")
# Random signs, in which any six letters turn up some day.
TOKENS = re.compile(
    r'name="(?:csrfmiddlewaretoken|client_key)" value="[^"]+"|nonce="[^"]+"|rukun_(?:session|csrf)=[^;\s]*'
)


def text_of(response) -> str:
    if not hasattr(response, "as_text"):  # a stream is read once
        content = b"".join(response.streaming_content) if response.streaming else response.content
        response.as_text = read(content)
    return response.as_text


def read(content: bytes) -> str:
    """A paper (PDF) is packed: what stands on it is tested where it is printed."""
    if content[:2] == b"PK":
        return cells_of(content)
    return "" if content[:4] == b"%PDF" else content.decode("utf-8-sig")


def cells_of(workbook: bytes) -> str:
    """Every cell of every sheet, days as 2026-12-31."""
    book = CalamineWorkbook.from_filelike(BytesIO(workbook))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(";".join(map(str, row)) for row in rows)


def told(response) -> str:
    """The body without tokens."""
    return TOKENS.sub("", text_of(response))


def plain(response) -> str:
    """The body without tokens, numbers of records and the path."""
    body = told(response)
    return re.sub(r"[0-9]{5,}", "", body.replace(response.request["PATH_INFO"], ""))


def seen(body: str, rows: Rows, marks: Marks) -> bool:
    """Whether anything of this position stands in the body: one of its words, or the number of a record."""
    numbers = {str(row.pk) for row in rows.everything()}
    return rows.position in marks.positions(body) or not numbers.isdisjoint(NUMBER.findall(body))


def errors(response) -> str:
    form = response.context.get("form") if response.context else None
    return form.errors.as_json() if form is not None else ""
