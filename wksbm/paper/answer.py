"""A page for paper as the answer to a request."""

from django.http import HttpResponse
from django.utils.text import slugify


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """Opens in the browser, from where it is printed or kept under `name`."""
    headers = {"Content-Disposition": f'inline; filename="{slugify(name)}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
