"""What comes in as a scan: known by its content, never by its name; cleaned of what a paper does not need."""

import re
import zlib
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
STARTS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
PIXELS = 40_000_000
LONGEST_SIDE = 4000  # dots; F4 at 300 dpi has 3,900
WIDEST = 20_000
# What Pillow raises about files that are not what they seem.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# ISO 32000: programs, other programs started, files inside, a password. /JS alone does nothing without /JavaScript.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|Encrypt|RichMedia)")
SCRIPT = re.compile(rb"/JS(?=[\s/<(\[])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_UNPACKED = 20_000_000


def checked(upload: File) -> ContentFile:
    """The scan as it is kept, under a name that says its kind alone (scan.jpg).

    Pictures are drawn anew: no place, no camera, nothing behind their end. Raises ValidationError that says what is
    allowed.
    """
    if upload.size > settings.SCAN_MAX_BYTES:
        raise ValidationError(too_large(upload.size), "too_large")
    content = upload.read()
    kind = next((kind for start, kind in STARTS.items() if content.startswith(start)), "")
    if not kind:
        raise ValidationError(_("This is no PDF, JPG or PNG. Send the scan as PDF, or a photo as JPG or PNG."), "kind")
    if kind == "pdf":
        check_pdf(content)
    else:
        content = drawn_anew(content, kind)
    return ContentFile(content, name=f"scan.{kind}")


def too_large(size: int) -> str:
    most = number_format(settings.SCAN_MAX_BYTES / 2**20, 0)
    has = number_format(size / 2**20, 1)
    return _("This file has %(has)s MB; at most %(most)s MB are allowed. A photo of medium size is enough.") % {
        "has": has,
        "most": most,
    }


def broken() -> ValidationError:
    return ValidationError(_("This file is damaged and cannot be opened. Scan the paper once more."), "broken")


def too_many_dots() -> ValidationError:
    text = _("This picture has too many dots: at most 40 million are allowed. Take it at medium size.")
    return ValidationError(text, "dots")


def drawn_anew(content: bytes, kind: str) -> bytes:
    """The picture alone, upright, at most 4,000 dots high or wide. Raises ValidationError."""
    try:
        _check_picture(content)
        with Image.open(BytesIO(content), formats=[_format(kind)]) as read:
            read.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image = ImageOps.exif_transpose(read)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except BOMB as error:
        raise too_many_dots() from error
    except BROKEN as error:
        raise broken() from error
    if image.mode not in ("1", "L", "RGB"):
        image = image.convert("RGBA" if kind == "png" and image.has_transparency_data else "RGB")
    image.info = {}
    drawn = BytesIO()
    image.save(drawn, _format(kind), quality=85, optimize=True)
    return drawn.getvalue()


def _format(kind: str) -> str:
    return {"jpg": "JPEG", "png": "PNG"}[kind]


def _check_picture(content: bytes) -> None:
    with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as image:
        width, height = image.size
        if width * height > PIXELS or max(width, height) > WIDEST:
            raise too_many_dots()
        image.verify()


def check_pdf(content: bytes) -> None:
    """Raises ValidationError for what is cut off, and for what could do more than be read.

    A sieve for what honest programs write: whoever hides well gets through, and meets the sandbox of serve_scan.
    """
    if b"%%EOF" not in content[-2048:]:
        raise broken()
    around, packed = _parts(content)
    if SCRIPT.search(around) or any(ACTIVE.search(text) for text in (_plain(content), *map(_unpacked, packed))):
        text = _("This PDF holds a program, an attached file or a password. Print it anew, or photograph the paper.")
        raise ValidationError(text, "active")


def _parts(content: bytes) -> tuple[bytes, list[bytes]]:
    """What stands around the streams of a PDF, and the streams in which further objects are packed."""
    around, packed, place = [], [], 0
    while (begin := content.find(b"stream", place)) >= 0 and (end := content.find(b"endstream", begin + 6)) >= 0:
        around.append(_plain(content[place:begin]))
        if b"/ObjStm" in around[-1][-2000:].rpartition(b" obj")[2]:
            packed.append(content[begin + 6 : end].lstrip(b"\r\n"))
        place = end + 9
    return b" ".join([*around, _plain(content[place:])]), packed


def _plain(text: bytes) -> bytes:
    """Names without their escapes: /J#61vaScript is /JavaScript."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _unpacked(body: bytes) -> bytes:
    """Packed objects, as far as they are worth looking at. Raises ValidationError when they are packed otherwise."""
    try:
        return _plain(zlib.decompressobj().decompress(body, MOST_UNPACKED))
    except zlib.error as error:
        raise broken() from error
