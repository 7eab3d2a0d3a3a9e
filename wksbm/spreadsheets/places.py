"""Villages in a sheet: by code or by name, inside the user's areas only; what is misspelt finds its likeliest name."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from heapq import nsmallest

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.name_index import similarity
from wksbm.regions.codes import Level, normalise_code, parent_of
from wksbm.regions.lookup import NUMBER
from wksbm.regions.models import Region
from wksbm.spreadsheets.cells import CellWidget, Raw, Read, told_words
from wksbm.text import clean_line, place_key

KIND_BEFORE = re.compile(r"(?:kelurahan|kel|desa adat|desa|ds|gampong|nagari|kampung)\b\.?\s+", re.IGNORECASE)
LEAST_LIKE = 0.25
FEW = 4  # villages that a message names one by one
BETWEEN = "|"  # between the codes of villages that share a name
AMBIGUOUS = "ambiguous"
ANY_LEVEL = gettext_lazy("the code of a region of any level (73.08.21), or its name")


class Villages:
    """The villages of some areas, read once for a file."""

    def __init__(self, areas: list[str]) -> None:
        self.areas = areas

    def load(self) -> None:
        """Asks the database now."""
        self.rows  # noqa: B018 is kept

    @cached_property
    def rows(self) -> list[tuple[str, str, str | None]]:
        found = Region.objects.within(self.areas).filter(level=Level.VILLAGE)
        return list(found.values_list("code", "name", "superseded_by"))

    @cached_property
    def by_code(self) -> dict[str, tuple[str, str]]:
        """Code → the code that stands for it today, and its name."""
        return {code: (successor or code, name) for code, name, successor in self.rows}

    @cached_property
    def by_key(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for code, name, successor in self.rows:
            if not successor:
                found[place_key(name)].append(code)
        return found

    @cached_property
    def examples(self) -> list[str]:
        """The first ones with their codes, one more than are told as a list: Biru (73.08.21.1001)."""
        found = nsmallest(FEW + 1, ((code, name) for code, name, successor in self.rows if not successor))
        return [f"{name} ({code})" for code, name in found]

    def name(self, code: str) -> str:
        return self.by_code.get(code, (code, code))[1]

    def today(self, code: str) -> str:
        """The code that stands for the village today."""
        return self.by_code.get(code, (code, code))[0]

    def ever(self, code: str) -> list[str]:
        """The code, and those of the villages for which it stands today."""
        return [code, *self.earlier.get(code, ())]

    @cached_property
    def earlier(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for code, _name, successor in self.rows:
            if successor:
                found[successor].append(code)
        return found

    @cached_property
    def share_names(self) -> bool:
        """Whether a name alone does not tell all of them."""
        names = (self.name(codes[0]) for codes in self.by_key.values() if len(codes) > 1)
        return any(len(self.called(name)) > 1 for name in names)

    def called(self, text: str) -> list[str]:
        """The codes of the villages of this name. To a key Lalai I and Lalai II are one, numbers tell."""
        alike = [
            code
            for code in self.by_key.get(place_key(text), ())
            if NUMBER.findall(self.name(code).casefold()) == NUMBER.findall(text.casefold())
        ]
        return [code for code in alike if self.name(code).casefold() == text.casefold()] or alike

    def shared_name(self, found: Sequence[str | None]) -> str:
        """The name that several villages have, of what a code and a name were read as."""
        return next((self.name(codes.split(BETWEEN)[0]) for codes in found if codes and BETWEEN in codes), "")

    def likeliest(self, text: str) -> str:
        """The name that was probably meant; "" when none is near."""
        key = place_key(KIND_BEFORE.sub("", text))
        best = max(self.by_key, key=lambda known: similarity(key, known), default="")
        return self.name(self.by_key[best][0]) if best and similarity(key, best) >= LEAST_LIKE else ""


class RegionCell(CellWidget):
    """What reads codes of regions: as a number a code has lost its zeros."""

    def read(self, raw: Raw) -> Read:
        if isinstance(raw, float) and raw != int(raw):
            text = _("The code was a number and has lost a zero. Format the column as Text: 73.08.21.1001.")
            raise ValidationError(text, "code_number")
        return super().read(raw)


class VillageCell(RegionCell):
    """The code of a village; of several that share the name all their codes, with BETWEEN between them.

    `of_codes`: whether codes are asked for, so that a name in their place is a doubt.
    """

    def __init__(self, villages: Villages, *, of_codes: bool = False) -> None:
        super().__init__()
        self.villages, self.of_codes = villages, of_codes

    def of_text(self, text: str):
        line = clean_line(text)
        try:
            code = normalise_code(line)
        except ValidationError:
            return self.of_name(line)
        if code not in self.villages.by_code:
            raise self.unknown()
        today, _name = self.villages.by_code[code]
        return today, "superseded" if today != code else ""

    def of_name(self, line: str):
        bare = KIND_BEFORE.sub("", line)
        codes = self.villages.called(line) or self.villages.called(bare)
        if not codes:
            raise self.unknown()
        return BETWEEN.join(codes), "name_used" if self.of_codes else ""

    def unknown(self) -> ValidationError:
        return self.outside(_("This is no village inside your area."), "unknown_village")

    def outside(self, text: str, code: str) -> ValidationError:
        """Also tells what may be written."""
        known = self.villages.examples
        if len(known) > FEW:
            allowed = _("Write the name or the code of one that is, for example %(place)s.") % {"place": known[0]}
        else:
            allowed = _("Write one of these, by name or code: %(places)s.") % {"places": told_words(known)}
        return ValidationError(f"{text} {allowed}" if known else text, code)

    def told(self, atom: str | None) -> str:
        return " / ".join(dict.fromkeys(map(self.villages.name, atom.split(BETWEEN)))) if atom else ""

    def value_of(self, atom: str) -> str:
        if BETWEEN in atom:
            raise ValidationError(_("Several villages have this name. Write the code."), "ambiguous_village")
        return atom


def is_one(atom: str | None) -> bool:
    """Whether it is the code of one region: neither several of them nor the name of one elsewhere."""
    return bool(atom) and atom.replace(".", "").isdigit()


def told_apart(codes: Sequence[str], name: Callable[[str], str]) -> list[tuple[str, str]]:
    """Regions that share a name, each with the one above it: (code, Biru, Kahu (73.08.02.2010))."""
    parents = Region.objects.in_bulk({parent_of(code) for code in codes})
    above = {code: parents[parent_of(code)].name if parent_of(code) in parents else "" for code in codes}
    return [(code, f"{', '.join(filter(None, (name(code), above[code])))} ({code})") for code in codes]


def one_village(by_code: str | None, by_name: str | None) -> tuple[str | None, str]:
    """The village that two columns (a code, a name) speak of, and the code of what is wrong: ambiguous, different."""
    if by_code and BETWEEN not in by_code:
        different = by_name and by_code not in by_name.split(BETWEEN)
        return by_code, "different" if different else ""
    names = by_name or by_code
    if names and BETWEEN in names:
        return None, AMBIGUOUS
    return names, ""
