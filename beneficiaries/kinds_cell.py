"""Kinds of PMKS in a sheet: by code, short form or name; sealed kinds are refused and leave no trace."""

import re
from collections import defaultdict
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beneficiaries.codes import other_names
from beneficiaries.models import SEALED, PmksCategory
from wksbm.accounts.models import User
from wksbm.name_index import similarity
from wksbm.spreadsheets.cells import CellWidget
from wksbm.text import clean_line, place_key

SEALED_KIND = "sealed_kind"
# What offices write for kinds that are never named in a sheet, beside their codes and names.
SEALED_WORDS = re.compile(
    r"\b(hiv|aids|odha|odhiv|napza|narkoba|napi|narapidana|lapas|kekerasan|kdrt|pelecehan|perkosaan|tppo|traf+icking"
    r"|perdagangan orang|tuna susila|tunasusila|wts|psk|waria|lgbt|minoritas|berhadapan dengan hukum|abh)\b"
)
SPOKEN = {
    "lansia": "PMKS-08", "lansia telantar": "PMKS-08", "lanjut usia": "PMKS-08", "disabilitas": "PMKS-09",
    "difabel": "PMKS-09", "cacat": "PMKS-09", "anak disabilitas": "PMKS-05", "balita telantar": "PMKS-01",
    "balita terlantar": "PMKS-01", "miskin": "PMKS-24", "keluarga miskin": "PMKS-24", "wrse": "PMKS-23",
}  # fmt: skip
LEAST_LIKE = 0.3


class Kinds:
    """The kinds that a user may record by name, and how to know the others; read once for a file."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def open(self) -> dict[int, PmksCategory]:
        found = PmksCategory.objects.open_to(self.user).offered().select_related("scheme")
        return {kind.pk: kind for kind in found}

    @cached_property
    def by_key(self) -> dict[str, set[int]]:
        """What a kind may be called → its number."""
        found = defaultdict(set)
        spoken = defaultdict(list)
        for name, code in {**other_names(), **SPOKEN}.items():
            spoken[code].append(name)
        for kind in self.open.values():
            for name in (kind.code, kind.abbreviation, kind.name, kind.name_en, *spoken[kind.code]):
                found[place_key(name)].add(kind.pk)
        return found

    @cached_property
    def sealed_keys(self) -> set[str]:
        kinds = PmksCategory.objects.filter(sensitivity__gte=SEALED)
        codes = set()
        keys = set()
        for kind in kinds:
            codes.add(kind.code)
            keys |= {place_key(name) for name in (kind.code, kind.abbreviation, kind.name, kind.name_en)}
        return keys | {place_key(name) for name, code in other_names().items() if code in codes}

    def is_sealed(self, text: str) -> bool:
        key = place_key(text)
        return key not in self.by_key and (key in self.sealed_keys or bool(SEALED_WORDS.search(text.casefold())))

    def likeliest(self, text: str) -> str:
        """The name that was probably meant; "" when none is near, or when it may be a sealed kind."""
        key = place_key(text)
        best = max(self.by_key, key=lambda known: similarity(key, known), default="")
        if not best or self.is_sealed(text) or similarity(key, best) < LEAST_LIKE:
            return ""
        return str(self.open[min(self.by_key[best])])


class KindCell(CellWidget):
    """The atom is the number of the kind."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self.kinds = kinds

    @cached_property
    def words(self) -> dict[int, str]:
        """Without names that several lists give to a kind of theirs."""
        by_key, kinds = self.kinds.by_key, self.kinds.open.items()
        return {pk: str(kind) for pk, kind in kinds if by_key[place_key(str(kind))] == {pk}}

    def of_text(self, text: str):
        line = clean_line(text)
        found = self.kinds.by_key.get(place_key(line), ())
        if len(found) == 1:
            return min(found)
        if self.kinds.is_sealed(line):
            raise ValidationError(sealed_words(), SEALED_KIND)
        if found:
            raise ValidationError(_("Several lists have a kind of this name. Write its code."), "ambiguous_kind")
        raise ValidationError(self.unknown(), "unknown_word")

    def told(self, atom: int | None) -> str:
        return str(self.kinds.open[atom]) if atom in self.kinds.open else ""


class KindCodeCell(KindCell):
    """The same, where codes are asked for."""

    @cached_property
    def words(self) -> dict[int, str]:
        return {pk: kind.code for pk, kind in self.kinds.open.items()}


def sealed_words() -> str:
    return _("Violence, HIV, prison and the like do not come in by a sheet. Leave the row out, and send it on its own: PMKS, “Send sealed to the Dinas”.")  # fmt: skip  # noqa: E501
