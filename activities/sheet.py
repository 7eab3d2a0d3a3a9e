"""The sheet of activities, brought in: one row an activity of a group. Who came is ticked on the page, not here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity, Attendance
from activities.services import correct_activity, log_activity, may_change
from activities.sheet_columns import IGNORED, columns_of
from groups.models import SocialGroup
from groups.sheet_groups import GroupNames, told_elsewhere
from wksbm.dates import in_words
from wksbm.people.faces import shown
from wksbm.people.forms import DOUBTS
from wksbm.people.sheet_persons import VillageRules
from wksbm.spreadsheets.above import beside_village
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.places import BETWEEN
from wksbm.spreadsheets.sheet import Column, registered
from wksbm.text import name_key

OWN = ("date", "kind", "skill", "place", "method", "facilitators", "summary", "materials", "follow_up_on")
KEYS = ["group", "village", "recorded_by", "verified_by"]  # not the row's to say
BEFORE = re.compile(r"(?:kelompok|kube|wksbm|kps)\b\.?\s+", re.IGNORECASE)


@registered
class ActivitySheet(VillageRules, ServiceSheet):
    code = "activities"
    title = gettext_lazy("Activities")
    record = "activity"
    explained = gettext_lazy("One row an activity: day, kind, group, what was done. Who came is ticked afterwards.")
    ignored = IGNORED
    titled = ("date", "kind", "skill", "group", "place")
    untold = ("group_number",)
    parts = MappingProxyType({Attendance._meta.label: "activity"})
    told_with = MappingProxyType({
        Activity._meta.label: ("group", "skill"),
        Attendance._meta.label: ("activity__group", "activity__skill", "membership__person", "membership__identity"),
    })  # fmt: skip

    def build_columns(self) -> dict[str, Column]:
        return beside_village(columns_of(self.villages), self.wider)

    def doubt_words(self, code: str) -> str:
        if code == "superseded":
            return _("This village has been abolished; its successor was put in its place.")
        return str(DOUBTS.get(code, code))

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        return [(one.pk, told(one), one.get_absolute_url()) for one in self.visible().in_bulk(numbers).values()]

    def record_told(self, record) -> str:
        if not isinstance(record, Attendance):
            return told(record) if isinstance(record, Activity) else super().record_told(record)
        name = shown(self.user, record.membership.who, "full_name")
        return f"{name}, {record.get_status_display()} · {told(record.activity)}"

    def check(self, row: SheetRow) -> None:
        self.check_village(row, needed=False, several=True)

    def visible(self):
        return Activity.objects.visible_to(self.user).select_related("group__village", "village", "skill")

    def look_up(self, rows: list[SheetRow]) -> None:
        wanted = {pk for row in rows if (pk := self.said(row))}
        known = self.visible().in_bulk(wanted) if wanted else {}
        for row in rows:
            if self.said(row):
                self.look_up_number(row, known.get(self.said(row)))
        others = [row for row in rows if not self.said(row)]
        groups = self.groups_of(others)
        found = [(row, group) for row in others if (group := self.one_group(row, groups))]
        logged = self.logged([group.pk for _row, group in found])
        for row, group in found:
            self.look_up_day(
                row, group, logged[group.pk, date.fromisoformat(self.get(row, "date")), self.get(row, "kind")]
            )
        self.refuse_twice(rows)

    def said(self, row: SheetRow) -> int | None:
        """The number of the activity that the user has decided on, or that stands in the file."""
        return int(row.decided) if row.decided.isdigit() else self.get(row, "number")

    def groups_of(self, rows: list[SheetRow]) -> dict:
        """Groups whom the user sees, by number and by the key of their name."""
        keys = {key for row in rows for key in keys_of(self.get(row, "group"))}
        numbers = {self.get(row, "group_number") for row in rows} - {None}
        visible = SocialGroup.objects.visible_to(self.user).select_related("village")
        found: dict = defaultdict(list)
        for group in visible.filter(name_key__in=keys):
            found[group.name_key].append(group)
        for group in visible.filter(pk__in=numbers) if numbers else ():
            found[group.pk].append(group)
        return found

    def one_group(self, row: SheetRow, groups: dict) -> SocialGroup | None:
        """The group of the row; a fault where it is none, several, or closed to the user."""
        villages, number = (self.get(row, "village_code") or "").split(BETWEEN), self.get(row, "group_number")
        keys = [number] if number else keys_of(self.get(row, "group"))
        found = next((groups[key] for key in keys if groups.get(key)), [])
        here = [group for group in found if self.is_there(row, self.villages.today(group.village_id), villages)]
        if len(here) > 1 and len(villages) > 1:
            self.ask_which(row, [self.get(row, "village_code")])
        elif len(here) > 1:
            self.fault(row, "group", "ambiguous_group", _("Several groups of your area have this name. Write the village, or the number of the group."))  # fmt: skip  # noqa: E501
        elif not here:
            unknown = _("There is no group of this name in your area. Enter the group first, or correct the name.")
            self.fault(row, "group", "unknown_group", told_elsewhere(found) or unknown)
        return here[0] if len(here) == 1 else None

    def is_there(self, row: SheetRow, village: str, named: list[str]) -> bool:
        """Whether a group of this village may be meant: where the row names none, in what it names above it."""
        return village in named if any(named) else bool(self.inside(row, village))

    def may_log(self, row: SheetRow, group: SocialGroup) -> bool:
        """Adds a fault where nothing new is logged for the group, or not on this day."""
        day = date.fromisoformat(self.get(row, "date"))
        if not self.user.may("create", "activity", group):
            self.fault(row, "group", "not_allowed", _("You may not log activities of this group."))
        elif not group.is_open:
            self.fault(row, "group", "closed", _("This group is closed: nothing is logged for it any more."))
        elif day > group.village.today():
            self.still_to_come(row, group)
        return not row.faults

    def still_to_come(self, row: SheetRow, group: SocialGroup) -> None:
        facts = {"today": in_words(group.village.today())}
        self.fault(row, "date", "future", _("This day is still to come. Today is %(today)s.") % facts)

    def logged(self, groups: list[int]) -> dict[tuple, list[Activity]]:
        """What is logged already, by group, day and kind."""
        found: dict = defaultdict(list)
        for activity in self.visible().standing().filter(group__in=set(groups)) if groups else ():
            found[activity.group_id, activity.date, activity.kind].append(activity)
        return found

    def look_up_day(self, row: SheetRow, group: SocialGroup, known: list[Activity]) -> None:
        """The same place as well: the same activity. Another one: for the user to say."""
        self.put(row, "group_number", group.pk)
        place = name_key(self.get(row, "place") or "")
        same = [activity for activity in known if name_key(activity.place) == place]
        if len(same) == 1:
            self.is_about(row, same[0])
        elif self.may_log(row, group) and known and not row.decided:
            row.near = sorted(activity.pk for activity in known)

    def look_up_number(self, row: SheetRow, activity: Activity | None) -> None:
        if activity is None:
            self.fault(row, "number", "unknown_number", _("There is no such number among the activities of your area. Clear this cell for a new one."))  # fmt: skip  # noqa: E501
            return
        if not set(keys_of(self.get(row, "group"))) & set(keys_of(activity.group.name)):
            text = _("The activity of this number is one of another group. Clear the number for a new one.")
            self.fault(row, "group", "other_group", text)
        self.is_about(row, activity)
        if date.fromisoformat(self.get(row, "date")) > activity.group.village.today():
            self.still_to_come(row, activity.group)

    def is_about(self, row: SheetRow, activity: Activity) -> None:
        row.pk, row.version, row.near, row.current = activity.pk, activity.version, [], list(row.atoms)
        for name in OWN:
            row.current[self.place[name]] = self.atom_of(activity, name)
        if name_key(self.get(row, "place") or "") == name_key(activity.place):
            row.current[self.place["place"]] = self.get(row, "place")
        if row.changes and not may_change(activity, self.user):
            self.fault(row, list(self.columns)[row.changes[0]], "locked", _("You may not correct this activity. Leave this cell as it is."))  # fmt: skip  # noqa: E501

    def atom_of(self, activity: Activity, name: str) -> Atom:
        value = getattr(activity, self.columns[name].attribute)
        return value.isoformat() if isinstance(value, date) else value or None

    def refuse_twice(self, rows: list[SheetRow]) -> None:
        first: dict[tuple, int] = {}
        for row in sorted((row for row in rows if not row.faults), key=lambda row: row.number):
            facts = (self.get(row, name) for name in ("group_number", "date", "kind"))
            key = (row.pk,) if row.pk else (*facts, name_key(self.get(row, "place") or ""))
            if first.setdefault(key, row.number) != row.number:
                text = _("The same activity stands in row %(row)s already. Leave one of the two out.")
                self.fault(row, "", "twice", text % {"row": first[key]})

    def suggestion(self, name: str, written: str) -> str:
        if name != "group":
            return super().suggestion(name, written)
        known = any(key in self.group_names.names for key in keys_of(written))
        return "" if known else self.group_names.likeliest(BEFORE.sub("", written, count=1))

    @cached_property
    def group_names(self) -> GroupNames:
        return GroupNames(SocialGroup.objects.visible_to(self.user).serving())

    def fetch(self, rows: list[SheetRow]) -> None:
        groups = SocialGroup.objects.visible_to(self.user).select_related("village")
        self.hold(groups, (self.get(row, "group_number") for row in rows if row.pk is None))
        self.hold(self.visible(), (row.pk for row in rows))

    def save_row(self, row: SheetRow) -> None:
        if row.pk is None:
            activity = Activity(group=self.group(row), **self.values(row, OWN))
            activity.full_clean(exclude=[*KEYS, "skill"])
            log_activity(activity, marks={}, by=self.user)
            return
        activity = self.known(Activity, row)
        if not may_change(activity, self.user):
            raise ValidationError(_("You may not correct this activity. Leave this cell as it is."))
        names = list(self.columns)
        for name, value in self.values(row, [names[place] for place in row.changes]).items():
            setattr(activity, name, value)
        activity.full_clean(exclude=KEYS)
        correct_activity(activity, marks={}, by=self.user)

    def group(self, row: SheetRow) -> SocialGroup:
        group = self.held_one(SocialGroup, self.get(row, "group_number"))
        if group is None or not self.user.may("create", "activity", group):
            raise ValidationError(_("You may not log activities of this group."))
        return group

    def values(self, row: SheetRow, names: Sequence[str]) -> dict:
        """What the cells hold, by attribute of the activity; blank ones are missing."""
        atoms = ((self.columns[name], self.get(row, name)) for name in names)
        return {column.attribute: column.widget.value_of(atom) for column, atom in atoms if atom is not None}


def keys_of(name: str | None) -> list[str]:
    """The keys of a group's name: as it stands, and without the word before it (KUBE Melati)."""
    name = name or ""
    return list(dict.fromkeys(filter(None, (name_key(name)[:150], name_key(BEFORE.sub("", name))[:150]))))


def told(activity: Activity) -> str:
    return ", ".join(filter(None, (activity.title, date_format(activity.date), str(activity.group), activity.place)))
