"""The table of texts that the cells of a workbook point into."""

import re
from collections.abc import Callable, Iterable, Iterator

from limits import LONGEST_PIECE
from markup import in_utf_8, plain, walk
from refused import Refused

PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
ANY = re.compile(r"<si(?: [^<>]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
READING = re.compile(r"<rPh .*?</rPh>", re.DOTALL)  # how a word is spoken, in Japanese sheets
TEXT = re.compile(r"<t(?: [^<>]*)?>([^<]*)</t>")
OPENING = re.compile(rb"<sst(?: [^<>]*)?>")
ITEM_END = b"</si>"


class Unusual(Exception):
    """Written in a dialect that only an XML parser understands."""


def shared_strings(opened: Callable[[], Iterator[bytes]], enough: int | None = None) -> list[str | None]:
    """All texts in order, None for an empty one; or at least the first `enough`. `opened` opens the part anew."""
    found: list[str | None] = []
    try:
        for text in _whole_items(opened()):
            _read(text, found)
            if enough is not None and len(found) >= enough:
                break
    except Unusual:
        return _walked(opened())
    return found


def _whole_items(pieces: Iterator[bytes]) -> Iterator[str]:
    first = next(pieces, b"")
    opening = OPENING.search(first)
    if not opening or not in_utf_8(first):
        raise Unusual
    rest = first[opening.end() :]
    while rest:
        end = rest.rfind(ITEM_END) + len(ITEM_END)
        if end >= len(ITEM_END):
            yield _decoded(rest[:end])
            rest = rest[end:]
        elif len(rest) > LONGEST_PIECE:
            raise Refused("damaged")
        if not (piece := next(pieces, b"")):
            yield _decoded(rest)
            return
        rest += piece


def _decoded(xml: bytes) -> str:
    if b"<!" in xml:
        raise Unusual
    try:
        text = xml.decode()
    except UnicodeDecodeError:
        raise Refused("damaged") from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _read(text: str, found: list[str | None]) -> None:
    parts = PLAIN.split(text)
    texts = parts[1::2]
    if "&" in text or "_x" in text:
        texts = [plain(one) for one in texts]
    if "" in texts:
        texts = [one or None for one in texts]
    if not any(parts[::2]):
        found += texts
        return
    for other, one in zip(parts[::2], [*texts, None], strict=True):
        if other:
            found += (_joined(item) for item in ANY.findall(other))
        found.append(one)
    found.pop()


def _joined(item: str) -> str | None:
    return plain("".join(TEXT.findall(READING.sub("", item)))) or None


def _walked(pieces: Iterable[bytes]) -> list[str | None]:
    """For tables written in another dialect of XML; slower."""
    found: list[str | None] = []
    within, parts = [], []

    def start(name: str, attributes: dict) -> None:
        within.append(name)
        if name == "si":
            parts.clear()

    def text(words: str) -> None:
        if within[-1] == "t" and "rPh" not in within:
            parts.append(words)

    def end(name: str) -> None:
        within.pop()
        if name == "si":
            found.append("".join(parts) or None)

    walk(pieces, start, end, text)
    return found
