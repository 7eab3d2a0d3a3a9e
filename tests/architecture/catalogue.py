"""Reading messages without gettext's tools, so that the tests run on every machine: from .po, Python and templates."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

from tests.architecture.source import BASE, modules

# How many leading texts of a call make up its key: (context, singular, plural).
CALLS = {
    "gettext": ("message",),
    "gettext_lazy": ("message",),
    "gettext_noop": ("message",),
    "_": ("message",),
    "ngettext": ("message", "plural"),
    "ngettext_lazy": ("message", "plural"),
    "pgettext": ("context", "message"),
    "pgettext_lazy": ("context", "message"),
    "npgettext": ("context", "message", "plural"),
    "npgettext_lazy": ("context", "message", "plural"),
}
TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL_IN_TEMPLATE = re.compile(rf"\b(npgettext|pgettext|ngettext|gettext|_)\(({TEXT}(?:,\s*{TEXT})*)")
KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(.*)")


class Key(NamedTuple):
    message: str
    plural: str = ""
    context: str = ""


class Entry(NamedTuple):
    key: Key
    words: list[str]
    fuzzy: bool


def read_po(path: Path) -> list[Entry]:
    """Every entry that is in use, the header (an empty message) included."""
    blocks = path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n\n")
    return [entry for block in blocks if (entry := _entry(block)) is not None]


def _entry(block: str) -> Entry | None:
    parts: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if match := KEYWORD.match(line):
            name, line = match.groups()
            parts[name] = ""
        parts[name] += ast.literal_eval(line.strip())
    if "msgid" not in parts:
        return None
    words = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
    flags = ",".join(line for line in block.splitlines() if line.startswith("#,"))
    return Entry(Key(parts["msgid"], parts.get("msgid_plural", ""), parts.get("msgctxt", "")), words, "fuzzy" in flags)


def compiled(entries: list[Entry]) -> dict:
    """What gettext reads from the .mo of these entries: message (after its context) → words."""
    catalogue = {}
    for key, words, fuzzy in entries:
        if fuzzy or not all(words):
            continue
        name = f"{key.context}\x04{key.message}" if key.context else key.message
        if key.plural:
            catalogue |= {(name, number): word for number, word in enumerate(words)}
        else:
            catalogue[name] = words[0]
    return catalogue


def messages_in_use() -> dict[Key, str]:
    """Every message that Python and templates of ours ask for, with the file that asks."""
    found = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
                _note(found, name, [text for text in texts if isinstance(text, str)], module.path)
    for path in sorted((BASE / "templates").rglob("*.html")):
        for name, arguments in CALL_IN_TEMPLATE.findall(templatize(path.read_text(encoding="utf-8"))):
            texts = [ast.literal_eval(text) for text in re.findall(TEXT, arguments)]
            _note(found, name, texts, path.relative_to(BASE).as_posix())
    return found


def _note(found: dict, name: str, texts: list[str], path: str) -> None:
    roles = CALLS.get(name)
    if roles and len(texts) >= len(roles):
        found.setdefault(Key(**dict(zip(roles, texts, strict=False))), path)
