"""What sheets with people in them share: the rules of their cells, whom a row speaks of, registering somebody new."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from django.utils.translation import gettext as _

from wksbm.accounts.models import User
from wksbm.accounts.protected import level_of
from wksbm.dates import Precision
from wksbm.people.faces import shown
from wksbm.people.forms import DOUBTS
from wksbm.people.models import Person
from wksbm.people.notice import lacks_guardian
from wksbm.people.numbers import birth_fits_text, district_of, is_womans
from wksbm.people.services import save_person
from wksbm.people.sheet_columns import MASK
from wksbm.people.sheet_lookup import PersonKey
from wksbm.people.sheet_told import PeopleTold
from wksbm.regions.codes import Level
from wksbm.regions.models import Region
from wksbm.spreadsheets.above import ABOVE, AboveRules, above_of, inside
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.places import AMBIGUOUS, Villages, one_village
from wksbm.text import name_key

PLACES = ("village", "village_code")
# Words that a new person takes from the cells as they are.
PLAIN = (
    "full_name", "sex", "no_nik_reason", "nik", "birth_place", "marital_status", "education", "occupation", "phone",
    "hamlet", "rt", "rw", "address", "guardian",
)  # fmt: skip

# What of somebody known is compared as it stands.
COMPARED = ("sex", "birth_place", "education", "occupation", "hamlet", "rt", "rw", "address", "guardian")


class VillageRules(AboveRules):
    """For sheets with the columns village_code and village, and those of `above_columns`."""

    told_as = MappingProxyType({"village_code": "village"})

    def __init__(self, user: User, today: date) -> None:
        areas = [duty.region_id or "" for duty in user.duties_opening(self.record, self.action)]
        self.villages = self.places = Villages(areas)
        self.wider = above_of(areas)
        super().__init__(user, today)

    def in_blank(self, name: str) -> bool:
        """What stands above the villages only where names alone do not tell them, and the nearest alone."""
        return (name == "district" and self.villages.share_names) if name in ABOVE else super().in_blank(name)

    def suggestion(self, name: str, written: str) -> str:
        return self.villages.likeliest(written) if name in PLACES else super().suggestion(name, written)

    def fixes_for(self, name: str, code: str, written: str = "") -> list[tuple[str, str]]:
        if name in PLACES and code != AMBIGUOUS:
            return sorted((village, village) for village in {name for _code, name, _new in self.villages.rows})
        return super().fixes_for(name, code, written)

    def check_village(self, row: SheetRow, *, needed: bool = True, several: bool = False) -> None:
        """Both columns end in village_code; without either a single village of the user is meant.

        `needed`: whether the row is refused where none is named. `several`: whether village_code may hold all villages
        of one name, because something else of the row may still tell which is meant.
        """
        faulty = {fault.column for fault in row.faults}
        if faulty & {self.place[name] for name in PLACES}:
            return
        found = [self.get(row, "village_code"), self.get(row, "village")]
        if not any(found) and len(self.villages.rows) == 1:
            found = [self.villages.rows[0][0], None]
        fitting, lost = self.narrow(row, found)
        code, wrong = one_village(*fitting)
        if lost:
            code = lost
        elif wrong == AMBIGUOUS and faulty & {self.place[name] for name in ABOVE}:
            code = next(filter(None, fitting))  # to be told apart by what cannot be read
        elif wrong == AMBIGUOUS and several:
            code = min(filter(None, fitting), key=len)
        elif wrong == AMBIGUOUS:
            self.ask_which(row, fitting)
        elif wrong == "different":
            self.fault(row, "village", wrong, _("The code and the name speak of different villages."))
        elif code is None and needed:
            self.need(row, "village")
        self.put(row, "village_code", code)
        self.put(row, "village", None)

    def needs(self, row: SheetRow, name: str) -> bool:
        """Of the two columns of a village one is enough, and none where only one village can be meant."""
        if name not in PLACES:
            return super().needs(row, name)
        other = next(place for place in PLACES if place != name)
        return len(self.villages.rows) > 1 and not self.get(row, other) and super().needs(row, "village")

    def ask_which(self, row: SheetRow, found: Sequence[str | None]) -> None:
        """`found`: of a code and a name what they were read as."""
        text = _("Several villages of your area have this name. Write the code, or the sub-district beside it.")
        self.fault(row, "village", AMBIGUOUS, text, self.villages.shared_name(found))

    def need(self, row: SheetRow, name: str) -> None:
        self.fault(row, name, "required", _("This column must be filled in."))

    def inside(self, row: SheetRow, codes: str) -> str:
        """Of these villages those that lie in what the row names above them."""
        return inside(self.villages, codes, (self.get(row, name) for name in ABOVE))

    def agreeing(self, atoms: Sequence[Sequence]) -> list[bool]:
        """Of rows that stand there column by column whether the one village of each lies in what is named above it."""
        cells = list(zip(*(atoms[self.place[name]] for name in ("village_code", *ABOVE)), strict=True))
        fitting = {cell for cell in set(cells) if cell[0] and inside(self.villages, cell[0], cell[1:])}
        return [cell in fitting for cell in cells]


class Origins(dict):
    """By the first six digits of a NIK what is odd about the province or district that gave it out: a code, "" for
    nothing. Lists come from few places."""

    def __init__(self, known_codes: set[str]) -> None:
        super().__init__()
        self.known_codes = known_codes

    def __missing__(self, beginning: str) -> str:
        district = "" if district_of(beginning) in self.known_codes else "nik_district"
        code = self[beginning] = district if beginning[:2] in self.known_codes else "nik_province"
        return code


class PersonRules(PeopleTold, VillageRules):
    """For sheets with the columns of people (sheet_columns), or with some of them."""

    @cached_property
    def known_codes(self) -> set[str]:
        """Provinces and districts, to compare NIKs with."""
        codes = Region.objects.filter(level__in=(Level.PROVINCE, Level.DISTRICT))
        return set(codes.values_list("pk", flat=True))

    def cell(self, row: SheetRow, name: str):
        """The atom of a column; None where this sheet has no such column."""
        return self.get(row, name) if name in self.place else None

    def doubt_words(self, code: str) -> str:
        return str(DOUBTS.get(code, code))

    def needs(self, row: SheetRow, name: str) -> bool:
        """Somebody new has a NIK or a reason why not; of whom the registry knows nothing is needed."""
        if name == "nik" or self.cell(row, "person_number"):
            return self.columns[name].required
        return super().needs(row, name) and not (name == "no_nik_reason" and self.get(row, "nik"))

    def check_person(self, row: SheetRow) -> None:
        """Masked numbers say nothing; a NIK that does not fit the rest is a doubt."""
        for name in ("nik", "kk_number"):
            if self.cell(row, name) == MASK:
                self.put(row, name, None)
        nik = self.cell(row, "nik")
        if nik:
            if "no_nik_reason" in self.place:
                self.put(row, "no_nik_reason", None)
            for column, code in self.nik_doubts(nik, row):
                self.doubt(row, column, code)

    def nik_doubts(self, nik: str, row: SheetRow) -> Iterable[tuple[str, str]]:
        birth, sex = self.cell(row, "birth_date"), self.cell(row, "sex")
        if birth and len(birth) == 10 and not birth_fits_text(nik, birth):
            yield "birth_date", "nik_birth"
        if sex and is_womans(nik) != (sex == "P"):
            yield "sex", "nik_sex"
        if code := self.origins[nik[:6]]:
            yield "nik", code

    @cached_property
    def origins(self) -> "Origins":
        return Origins(self.known_codes)

    def person_key(self, row: SheetRow, *, pk: int | None = None) -> PersonKey:
        """What the row says about its person, for known_people; `pk` is the person's number where it is known."""
        name, nik = self.cell(row, "full_name") or "", self.cell(row, "nik")
        return PersonKey(row.number, name, nik, self.cell(row, "birth_date"), self.cell(row, "village_code"), pk)

    def need_new_person(self, row: SheetRow) -> None:
        """Adds a fault for everything without which nobody can be registered by this row."""
        for name in ("full_name", "sex"):
            if not self.cell(row, name):
                self.need(row, name)
        if not self.cell(row, "village_code"):
            self.need(row, "village")
        if not self.cell(row, "nik") and not self.cell(row, "no_nik_reason"):
            self.fault(row, "nik", "no_nik", _("Nobody like this is registered yet. For somebody new fill in the NIK, or why there is none."))  # fmt: skip  # noqa: E501
        elif not self.cell(row, "nik") and not self.cell(row, "birth_date"):
            self.fault(row, "birth_date", "too_little", _("Nobody like this is registered yet. For somebody new without NIK fill in the date of birth, or the year."))  # fmt: skip  # noqa: E501

    def same_in_file(self, row: SheetRow) -> str:
        """Equal for two rows of one file that speak of the same new person."""
        nik = self.cell(row, "nik")
        facts = (
            name_key(self.cell(row, "full_name") or ""),
            self.cell(row, "birth_date"),
            self.cell(row, "village_code"),
        )
        return nik or "|".join(fact or "" for fact in facts)

    def same_name(self, row: SheetRow, other: SheetRow) -> bool:
        return name_key(self.cell(row, "full_name") or "") == name_key(self.cell(other, "full_name") or "")

    def person_of(self, row: SheetRow) -> Person:
        """Somebody new with the facts of the row, unsaved."""
        facts = {name: self.cell(row, name) or "" for name in PLAIN}
        person = Person(village_id=self.cell(row, "village_code"), **facts)
        birth = self.cell(row, "birth_date")
        if birth:
            known = self.columns["birth_date"].widget.value_of(birth)
            person.birth_date, person.birth_date_precision = known.day, known.precision
        asked = {code for _column, code in row.doubts if code in DOUBTS}
        person.doubts = sorted(asked | ({"no_guardian"} if lacks_guardian(person, self.today) else set()))
        return person

    def register(self, row: SheetRow) -> Person:
        """Registers the person of the row. Raises ValidationError."""
        person = self.person_of(row)
        person.full_clean(exclude=["nik_index", "village", "household"])
        return save_person(person, kk_number=self.cell(row, "kk_number") or "", by=self.user)

    def note_differences(self, row: SheetRow, person: Person) -> None:
        """Shows where the registry says something else or nothing: a sheet of others does not change people."""
        name, birth, phone = (self.cell(row, name) for name in ("full_name", "birth_date", "phone"))
        if name and name_key(name)[:150] != person.name_key:
            row.differ(self.place["full_name"], self.opened(person, "full_name"))
        if birth and (not born_atom(person) or born_otherwise(birth, person)):
            row.differ(self.place["birth_date"], self.opened(person, "birth_date") and born_atom(person))
        for fact in COMPARED:
            written, known = self.cell(row, fact), getattr(person, fact)
            if written and written != known:
                row.differ(self.place[fact], self.opened(person, fact) or None)
        if self.cell(row, "nik") and not person.nik_index:
            row.differ(self.place["nik"], None)
        if phone and phone != person.phone:
            row.differ(self.place["phone"], shown(self.user, person, "phone") or None)

    def opened(self, person: Person, field: str):
        """What the registry holds there; None where the user does not see the whole of it."""
        return getattr(person, field) if level_of(self.user, person, field) == "full" else None

    def meant(self, rows: Sequence[SheetRow]) -> dict[int, int]:
        """Where the only one who may be meant has the same name, and lives where the row says."""
        alone = {row.number: row for row in rows if len(row.near) == 1}
        people = Person.objects.visible_to(self.user).in_bulk([row.near[0] for row in alone.values()])
        return {
            number: row.near[0]
            for number, row in alone.items()
            if (person := people.get(row.near[0])) and self.is_called(row, person)
        }

    def is_called(self, row: SheetRow, person: Person) -> bool:
        village = self.cell(row, "village_code")
        name = name_key(self.get(row, "full_name") or "")[:150]
        return name == person.name_key and village in (None, person.village_id)

    def people_told(self, numbers: Sequence[int]) -> list[tuple[int, str, str]]:
        """People who may be meant, as the user may see them: number, words, address of the page."""
        people = Person.objects.visible_to(self.user).select_related("village").in_bulk(list(numbers))
        found = (people[pk] for pk in numbers if pk in people)
        return [(person.pk, self.person_told(person), person.get_absolute_url()) for person in found]

    def person_told(self, person: Person) -> str:
        facts = [shown(self.user, person, "full_name"), shown(self.user, person, "birth_words"), str(person.village)]
        return " · ".join(filter(None, facts))


def born_otherwise(birth: str | None, person: Person) -> bool:
    """Whether an atom of PartialDayCell tells another birth than the registry, as far as both know it."""
    known = born_atom(person)
    if not birth or not known:
        return False
    exact = "|" not in birth + known
    return birth != known if exact else birth[:4] != known[:4]


def born_atom(person: Person) -> str:
    """The birth as an atom of PartialDayCell; "" when it is not known."""
    if not person.birth_date:
        return ""
    exact = person.birth_date_precision == Precision.DAY
    return person.birth_date.isoformat() + ("" if exact else f"|{person.birth_date_precision}")
