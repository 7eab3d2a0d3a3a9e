"""XML without surprises: no DTD, no entities of its own, names without their prefixes."""

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from refused import Refused

ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));|&")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes a character that XML does not have
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

Start = Callable[[str, dict], None]
End = Callable[[str], None]


def parser_of(start: Start, end: End, text: Callable[[str], None] | None = None):
    """An expat parser whose handlers get local names."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def walk(pieces: Iterable[bytes], start: Start, end: End = lambda name: None, text=None) -> None:
    parser = parser_of(start, end, text)
    for piece in pieces:
        feed(parser, piece)
    feed(parser, b"", last=True)


def feed(parser, piece: bytes | str, *, last: bool = False) -> None:
    """Refused for what is no XML, in no known encoding, or holds numbers and places that make no sense."""
    try:
        parser.Parse(piece, last)
    except (expat.ExpatError, LookupError, ValueError):
        raise Refused("damaged") from None


def in_utf_8(start: bytes) -> bool:
    """Whether the XML that begins so says it is, or says nothing."""
    declaration = start[:200].partition(b"?>")[0].lower()
    return b"encoding=" not in declaration or b"utf-8" in declaration or b"us-ascii" in declaration


def local(attributes: dict) -> dict:
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


def plain(text: str) -> str:
    """The text behind entities and _x000D_ escapes; Refused for a character that no text holds."""
    if "&" in text:
        text = ENTITY.sub(_entity, text)
    return unescaped(text)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def unescaped(text: str) -> str:
    return ESCAPED.sub(_escaped, text) if "_x" in text else text


def _entity(match: re.Match) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal or "0", 16)
    if code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
        return chr(code)
    raise Refused("damaged")


def _escaped(match: re.Match) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def _refuse(*declaration) -> None:
    raise Refused("declarations")
