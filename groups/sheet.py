"""The sheet of groups, brought in: whom a row is about, what may be changed by a sheet, and how it is saved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.life import activate
from groups.likeness import ALIKE, MOST
from groups.models import Kube, SocialGroup
from groups.services import save_group
from groups.sheet_columns import columns_of
from wksbm.dates import PartialDate
from wksbm.name_index import similarity
from wksbm.people.forms import DOUBTS
from wksbm.people.sheet_persons import VillageRules
from wksbm.regions.codes import within
from wksbm.spreadsheets.above import ABOVE, beside_village
from wksbm.spreadsheets.atoms import as_atom
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import OTHER, SheetRow
from wksbm.spreadsheets.sheet import Column, registered
from wksbm.text import name_key

Status = SocialGroup.Status
NAME_WRITTEN = gettext_lazy(
    "The registry writes the name of this group a little differently; its spelling stays. To change it, correct it on "
    "the page of the group."
)


@registered
class GroupSheet(VillageRules, ServiceSheet):
    code = "groups"
    title = gettext_lazy("Groups")
    record = "group"
    explained = gettext_lazy("One row a group: name, kind, village, and what the inventory asks.")
    ignored = (gettext_lazy("Stage"), gettext_lazy("Ended on"), gettext_lazy("Last activity"))
    titled = ("name", "kind", "village_code")
    parts = MappingProxyType({Kube._meta.label: "group"})

    def build_columns(self) -> dict[str, Column]:
        return beside_village(columns_of(self.today, self.villages), self.wider)

    def doubt_words(self, code: str) -> str:
        return str(NAME_WRITTEN if code == "name_written" else DOUBTS.get(code, code))

    def check(self, row: SheetRow) -> None:
        self.check_village(row, needed=not self.get(row, "number"))
        for name in ABOVE:
            self.put(row, name, None)
        kind, own_type = self.columns["type"].widget.kind_in_type(self.get(row, "type"))
        self.put(row, "type", own_type)
        if kind and not self.get(row, "kind") and not self.get(row, "number"):
            self.put(row, "kind", kind)

    def needs(self, row: SheetRow, name: str) -> bool:
        """The type may have told the kind."""
        return super().needs(row, name) and not (name == "kind" and self.get(row, "kind"))

    def look_up(self, rows: list[SheetRow]) -> None:
        groups = self.groups_for(rows)
        by_number = {group.pk: group for group in groups}
        by_name, in_village = defaultdict(list), defaultdict(list)
        for group in groups:
            by_name[group.village_id, group.name_key].append(group)
            in_village[group.village_id].append(group)
        firsts: dict = {}
        for row in rows:
            group = self.find(row, by_number, by_name)
            if group is not None:
                self.is_about(row, group)
            elif not row.faults:
                self.is_new(row, in_village[self.get(row, "village_code")])
            self.say_twice(row, firsts)

    def groups_for(self, rows: Sequence[SheetRow]) -> list[SocialGroup]:
        """The groups that the user sees in the villages of the rows, and those called by number."""
        villages = {self.get(row, "village_code") for row in rows} - {None}
        numbers = {self.number_of(row) for row in rows} - {None}
        meant = Q(village__in=villages) | Q(pk__in=numbers)
        groups = SocialGroup.objects.visible_to(self.user).filter(within("village", self.areas))
        return list(groups.filter(meant).select_related("village").order_by("pk"))

    def number_of(self, row: SheetRow) -> int | None:
        return int(row.decided) if row.decided.isdigit() else self.get(row, "number")

    def find(self, row: SheetRow, by_number: dict, by_name: dict) -> SocialGroup | None:
        """By number; else by kind, name and village."""
        if number := self.number_of(row):
            if number not in by_number:
                text = _("There is no such number among the groups of your area. Clear this cell for a new group.")
                self.fault(row, "number", "unknown_number", text)
            return by_number.get(number)
        kind, key = self.get(row, "kind"), name_key(self.get(row, "name"))[:150]
        named = by_name[self.get(row, "village_code"), key]
        found = [group for group in named if kind in (None, group.kind)]
        found = [group for group in found if group.is_open] or found
        if len(found) > 1:
            exact = [group for group in found if group.name == self.get(row, "name")]
            found = exact if len(exact) == 1 else self.not_told_apart(row)
        return found[0] if found else None

    def not_told_apart(self, row: SheetRow) -> list:
        text = _("Several groups of this village have this name. Fill in the number in the registry.")
        self.fault(row, "name", "several", text)
        return []

    def is_about(self, row: SheetRow, group: SocialGroup) -> None:
        row.pk, row.version, row.near = group.pk, group.version, []
        row.current = self.atoms_of(group)
        if not self.number_of(row) and self.get(row, "name") != group.name:
            self.put(row, "name", group.name)
            self.doubt(row, "name", "name_written")
        if row.changes and not group.is_open:
            self.fault(row, "", "closed", _("This group is closed: it can only be read. Revive it first, or leave the row out."))  # fmt: skip  # noqa: E501
        status = self.get(row, "status")
        if self.place["status"] in row.changes and (group.status, status) != (Status.PREPARING, Status.ACTIVE):
            self.fault(row, "status", "act", self.status_words())

    def status_words(self) -> str:
        return _("A group is closed, revived or joined with another on its page, with a day and a reason.")

    def atoms_of(self, group: SocialGroup) -> list[Atom]:
        own = (column.attribute for column in self.columns.values())
        atoms = [as_atom(getattr(group, name)) if name else None for name in own]
        atoms[self.place["founded_on"]] = as_atom(group.founded_on, group.founded_on_precision)
        atoms[self.place["village"]] = None
        return atoms

    def is_new(self, row: SheetRow, neighbours: list[SocialGroup]) -> None:
        if not self.get(row, "kind"):
            self.fault(row, "kind", "required", _("Say what kind of group this is."))
        if self.get(row, "status") in (Status.DISSOLVED, Status.MERGED):
            self.fault(row, "status", "act", self.status_words())
        if row.decided == OTHER:
            return
        key = name_key(self.get(row, "name"))
        alike = [(similarity(key, group.name_key), group) for group in neighbours if group.is_open]
        best = sorted((pair for pair in alike if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].pk))
        row.near = [group.pk for _like, group in best[:MOST]]

    def say_twice(self, row: SheetRow, firsts: dict) -> None:
        """Rows that speak of a group which stands further up in the file already."""
        named = (self.get(row, "village_code"), self.get(row, "kind"), name_key(self.get(row, "name")))
        first = firsts.setdefault(row.pk or named, row.number)
        if first != row.number:
            text = _("The same group stands in row %(row)s already. Leave one of the two out.")
            self.fault(row, "", "twice", text % {"row": first})

    def fetch(self, rows: list[SheetRow]) -> None:
        self.hold(SocialGroup.objects.visible_to(self.user).select_related("type"), (row.pk for row in rows))

    def save_row(self, row: SheetRow) -> None:
        group = SocialGroup() if row.pk is None else self.known(SocialGroup, row)
        places = range(len(row.atoms)) if row.pk is None else row.changes
        values = self.values_of(row, set(places))
        begins = row.pk is not None and values.pop("status", None) == Status.ACTIVE
        if begins:
            activate(group, by=self.user)
        for name, value in values.items():
            setattr(group, name, value)
        if values or row.pk is None:
            group.full_clean()
            save_group(group, by=self.user)

    def values_of(self, row: SheetRow, places: set[int]) -> dict:
        """What the cells of these columns say, by field; blank ones say nothing."""
        values = {}
        for name, column in self.columns.items():
            atom = self.get(row, name)
            if atom is None or self.place[name] not in places or name in ("number", "village"):
                continue
            value = column.widget.value_of(atom)
            if isinstance(value, PartialDate):
                values["founded_on_precision"], value = value.precision, value.day
            values[column.attribute] = value
        return values

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        groups = SocialGroup.objects.visible_to(self.user).select_related("village").in_bulk(numbers).values()
        return [(group.pk, f"{group} · {group.get_kind_display()} · {group.village}", group.get_absolute_url()) for group in groups]  # fmt: skip  # noqa: E501
