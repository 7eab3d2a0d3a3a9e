"""Files as people send them: photos, papers, and what only looks like them."""

import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from fpdf import FPDF
from PIL import Image


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **facts) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size).save(drawn, kind, **facts)
    return drawn.getvalue()


def pdf(*, holding: bytes = b"") -> bytes:
    """A paper of one page; `holding` stands in it as one more object."""
    paper = FPDF()
    paper.add_page()
    return bytes(paper.output()).replace(b"%%EOF", b"9 0 obj\n" + holding + b"\nendobj\n%%EOF")


def packed(content: bytes) -> bytes:
    """Objects of a PDF in a packed stream."""
    return b"<</Type /ObjStm /Filter /FlateDecode>>\nstream\r\n" + zlib.compress(content) + b"\nendstream"
