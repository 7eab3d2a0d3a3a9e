"""Cells with several lines, several codes, or yes and no."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.spreadsheets.cells import CellWidget, Raw, Read, WordCell, too_long
from wksbm.text import clean_line, clean_note

BETWEEN = ";"
SEVERAL = re.compile(r"[;\n]")
YES_NO = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
SAID = {"ya": "yes", "y": "yes", "1": "yes", "tidak": "no", "tdk": "no", "t": "no", "n": "no", "0": "no", "bukan": "no"}


class NoteCell(CellWidget):
    """Free text over several lines, at most `longest` characters."""

    repeats = False

    def __init__(self, longest: int = 1000) -> None:
        super().__init__()
        self.longest = longest

    def of_text(self, text: str):
        note = clean_note(text[: 4 * self.longest])
        if len(text) > 4 * self.longest or len(note) > self.longest:
            raise too_long(self.longest)
        return note or None


class YesNoCell(WordCell):
    """Yes or no; the model holds True or False."""

    def __init__(self) -> None:
        super().__init__(YES_NO, SAID)

    def read(self, raw: Raw) -> Read:
        if isinstance(raw, tuple) and raw[0] == "bool":
            return ("yes" if raw[1] in (True, "TRUE", "True", "1") else "no"), ""
        return super().read(raw)

    def value_of(self, atom: str) -> bool:
        return atom == "yes"


class CodesCell(WordCell):
    """Several codes or their words, with ; between them; the atom is code;code in the order of the choices."""

    free = True

    def of_text(self, text: str):
        found = {code for part in SEVERAL.split(text) if part.strip() for code in self.codes_of(part)}
        return BETWEEN.join(code for code, _word in self.choices if code in found) or None

    def codes_of(self, part: str) -> list[str]:
        """One word, or several with commas between them."""
        word = clean_line(part).casefold()
        words = [word] if word in self.known else [one.strip() for one in word.split(",") if one.strip()]
        if any(one not in self.known for one in words):
            raise ValidationError(self.unknown(), "unknown_word")
        return [self.known[one] for one in words]

    def unknown(self) -> str:
        facts = {"words": f"{BETWEEN} ".join(self.words.values())}
        return _("Write the permitted words with ; between them: %(words)s.") % facts

    def value_of(self, atom: str) -> list[str]:
        return atom.split(BETWEEN)

    def told(self, atom: str | None) -> str:
        return f"{BETWEEN} ".join(self.words.get(code, code) for code in atom.split(BETWEEN)) if atom else ""
