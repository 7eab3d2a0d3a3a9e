"""The columns of the sheet of accounts, brought in: who it is, and one duty a row."""

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.models import REGION_LEVELS, Role, User
from wksbm.accounts.services import giving_areas, grantable_roles
from wksbm.people.sheet_columns import PHONES, PhoneCell
from wksbm.regions.codes import level_of, normalise_code
from wksbm.regions.models import Region, bare_name
from wksbm.regions.querysets import KIND_BEFORE
from wksbm.spreadsheets.cells import CellWidget, LineCell, NumberCell, WordCell
from wksbm.spreadsheets.day_cells import DayCell
from wksbm.spreadsheets.places import ANY_LEVEL, BETWEEN, RegionCell
from wksbm.spreadsheets.sheet import IN_NEW, Column
from wksbm.text import check_name, clean_line, name_doubts, place_key

ROLES = {
    "petugas desa": "village", "perangkat desa": "village", "operator desa": "village", "petugas kelurahan": "village",
    "operator kelurahan": "village", "desa": "village", "kelurahan": "village", "pendamping kecamatan": "tksk",
    "dinas": "dinas", "dinsos": "dinas", "petugas dinas": "dinas", "camat": "viewer", "lurah": "viewer",
    "pengamat": "viewer", "admin": "admin",
}  # fmt: skip
# Passwords are given on the page of an account, one by one: a column of them is never read.
IGNORED = (
    _("State"), _("Duties"), _("Groups"), "Password", "Kata sandi", "Sandi", "NIP", "Email", "Surel", "Alamat",
)  # fmt: skip


class Areas:
    """The regions in which a user may give duties, at every level; read once for a file."""

    def __init__(self, user: User) -> None:
        self.codes = giving_areas(user)

    @cached_property
    def rows(self) -> dict[str, tuple[str, str, str, str | None]]:
        """Code → name, key, kind, successor."""
        found = Region.objects.within(self.codes).values_list("code", "name", "search_name", "kind", "superseded_by")
        return {code: tuple(facts) for code, *facts in found}

    @cached_property
    def by_key(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for code, (_name, key, _kind, successor) in self.rows.items():
            if not successor:
                found[key].append(code)
        return found

    def name(self, code: str) -> str:
        return self.rows[code][0] if code in self.rows else code

    def bare(self, code: str) -> str:
        name, _key, kind, _successor = self.rows[code]
        return bare_name(name, kind)

    def ever(self, code: str) -> list[str]:
        """The code, and those of the regions for which it stands today."""
        return [code, *self.earlier.get(code, ())]

    @cached_property
    def earlier(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for code, (_name, _key, _kind, successor) in self.rows.items():
            if successor:
                found[successor].append(code)
        return found

    def called(self, text: str) -> list[str]:
        """The codes of the regions of this name, with or without the word for its kind before it."""
        alike, kind = self.by_key.get(place_key(text), []), KIND_BEFORE.match(text)
        if alike or not kind:
            return [code for code in alike if self.bare(code).casefold() == text.casefold()] or alike
        alike = self.by_key.get(place_key(text[kind.end() :]), [])
        return [code for code in alike if self.rows[code][2] == kind.lastgroup] or alike


class AreaCell(RegionCell):
    """The code of a region of any level; of several that share the name all their codes, with BETWEEN between them."""

    takes = ANY_LEVEL

    def __init__(self, areas: Areas) -> None:
        super().__init__()
        self.areas = areas

    def of_text(self, text: str):
        line = clean_line(text)
        try:
            code = normalise_code(line)
        except ValidationError:
            found = self.areas.called(line)
        else:
            found = [self.areas.rows[code][3] or code] if code in self.areas.rows else []
        if not found:
            raise ValidationError(
                gettext("There is no such place inside your area. Write its name, or its code (73.08.21.1001)."),
                "unknown_place",
            )
        return BETWEEN.join(found)

    def told(self, atom: str | None) -> str:
        codes = atom.split(BETWEEN) if atom else []
        return " / ".join(dict.fromkeys(map(self.areas.name, codes)))


def fitting(codes: str, role: str) -> list[str]:
    """Those of the codes at the level to which the role belongs."""
    levels = REGION_LEVELS.get(role, ())
    return [code for code in codes.split(BETWEEN) if level_of(code) in levels]


def columns_of(user: User, areas: Areas) -> dict[str, Column]:
    allowed = grantable_roles(user)
    roles = WordCell(
        [choice for choice in Role.choices if choice[0] in allowed],
        {word: code for word, code in ROLES.items() if code in allowed},
    )
    return {
        "number": Column("pk", _("Number in the registry"), NumberCell(1), aliases=["id", "no registri"]),
        "full_name": Column(
            "full_name", _("Full name"), LineCell(120, check_name, name_doubts), required=True, example="Rina Wati",
            aliases=["nama", "nama lengkap", "nama petugas", "nama operator"],
        ),
        "username": Column(
            "username", _("User name"), UsernameCell(), aliases=["username", "nama pengguna", "akun", "user"]
        ),
        "phone": Column("phone", _("Phone"), PhoneCell(), aliases=PHONES),
        "role": Column(
            "role", _("Role"), roles, wanted=IN_NEW, example=str(Role.VILLAGE.label), aliases=["peran", "jabatan"]
        ),
        "region": Column(
            "region_id", _("Area"), AreaCell(areas), wanted=IN_NEW, example="73.08.21.1001",
            aliases=["wilayah", "wilayah tugas", "kode wilayah", "desa", "kelurahan", "desa kelurahan", "tempat tugas"],
        ),
        "starts_on": Column("starts_on", _("From"), LastingDayCell(), aliases=["mulai", "mulai tugas", "tmt", "sejak"]),
        "ends_on": Column("ends_on", _("Until"), LastingDayCell(), aliases=["sampai", "berakhir", "sampai dengan"]),
    }  # fmt: skip


class UsernameCell(CellWidget):
    """A user name in small letters, of the permitted signs."""

    repeats = False

    def of_text(self, text: str):
        name = clean_line(text).casefold()
        for check in User._meta.get_field("username").validators:
            check(name)
        return name


class LastingDayCell(DayCell):
    """The first or the last day of a duty: also one to come."""

    def __init__(self) -> None:
        super().__init__(today=date.max)
