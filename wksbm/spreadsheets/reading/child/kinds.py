"""What a file is, told by its content; its name may lie."""

import site
from importlib import import_module
from io import BytesIO
from types import ModuleType

from refused import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
FOREIGN = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"\x1f\x8b", "packed"),
    (b"{\\rtf", "document"),
)
HTML = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<div")


def reader_of(content: BytesIO) -> ModuleType:
    """The module that reads this file: it has `look(content, ask)` and `rows(content, ask)`.

    Only that one is imported: a child starts for each file.
    """
    return import_module(_reader_of(content))


def _reader_of(content: BytesIO) -> str:
    start = bytes(content.getbuffer()[:8])
    if not start:
        raise Refused("empty")
    if start.startswith(ZIPS):
        return import_module("packed").reader_of(content)
    if start == OLE:
        site.main()  # finds calamine; for the others the child starts without installed packages
        return "old_excel"
    for sign, code in FOREIGN:
        if start.startswith(sign):
            raise Refused(code)
    _refuse_markup(bytes(content.getbuffer()[:4096]))
    return "plain_text"


def _refuse_markup(start: bytes) -> None:
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(HTML):
        raise Refused("html")
    if start.startswith((b"<?xml", b"<workbook")):
        raise Refused("html" if b"<html" in start else "old_xml")
