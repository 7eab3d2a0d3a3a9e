"""What people type: made clean where it can be, refused with a reason where it cannot; and keys to find it again."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe\uffff"))
BLANKS = dict.fromkeys(map(ord, "\t\u00a0\u2007\u202f\u3000\u3164\u115f\u1160\uffa0\u2800"), " ")
NOT_KEPT = dict.fromkeys([0, *range(0xD800, 0xE000)], " ")  # PostgreSQL refuses them
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
PLAIN_NAME = re.compile(r"[A-Za-z' .,-]*[A-Za-z][A-Za-z' .,-]*\Z")
MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€")

# Nine digits or more; or fifteen with more between them, and with letters that pass for digits.
VILLAGE_CODE = re.compile(r"[1-9]\d\.\d\d\.\d\d\.[12]\d{3}\Z")  # with its dots no number of a person
LONG_NUMBER = re.compile(r"\d(?:[\W_]{0,3}[\dOolI]){14,}|\d(?:[ .'-]?\d){8,}")


def clean_line(value: str) -> str:
    """One line as it should be stored: NFC, invisible characters gone, every blank one space.

    Raises ValidationError for what may not stand in one line: control characters, line breaks, direction overrides.
    """
    if isinstance(value, str) and value.isascii() and value.isprintable():
        return " ".join(value.split())  # nothing of what follows concerns it
    value = unicodedata.normalize("NFC", str(value).translate(INVISIBLE).translate(BLANKS))
    if BIDI.search(value):
        raise ValidationError(_("Contains a hidden character that turns the writing direction. Type it again."), "bidi")
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") for char in value):
        raise ValidationError(_("Contains a line break or a control character. Write it in one line."), "control")
    return " ".join(value.split())


def kept_line(value: str) -> str:
    """One line as any database can keep it, whatever it holds: what a file calls something."""
    return " ".join(value.translate(NOT_KEPT).split())


def clean_note(value: str) -> str:
    """Several lines: like `clean_line`, but line breaks stay."""
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean_line(line) for line in lines).strip()


def hide_long_numbers(text: str) -> str:
    """Of whatever could be a NIK, a KK number or a telephone number only how it begins."""
    return LONG_NUMBER.sub(lambda found: found[0] if VILLAGE_CODE.match(found[0]) else f"{found[0][:4]}••••", text)


def check_name(value: str) -> None:
    """A person's or place's name: at least one letter, no digit, no pictograph."""
    if PLAIN_NAME.match(value):
        return
    if any(char.isdigit() for char in value):
        raise ValidationError(_("A name has no digits."), "digits")
    if any(unicodedata.category(char) in ("So", "Sk", "Cn", "Co") for char in value):
        raise ValidationError(_("A name has no pictures or signs, only letters."), "pictograph")
    if not any(char.isalpha() for char in value):
        raise ValidationError(_("A name needs at least one letter."), "letters")


def name_doubts(value: str) -> list[str]:
    """Codes of what looks odd in a name and may still be right: `mixed_script`, `mojibake`."""
    if value.isascii():
        return []
    doubts = []
    scripts = {unicodedata.name(char, " ").split()[0] for char in value if char.isalpha()}
    if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
        doubts.append("mixed_script")
    if MOJIBAKE.search(value):
        doubts.append("mojibake")
    return doubts


LOOKALIKES = str.maketrans("авекмнорстухіѕјАВЕКМНОРСТУХІЅЈ", "abekmhopctyxisjABEKMHOPCTYXISJ")
OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"), ("ph", "f"))
SOUNDS = (("y", "i"), ("j", "i"), ("v", "f"), ("z", "s"), ("q", "k"), ("x", "ks"), ("th", "t"), ("kh", "h"))


# Of plain letters: capitals become small, quotes go, signs become blanks.
ASCII_LETTERS = {
    code: char.lower() if char.isalnum() else None if char in "'`\"" else " "
    for code, char in enumerate(map(chr, range(128)))
}
ASCII_LINES = ASCII_LETTERS | {ord("\n"): "\n"}  # of several in one text


def _letters(value: str) -> str:
    if value.isascii():
        return " ".join(value.translate(ASCII_LETTERS).split())
    plain = unicodedata.normalize("NFKD", value.translate(LOOKALIKES)).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’‘`ʼ\"")
    return " ".join("".join(char if char.isalnum() else " " for char in plain).split())


def place_key(name: str) -> str:
    """A place's name for searching: no apostrophes, no double letters (Ta' = Ta, Walannae = Walanae)."""
    return re.sub(r"(\w)\1+", r"\1", _letters(name))


def name_key(name: str) -> str:
    """A person's name for searching and likeness: old spellings and like sounds fall together.

    Yuliana Teffa = Juliana Tefa; Moeljono = Mulyono; Ma’ruf = Maruf.
    """
    letters = name.translate(ASCII_LETTERS) if name.isascii() else _letters(name)
    return " ".join(map(_word_key, letters.split()))


def name_keys(names: Sequence[str], longest: int) -> list[str]:
    """`name_key` of many names at once, each cut to its `longest`."""
    lines = "\n".join(names)
    if not lines.isascii() or lines.count("\n") >= len(names):
        return [name_key(name)[:longest] for name in names]
    lines = lines.translate(ASCII_LINES).split("\n")
    return [" ".join(map(_word_key, line.split()))[:longest] for line in lines]


@lru_cache(maxsize=20_000)  # names are made of few words
def _word_key(key: str) -> str:
    for old, new in OLD_SPELLING + SOUNDS:
        key = key.replace(old, new)
    return re.sub(r"(\w)\1+", r"\1", key)
