"""What a cell of a file means: read once, in the same words and rules as the forms, by a widget a column.

A raw cell is None, text, a number, or a tagged pair (see wksbm.spreadsheets.reading): ("date", "2001-02-03"),
("formula", …), ("error", …), ("bool", …), ("merged", …), ("bad_date", …). `read` makes an atom of it: a plain value
that can be stored and compared. The library's own `clean` and `render` go through the same atoms.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from wksbm.text import BLANKS as EMPTY_SIGNS
from wksbm.text import INVISIBLE, clean_line

BLANKS = {"", "-", "--", "–", "—", ".", "?", "n/a", "#n/a", "null", "none", "kosong", "tidak ada", "tdk ada"}
GUARDED = re.compile(r"'(?:\s*[=+\-@＝＋－＠\d]|\s*\Z)")  # this quote is no text: it keeps a program from reckoning
LONGEST_BLANK = max(map(len, BLANKS))
# One clean line that begins with a letter, of plain signs, and is no blank: clean_line and text_of leave it as it is.
PLAIN_LINE = rf"(?!(?i:{'|'.join(map(re.escape, sorted(BLANKS)))})\Z)[A-Za-z][%s]*(?: [%s]+)*\Z"
NO_LETTER_FIRST = re.compile(r"\n[^A-Za-z]")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+\Z")  # with dots between the thousands
NOT_SEEN = INVISIBLE | EMPTY_SIGNS
LONGEST = 32_767
LATEST_YEAR = 9999  # a number up to here may be a year, which is written without a dot
SHOWN_WORDS, FEW_WORDS = 12, 5  # where there are more permitted words, a refusal names only a few

Raw = None | str | int | float | tuple
Atom = Any
Read = tuple[Atom, str]  # and the code of a doubt


def raw_of(value) -> Raw:
    """What another reader (tablib, a test) calls a cell, as ours would give it."""
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, datetime):
        return ("date", value.date().isoformat())
    return ("date", value.isoformat()) if isinstance(value, date) else value


def text_of(raw: Raw) -> str:
    """The text of a cell, "" for blank and for what stands for unknown. Raises ValidationError for what is no text."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        text = raw[1:] if raw[:1] == "'" and GUARDED.match(raw) else raw
        if len(text) > LONGEST_BLANK and text.isascii():
            return "" if text.isspace() else text
        return "" if text.translate(NOT_SEEN).strip().casefold() in BLANKS else text
    if isinstance(raw, tuple):
        raise refusal(raw)
    return str(int(raw)) if raw == int(raw) else str(raw)


def refusal(raw: tuple) -> ValidationError:
    """Why a cell that holds no plain value cannot be read."""
    tag, value = raw
    texts = {
        "formula": _("This cell is a formula. Fill in the value, not the formula (copy, then paste as values)."),
        "error": _("This cell holds an error (%(value)s). Fill in the value.") % {"value": value},
        "bool": _("This cell is TRUE or FALSE, not text. Type the value again."),
        "merged": _("This cell belongs to merged cells (%(value)s). Unmerge them and fill in every row.")
        % {"value": value},
        "bad_date": _("The spreadsheet holds a day here that does not exist. Type it again as dd/mm/yyyy."),
        "date": _("This cell is a date, not text. Format the column as Text and type the value again."),
        "time": _("This cell is a time of day. Type the value again as text."),
    }
    return ValidationError(texts[tag], tag)


class CellWidget(Widget):
    """Subclasses say in `of_text` what text means (an atom, or a pair of an atom and the code of a doubt).

    `repeats`: whether the same few values stand in the column again and again, so that it pays to remember them.
    `plain`: tells of text at once that it is its own atom, without a doubt; most cells of the other columns are so.
    `takes` says to who fills in a sheet what may be written, where that is not clear from the kind of cell; `words`
    what may stand there, by atom, where these are few; `free`: something else than one of them may. `lost`: codes of
    faults after which equal cells may stand for different facts, so that no one answer mends them all.
    """

    repeats = True
    takes: str = ""
    words: Mapping[Atom, str] = MappingProxyType({})
    free = False
    lost: Collection[str] = ()
    hidden = False  # whether a cell was read that says nothing, because somebody hid its number
    plain: Callable[[str], object] | None = None

    def read(self, raw: Raw) -> Read:
        """The atom (None for blank) and the code of a doubt or "". Raises ValidationError."""
        text = text_of(raw)
        if not text:
            return None, ""
        found = self.of_text(text)
        return found if found.__class__ is tuple else (found, "")

    def plain_atoms(self, raws: Sequence[Raw], kind: type) -> Sequence[Atom] | None:
        """The atoms of many cells of one class at once; None where one of them may not be plain."""
        every = getattr(self.plain, "all", None)
        return raws if every and kind is str and every(raws) else None

    def of_text(self, text: str):
        raise NotImplementedError

    def value_of(self, atom: Atom):
        """What the model holds for an atom."""
        return atom

    def unknown(self) -> str:
        words = list(self.words.values())
        if len(words) <= SHOWN_WORDS:
            return _("Not one of the permitted words: %(words)s.") % {"words": told_words(words)}
        text = _("Not one of the permitted words: %(words)s … The template has all of them.")
        return text % {"words": told_words(words[:FEW_WORDS])}

    def told(self, atom: Atom) -> str:
        """An atom as people read it."""
        return "" if atom is None else str(atom)

    def written(self, atom: Atom) -> str:
        """An atom as its cell may hold it: different for different atoms."""
        return self.told(atom)

    def clean(self, value, row=None, **kwargs):
        atom, _doubt = self.read(raw_of(value))
        return None if atom is None else self.value_of(atom)

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else str(value)


class LineCell(CellWidget):
    """One clean line, at most `longest` characters; `check` may refuse it, `doubts` may ask about it."""

    def __init__(
        self,
        longest: int = 200,
        check: Callable[[str], None] | None = None,
        doubts: Callable[[str], list] | None = None,
        *,
        repeats: bool = False,
    ) -> None:
        super().__init__()
        self.longest, self.check, self.doubts, self.repeats = longest, check, doubts, repeats
        if not check and not doubts and type(self).of_text is LineCell.of_text:
            self.plain = PlainLines(longest)

    def of_text(self, text: str):
        if len(text) > LONGEST:
            raise too_long(self.longest)
        line = clean_line(text)
        if len(line) > self.longest:
            raise too_long(self.longest)
        if self.check:
            self.check(line)
        doubts = self.doubts(line) if self.doubts else ()
        return line or None, doubts[0] if doubts else ""


class PlainLines:
    """For `plain`: lines of at most `longest` of these signs (a range as in regular expressions), each begins with a
    letter."""

    def __init__(self, longest: int, signs: str = "!-~") -> None:
        self.longest = longest
        self.matches = re.compile(rf"(?=.{{1,{longest}}}\Z)" + PLAIN_LINE.replace("%s", signs)).match
        self.odd = re.compile(rf"[^ \n{signs}]").search

    def __call__(self, text: str) -> bool:
        return bool(self.matches(text))

    def all(self, texts: Sequence[str]) -> bool:
        """Whether all of them are plain; False where that is not seen at a glance."""
        lines = "\n".join(("", *texts, ""))
        return (
            lines.count("\n") == len(texts) + 1
            and not self.odd(lines)
            and not any(map(lines.__contains__, ("  ", " \n", "\n ")))
            and not NO_LETTER_FIRST.search(lines)
            and max(map(len, texts), default=0) <= self.longest
            and BLANKS.isdisjoint(map(str.casefold, texts))
        )


def too_long(longest: int) -> ValidationError:
    return ValidationError(_("At most %(most)s characters.") % {"most": longest}, "too_long")


class FieldCell(CellWidget):
    """What the form field `field` accepts, by the same cleaning; its `doubt`, if it has one, is asked about."""

    def __init__(self, field) -> None:
        super().__init__()
        self.field = field

    def of_text(self, text: str):
        value = self.field.clean(text)
        return value or None, getattr(self.field, "doubt", "")


class NumberCell(CellWidget):
    """A whole number from `least` to `most`, with or without dots between the thousands."""

    def __init__(self, least: int = 0, most: int = 2_147_483_647) -> None:
        super().__init__()
        self.least, self.most = least, most

    def read(self, raw: Raw) -> Read:
        if isinstance(raw, float) and raw != int(raw):
            raise self.refused()
        return super().read(raw)

    def of_text(self, text: str):
        digits = clean_line(text)
        if GROUPED.match(digits):
            digits = digits.replace(".", "")
        if not (digits.isascii() and digits.removeprefix("-").isdigit()) or len(digits) > 18:
            raise self.refused()
        if not self.least <= int(digits) <= self.most:
            raise self.refused()
        return int(digits)

    def refused(self) -> ValidationError:
        most = f"{self.most:,}".replace(",", ".") if self.most > LATEST_YEAR else self.most
        facts = {"least": self.least, "most": most}
        return ValidationError(_("Write a whole number from %(least)s to %(most)s.") % facts, "number")


def told_words(words: Iterable[str]) -> str:
    """Permitted words in a sentence: some of them hold a comma."""
    return "; ".join(words)


class WordCell(CellWidget):
    """A code, or one of its words: as the screens say it (in any language), or as `also` knows it."""

    def __init__(self, choices: Iterable[tuple[str, str]], also: dict[str, str] | None = None) -> None:
        super().__init__()
        self.choices, self.also = choices, also or {}

    @cached_property
    def words(self) -> dict[str, str]:
        """Translated once a sheet; Django's get_…_display would do it for every cell."""
        return {code: str(word) for code, word in self.choices}

    @cached_property
    def known(self) -> dict[str, str]:
        """Every accepted word in small letters, with its code."""
        found = {str(code).casefold(): code for code, _word in self.choices}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found |= {str(word).casefold(): code for code, word in self.choices}
        return found | self.also

    def read(self, raw: Raw) -> Read:
        """A code or word is known before a cell counts as blank: "none" is an answer about schools."""
        known = self.known.get(raw.strip().casefold()) if isinstance(raw, str) else None
        return (known, "") if known is not None else super().read(raw)

    def of_text(self, text: str):
        word = clean_line(text).casefold()
        if word not in self.known:
            raise ValidationError(self.unknown(), "unknown_word")
        return self.known[word]

    def told(self, atom) -> str:
        return self.words.get(atom, atom or "")

    def render(self, value, obj=None, **kwargs) -> str:
        return self.words.get(value, value or "")
