"""Canaries: a value that stands nowhere else in every text field of a row, in its history too; who may read which."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from string import ascii_lowercase

from django.db import models

from tests import factories
from tests.access.roles import BY_GROUP, INSIDE, POSITIONS, letter, level
from wksbm.accounts.protected import HIDDEN, OPEN, row_of
from wksbm.codes import CodesField
from wksbm.dates import in_words
from wksbm.fields import RtRwField

LETTER_OF = dict(zip(POSITIONS, "onvdr", strict=True))  # every word of a position begins with Zq and its letter
# The row of the access table under which a model's rows are read.
RECORD_OF = {
    "people.Household": "person", "people.Person": "person", "groups.SocialGroup": "group", "groups.StageChange": "group",
    "members.Membership": "member", "members.OfficerTerm": "member", "members.IdentityMatch": "identity_match", "beneficiaries.Beneficiary": "beneficiary",
    "beneficiaries.Classification": "beneficiary", "beneficiaries.SealedCase": "sealed", "activities.Activity": "activity",
    "activities.OutreachFinding": "activity", "activities.MotivationNote": "motivation_note", "accounts.User": "account",
    "accounts.AccessLog": "access_log", "regions.Tally": "tally",
    "groups.Link": "group", "groups.Document": "attachment",
}  # fmt: skip
ACTORS = {"accounts.User.full_name", "accounts.User.username"}
READS = ("list", "view", "export", "history")

WORD = re.compile(
    r"zq[onvdr][a-z]{3,}|\b9[0-9]{2}\b|\b[0-9]{1,2} [a-z]+ [0-9]{4}\b|\b[0-9]{2}/[0-9]{2}/[0-9]{4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
)
DIGITS = re.compile(r"[0-9](?:[ .]?[0-9]){8,}")  # a NIK or a phone number, also in groups
ENDS = (9, 12)  # how many digits of a phone number and of a NIK are a mark

_numbers, _days = count(), count()
# RT and RW: nothing else on a page has these three digits. The same ones for all rows of a model at a position.
# But 979 and 999, of which an icon of Django's admin is drawn.
_places = (number for number in range(900, 1000) if number % 10 in (1, 3, 7, 9) and number not in (979, 999))
_place_of: dict[tuple[str, str], int] = {}


@dataclass(frozen=True)
class Mark:
    """One value of one field. `kind`: the sensitivity of a classification; `on_group`: the row hangs on a group."""

    position: str
    label: str
    field: str
    forms: tuple[str, ...]  # how it would stand on a page, in small letters
    on_group: bool
    kind: int | None
    old: bool

    def __str__(self) -> str:
        return f"{self.label}.{self.field}{' (old)' if self.old else ''} of {self.position}"

    @property
    def record(self) -> str:
        return RECORD_OF[self.label]

    @property
    def row(self) -> str:
        """Its row of the field table."""
        name = "open" if self.label == "accounts.AccessLog" else row_of(self.label, self.field)
        return f"category_{self.kind}" if name == "category" else name

    def level_for(self, role: str) -> str:
        """How a user of this role reads it by the two tables: full down to absent."""
        if self.position not in INSIDE[role]:
            return "absent"
        if f"{self.label}.{self.field}" in ACTORS:  # every record says who entered it
            return "absent" if role == "viewer" else "full"
        if role in BY_GROUP and not self.on_group:
            return "absent"
        reads = "AMC" if self.record == "access_log" else "AM"  # codes there are those of persons; reasons are read
        if not any(letter(role, self.record, action) in reads for action in READS):
            return "absent"
        if self.row == HIDDEN:
            return "absent"
        if role == "leader" and self.label == "members.IdentityMatch":
            return "full"  # what she typed herself, until it is matched
        return "full" if self.row == OPEN else level(role, self.row)


class Marks:
    """Gives rows their marks, and remembers all of them."""

    def __init__(self) -> None:
        self.all: list[Mark] = []
        self.by_word: dict[str, Mark] = {}

    def put(self, row, position: str, *, on_group: bool = True, kind: int | None = None):
        """Writes a mark into every text of the row, saves, and once more, so that its history holds the first."""
        for old in (True, False):
            for field in _marked(row):
                value, forms = _value(field, position)
                setattr(row, field.attname, value)
                self._remember(Mark(position, row._meta.label, field.name, forms, on_group, kind, old))
            row.save()
        return row

    def word(self, position: str, label: str, field: str, *, on_group: bool = True) -> str:
        """A mark for a text that is written elsewhere."""
        word = f"zq{LETTER_OF[position]}{_in_letters(next(_numbers))}"
        self._remember(Mark(position, label, field, (word,), on_group, None, old=False))
        return word

    def _remember(self, mark: Mark) -> None:
        self.all.append(mark)
        self.by_word |= dict.fromkeys(mark.forms, mark)

    def found(self, text: str) -> list[Mark]:
        """The marks that stand in a text."""
        words = dict.fromkeys([*WORD.findall(text.casefold()), *_ends(text)])
        return [self.by_word[word] for word in words if word in self.by_word]

    def positions(self, text: str) -> set[str]:
        """Of which positions a word stands in a text."""
        words = set(re.findall(r"zq[a-z]{4,}", text.casefold())) & set(self.by_word)
        return {self.by_word[word].position for word in words}

    def leaks(self, role: str, text: str) -> list[Mark]:
        """Those of them that a user of this role must not read."""
        return [mark for mark in self.found(text) if mark.level_for(role) != "full"]

    def personal(self, text: str) -> list[Mark]:
        """Those of them that say something of a person."""
        return [mark for mark in self.found(text) if mark.row != OPEN]


def _ends(text: str) -> Iterator[str]:
    for run in DIGITS.findall(text):
        digits = re.sub(r"[ .]", "", run)
        for length in ENDS:
            yield from (digits[start : start + length] for start in range(len(digits) - length + 1))


NOT_MARKED = {"accounts.User.password", "beneficiaries.SealedCase.receipt", "regions.Tally.code", "people.Person.name_key",
              "groups.SocialGroup.name_key", "members.OfficerTerm.post_name", "people.Person.notice_version",
              "beneficiaries.SealedCase.content"}  # fmt: skip


def _marked(row) -> list[models.Field]:
    """Texts that somebody typed, and the birth date; codes, choices and what only machines read stay as they are."""
    return [field for field in row._meta.concrete_fields if _is_text(field) or field.name == "birth_date"]


def _is_text(field: models.Field) -> bool:
    coded = field.choices or isinstance(field, CodesField)
    typed = isinstance(field, models.CharField | models.TextField) and not coded
    machine = field.name.endswith(("_index", "_precision")) or f"{field.model._meta.label}.{field.name}" in NOT_MARKED
    return typed and not machine


def _value(field: models.Field, position: str) -> tuple[object, tuple[str, ...]]:
    number = next(_numbers)
    if field.name in ("nik", "kk_number"):
        nik = factories.new_nik()
        return nik, (nik[4:],)
    if field.name == "birth_date":
        day = date(1941, 1, 11) + timedelta(days=37 * (next(_days) % 600))
        return day, (
            in_words(day).casefold(),
            in_words(day, short=True).casefold(),
            f"{day:%d/%m/%Y}",
            f"{day:%Y-%m-%d}",
        )
    if field.name == "phone":
        return f"+628{(digits := 812_003_017 + 1013 * number)}", (str(digits),)
    if isinstance(field, RtRwField):
        number = _place_of[position, str(field)] = _place_of.get((position, str(field))) or next(_places)
        return str(number), (str(number),)
    word = f"Zq{LETTER_OF[position]}{_in_letters(number)}"
    if field.name == "username":
        word = word.casefold()
    if field.name == "email":
        return f"{word}@contoh.test", (word.casefold(),)
    return word, (word.casefold(),)


def _in_letters(number: int) -> str:
    """0 is aaa, 1 aab …: names hold no digits."""
    return "".join(ascii_lowercase[number // 26**place % 26] for place in (2, 1, 0))
