"""The sheet of counts without names: one row a number that a source printed for a region and a year.

It stands on the roof because of one rule: what a source said of kinds closed to the user is neither compared nor
overwritten (recaps.printed), and which kinds those are is known here only.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import SEALED, PmksCategory
from groups.models import GroupType
from reports.recaps.printed import is_closed, is_total
from reports.recaps.reach import COUNTS_OPEN, shows_names
from reports.tally_columns import RegionCell, Regions, columns_of
from wksbm.accounts.models import User
from wksbm.regions.models import Subject, Tally
from wksbm.spreadsheets.above import ABOVE, AboveRules, above_of
from wksbm.spreadsheets.atoms import as_atom
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.places import AMBIGUOUS, one_village
from wksbm.spreadsheets.sheet import Column, registered

PLACES = ("region_code", "region", *ABOVE)
KEY = ("source", "region_code", "year", "subject", "label_as_printed")
BESIDE = {"region_code": "region", "label_as_printed": "code"}  # of the key: the column that may say it as well
BETWEEN = "|"  # a printed label may be about several kinds


@registered
class TallySheet(AboveRules, ServiceSheet):
    code = "tallies"
    title = gettext_lazy("Counts without names")
    record = "tally"
    titled = ("region_code", "subject", "label_as_printed", "year", "count", "unit")
    explained = gettext_lazy("One row a number: region, year, what was counted, how many, from which source.")

    def __init__(self, user: User, today: date) -> None:
        areas = [duty.region_id or "" for duty in user.duties_opening(self.record, self.action)]
        self.places, self.wider = Regions(areas), above_of(areas)
        super().__init__(user, today)

    def build_columns(self) -> dict[str, Column]:
        return columns_of(self.today, RegionCell(self.places), self.wider)

    @cached_property
    def kinds(self) -> dict[str, PmksCategory]:
        return {kind.code: kind for kind in PmksCategory.objects.all()}

    @cached_property
    def known_codes(self) -> dict[str, dict[str, str]]:
        """Of each subject with codes: code → what it stands for."""
        types = dict(GroupType.objects.values_list("code", "name"))
        return {Subject.PMKS: {code: kind.name for code, kind in self.kinds.items()}, Subject.GROUP_TYPE: types}

    def doubt_words(self, code: str) -> str:
        if code == "written":
            return _("The registry writes source or label a little differently; its spelling stays.")
        return (
            _("This region has been abolished; its successor was put in its place.") if code == "superseded" else code
        )

    def suggestion(self, name: str, written: str) -> str:
        return self.wider.get(name, self.places).likeliest(written) if name in PLACES else ""

    def records(self, model, numbers: list[int]) -> dict:
        """Those of kinds that are closed to the user by now, and the totals of their source, are not there."""
        found = super().records(model, numbers)
        places, sources = ({getattr(one, name) for one in found.values()} for name in ("region_id", "source"))
        hidden = self.hidden(Tally.objects.visible_to(self.user).filter(region__in=places, source__in=sources))
        return {pk: one for pk, one in found.items() if pk not in hidden}

    def would_see(self, record) -> bool:
        return self.is_open(record) and not is_closed(record, self.closed_in(record.region_id))

    def is_open(self, record) -> bool:
        return any(duty.covers(record.region_id) for duty in self.user.duties_opening(self.record))

    def record_url(self, record) -> str:
        """The counts of its label and source, where they are open to the user."""
        return f"{reverse('reports:tally')}?id={record.pk}" if self.is_open(record) else ""

    def title_part(self, row: SheetRow, name: str) -> str:
        """The number with its unit; of a new row without one, that it is not known."""
        if name == "unit":
            return ""
        told = super().title_part(row, name)
        if name != "count":
            return told
        if told:
            return f"{told} {super().title_part(row, 'unit')}".strip()
        return "" if row.faults or row.pk else _("count not known")

    def check(self, row: SheetRow) -> None:
        self.check_region(row)
        self.check_code(row)
        if not self.get(row, "number"):
            self.check_key(row)

    def check_key(self, row: SheetRow) -> None:
        """Each fault is one question: what stands wrong in one column is not asked for in another one as well."""
        faulty = {fault.column for fault in row.faults}
        coded = self.get(row, "code") and self.get(row, "subject") is None  # the subject tells what a code stands for
        for name in KEY:
            cells = PLACES if name == "region_code" else (name, BESIDE.get(name, name))
            asked = {self.place[cell] for cell in cells} & faulty
            if self.get(row, name) is None and not asked and not (coded and name == "label_as_printed"):
                told = "region" if name == "region_code" else name
                self.fault(row, told, "required", _("This column must be filled in."))

    def needs(self, row: SheetRow, name: str) -> bool:
        """Of a code and what it stands for one is enough."""
        for coded, beside in BESIDE.items():
            if name in (coded, beside):
                other = beside if name == coded else coded
                return not (self.get(row, other) or self.get(row, "number"))
        return super().needs(row, name)

    def check_region(self, row: SheetRow) -> None:
        """Where neither column of the region is filled in, the nearest one above it is the region."""
        if {fault.column for fault in row.faults} & {self.place[name] for name in PLACES}:
            return
        found = [self.get(row, "region_code"), self.get(row, "region")]
        if not any(found) and not self.get(row, "number"):
            found = [next(filter(None, (self.get(row, name) for name in ABOVE)), None), None]
        fitting, lost = self.narrow(row, found)
        code, wrong = one_village(*fitting)
        if lost:
            code = lost
        elif wrong == AMBIGUOUS:
            text = _("Several regions of your area have this name. Write the code, or the sub-district beside it.")
            self.fault(row, "region", wrong, text, self.places.shared_name(fitting))
        elif code and code not in self.places.by_code:
            self.fault(row, "region", "unknown_region", _("This is no region inside your area."))
        elif wrong == "different":
            self.fault(row, "region", wrong, _("The code and the name speak of different regions."))
        self.put(row, "region_code", code)
        for name in ("region", *ABOVE):
            self.put(row, name, None)

    def check_code(self, row: SheetRow) -> None:
        """A code is one of the subject's; without a label it gives its own name."""
        codes = (self.get(row, "code") or "").split(BETWEEN)
        known = self.known_codes.get(self.get(row, "subject"), {})
        if codes == [""]:
            return
        if self.get(row, "subject") and not known.keys() >= set(codes):
            text = _("Nothing is counted under this code. Correct it, or leave it blank.")
            self.fault(row, "code", "unknown_code", text, self.get(row, "code"))
        elif self.get(row, "label_as_printed") is None and len(codes) == 1 and not self.get(row, "number"):
            self.put(row, "label_as_printed", known.get(codes[0]))

    def look_up(self, rows: list[SheetRow]) -> None:
        tallies = self.tallies_for(rows)
        hidden, by_key = self.hidden(tallies), defaultdict(list)
        by_number = {tally.pk: tally for tally in tallies if tally.pk not in hidden}
        for tally in tallies:
            by_key[self.key_of(tally)].append(tally)
        firsts: dict = {}
        for row in rows:
            tally = self.find(row, by_number, by_key)
            if self.is_hidden(row, tally, hidden):
                self.fault(row, "", "closed_kind", _("Counts of this kind are not open to you."))
            elif tally is not None:
                self.is_about(row, tally)
            self.refuse_twice(row, firsts)

    def tallies_for(self, rows: list[SheetRow]) -> list[Tally]:
        regions = {self.get(row, "region_code") for row in rows} - {None}
        years = {self.get(row, "year") for row in rows} - {None}
        numbers = {self.get(row, "number") for row in rows} - {None}
        meant = Q(region__in=regions, year__in=years) | Q(pk__in=numbers)
        return list(Tally.objects.visible_to(self.user).within(self.areas).filter(meant).order_by("pk"))

    def key_of(self, tally: Tally) -> tuple:
        return folded(tally.source, tally.region_id, tally.year, tally.subject, tally.label_as_printed)

    def find(self, row: SheetRow, by_number: dict, by_key: dict) -> Tally | None:
        if number := self.get(row, "number"):
            if number not in by_number:
                text = _("There is no such number among the counts of your area. Clear this cell for a new one.")
                self.fault(row, "number", "unknown_number", text)
            return by_number.get(number)
        values = [self.get(row, name) for name in KEY]
        alike = by_key[folded(*values)]
        exact = [tally for tally in alike if [tally.source, tally.label_as_printed] == [values[0], values[4]]]
        return next(iter(exact or alike), None)

    def hidden(self, tallies: Iterable[Tally]) -> set[int]:
        """Those of closed kinds, and with them the totals of their source, as in the recaps."""
        tallies = list(tallies)
        closed = {tally.pk for tally in tallies if is_closed(tally, self.closed_in(tally.region_id))}
        sources = {(tally.region_id, tally.source) for tally in tallies if tally.pk in closed}
        totals = (tally for tally in tallies if not tally.published and is_total(tally))
        return closed | {tally.pk for tally in totals if (tally.region_id, tally.source) in sources}

    def closed_in(self, region: str) -> set[str]:
        """The codes of the kinds whose numbers the user may not know there."""
        levels = {kind.sensitivity for kind in self.kinds.values()}
        counted = {level for level in levels if level <= COUNTS_OPEN or shows_names(self.user, level, region)}
        return {code for code, kind in self.kinds.items() if kind.sensitivity not in counted - {SEALED}}

    def is_hidden(self, row: SheetRow, tally: Tally | None, hidden: set[int]) -> bool:
        if tally is not None:
            return tally.pk in hidden
        if self.get(row, "subject") != Subject.PMKS or row.faults or self.get(row, "published") == "yes":
            return False
        closed, label = self.closed_in(self.get(row, "region_code")), self.get(row, "label_as_printed").casefold()
        named = {code for code in closed if self.kinds[code].name.casefold() == label}
        return bool(named or closed & set((self.get(row, "code") or "").split(BETWEEN)))

    def is_about(self, row: SheetRow, tally: Tally) -> None:
        row.pk, row.version = tally.pk, tally.version
        for name in ("source", "label_as_printed"):
            written, known = self.get(row, name), getattr(tally, name)
            if not self.get(row, "number") and written != known:
                self.put(row, name, known)
                self.doubt(row, name, "written")
        own = (column.attribute for column in self.columns.values())
        row.current = [as_atom(getattr(tally, name)) if name else None for name in own]
        row.current[self.place["region"]] = None

    def refuse_twice(self, row: SheetRow, firsts: dict) -> None:
        key = row.pk or folded(*(self.get(row, name) for name in KEY))
        if not row.faults and firsts.setdefault(key, row.number) != row.number:
            text = _("The same count stands in row %(row)s already. Leave one of the two out.")
            self.fault(row, "", "twice", text % {"row": firsts[key]})

    def fetch(self, rows: list[SheetRow]) -> None:
        self.hold(Tally.objects.visible_to(self.user), (row.pk for row in rows))

    def save_row(self, row: SheetRow) -> None:
        tally = Tally() if row.pk is None else self.known(Tally, row)
        places = set(range(len(row.atoms)) if row.pk is None else row.changes)
        for name, column in self.columns.items():
            atom = self.get(row, name)
            if atom is not None and self.place[name] in places and name not in ("number", "region", *ABOVE):
                setattr(tally, column.attribute, column.widget.value_of(atom))
        if not self.user.may("update" if row.pk else "create", "tally"):
            raise ValidationError(_("You may not record counts."))
        tally.full_clean()
        tally.save()


def folded(source: str, region: str, year: int, subject: str, label: str) -> tuple:
    """What makes two counts the same one: small letters, single blanks."""
    return (
        " ".join((source or "").casefold().split()),
        region,
        year,
        subject,
        " ".join((label or "").casefold().split()),
    )
