"""Sheets whose rows are about something in a group: which group is meant, by its number or by name and village."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.likeness import ALIKE
from groups.models import SocialGroup
from groups.sheet_columns import KINDS
from wksbm.name_index import similarity
from wksbm.people.sheet_persons import PLACES, VillageRules
from wksbm.regions.codes import within
from wksbm.spreadsheets.cells import LineCell, NumberCell, WordCell
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.places import BETWEEN, VillageCell, Villages
from wksbm.spreadsheets.sheet import IN_NEW, Column
from wksbm.text import name_key

PLACES_TOLD = 3
GROUP_COLUMNS = ("group_number", "group", "kind", "village_code", "village")


def group_columns(villages: Villages) -> dict[str, Column]:
    village = VillageCell(villages)
    return {
        "group_number": Column(
            "group_id", _("Number of the group"), NumberCell(1),
            aliases=["id kelompok", "no kelompok", "nomor kelompok"],
        ),
        "group": Column(
            "group__name", _("Group"), LineCell(120), wanted=IN_NEW, example="Rindu Sejahtera",
            aliases=["kelompok", "nama kelompok", "nama kube", "nama wksbm", "nama kps"],
        ),
        "kind": Column(
            "group__kind", pgettext_lazy("group", "Kind"), WordCell(SocialGroup.Kind.choices, KINDS),
            aliases=["jenis", "jenis kelompok", "bentuk kelompok"],
        ),
        "village_code": Column(
            "group__village_id", _("Village code"), VillageCell(villages, of_codes=True),
            aliases=["kode desa", "kode kelurahan", "kode wilayah"],
        ),
        "village": Column(
            "group__village_id", _("Desa or kelurahan"), village, wanted=IN_NEW,
            aliases=["desa", "kelurahan", "desa kelurahan", "nama desa", "desa kel", "kel desa", "nama kelurahan"],
        ),
    }  # fmt: skip


class GroupRules(VillageRules):
    """For sheets with the columns of `group_columns`, and `number` for a row of their own that is known already."""

    def check_group(self, row: SheetRow) -> None:
        """Between the cells: a group is named, unless the row calls its own record by number."""
        known = self.get(row, "number") or self.get(row, "group_number")
        self.check_village(row, needed=not known, several=True)
        if not known and not self.get(row, "group"):
            self.fault(row, "group", "required", gettext("This column must be filled in."))

    def needs(self, row: SheetRow, name: str) -> bool:
        """A group that is called by its number has its village."""
        return super().needs(row, name) and not (name in PLACES and self.get(row, "group_number"))

    def visible_groups(self):
        """The groups in which the user may bring such records in."""
        return SocialGroup.objects.visible_to(self.user).filter(within("village", self.areas))

    def hold_groups(self, rows: Iterable[SheetRow]) -> None:
        """For the writing of these rows: the groups in which they make something new."""
        new = (self.get(row, "group_number") for row in rows if row.pk is None)
        self.hold(self.visible_groups(), new)

    def find_groups(self, rows: Iterable[SheetRow]) -> dict[int, SocialGroup]:
        """The groups by the numbers of the rows; what names none gets a fault. Rows that name nothing are left out."""
        rows = [row for row in rows if self.get(row, "group_number") or self.get(row, "group")]
        villages = {code for row in rows for code in self.villages_of(row)}
        numbers = {self.get(row, "group_number") for row in rows} - {None}
        names = {name_key(name)[:150] for row in rows if (name := self.get(row, "group"))}
        meant = Q(village__in=villages) | Q(pk__in=numbers) | Q(name_key__in=names)
        groups = list(self.visible_groups().filter(meant).select_related("village", "type").order_by("pk"))
        by_number, by_name = {group.pk: group for group in groups}, defaultdict(list)
        self.namesakes: dict[str, list[SocialGroup]] = defaultdict(list)
        for group in groups:
            by_name[group.village_id, group.name_key].append(group)
            self.namesakes[group.name_key].append(group)
        found = {row.number: self.group_of(row, by_number, by_name) for row in rows}
        return {number: group for number, group in found.items() if group is not None}

    def villages_of(self, row: SheetRow) -> list[str]:
        """The village of the row; all those of its name where that alone does not tell."""
        codes = self.get(row, "village_code")
        return codes.split(BETWEEN) if codes else []

    def group_of(self, row: SheetRow, by_number: dict, by_name: dict) -> SocialGroup | None:
        if number := self.get(row, "group_number"):
            if number not in by_number:
                text = gettext("There is no group of this number in your area.")
                self.fault(row, "group_number", "unknown_group", text)
            return by_number.get(number)
        name, kind = self.get(row, "group"), self.get(row, "kind")
        named = [group for village in self.villages_of(row) for group in by_name[village, name_key(name)[:150]]]
        found = [group for group in named if kind in (None, group.kind)]
        if len({group.village_id for group in found}) > 1:
            return self.which_village(row)
        exact = [group for group in found if group.name == name and group.is_open]
        found = exact if len(exact) == 1 else [group for group in found if group.is_open] or found
        if len(found) == 1:
            return found[0]
        if not self.get(row, "number") or len(self.villages_of(row)) == 1:
            self.refuse_group(row, found, named)
        return None

    def which_village(self, row: SheetRow) -> None:
        """Several villages of the name have such a group: only a row that calls its own record by number tells more."""
        if not self.get(row, "number"):
            self.ask_which(row, [self.get(row, "village_code")])

    def refuse_group(self, row: SheetRow, found: list[SocialGroup], named: list[SocialGroup]) -> None:
        """`found` are too many groups, or none; `named` those of the village that are called so, of any kind."""
        if found:
            text = gettext("Several groups of this village have this name. Fill in the number of the group.")
            self.fault(row, "group", "several", text)
        elif named:
            facts = {"kinds": " / ".join(dict.fromkeys(group.get_kind_display() for group in named))}
            text = gettext("The group of this name is of another kind: %(kinds)s. Correct the kind, or clear it.")
            self.fault(row, "kind", "other_kind", text % facts)
        else:
            elsewhere = told_elsewhere(self.namesakes[name_key(self.get(row, "group"))[:150]])
            unknown = gettext("This village has no such group. Correct the name, or bring the group in first.")
            self.fault(row, "group", "unknown_group", elsewhere or unknown)

    def take_over(self, row: SheetRow, group: SocialGroup) -> None:
        """The cells about the group say what the registry says, so that nothing of them counts as a change."""
        facts = {"group_number": group.pk, "group": group.name, "kind": group.kind, "village_code": group.village_id}
        for name, atom in facts.items():
            self.put(row, name, atom)

    @cached_property
    def group_names(self) -> "GroupNames":
        return GroupNames(self.visible_groups())

    def suggestion(self, name: str, written: str) -> str:
        return self.group_names.likeliest(written) if name == "group" else super().suggestion(name, written)


def told_elsewhere(groups: Sequence[SocialGroup]) -> str:
    """In which villages these groups stand, of whom the village of the row has none; "" for no groups."""
    if not groups:
        return ""
    places = sorted({group.village.name for group in groups})
    told = ", ".join(places[:PLACES_TOLD]) + (" …" if len(places) > PLACES_TOLD else "")
    text = gettext("This village has no such group; there is one in %(places)s. Correct the village or the name, or bring the group in first.")  # fmt: skip  # noqa: E501
    return text % {"places": told}


class GroupNames:
    """The names of these groups, to guess which one is meant by a name that none of them has."""

    def __init__(self, groups: QuerySet) -> None:
        self.names = dict(groups.order_by("-pk").values_list("name_key", "name"))

    def likeliest(self, written: str) -> str:
        key = name_key(written)
        if key in self.names:
            return ""
        like, best = max(((similarity(key, known), known) for known in self.names), default=(0, ""))
        return self.names[best] if like >= ALIKE else ""
