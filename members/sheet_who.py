"""Of whom a row of a group speaks: somebody on its roster, somebody of the registry, or nobody whom it knows yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext as _

from groups.models import SocialGroup
from groups.sheet_groups import GroupRules
from members.models import IdentityMatch, Membership, OfficerTerm
from wksbm import keyring
from wksbm.people.faces import shown
from wksbm.people.held_people import HeldPeople
from wksbm.people.models import Person
from wksbm.people.sheet_lookup import Found, known_people
from wksbm.people.sheet_persons import born_otherwise
from wksbm.people.sheet_told import PeopleTold
from wksbm.spreadsheets.engine.rows import OTHER, SheetRow
from wksbm.text import name_key

NAMED = ("person", "identity", "group")  # what an entry of a roster or an office is told with
SINCE = ("joined_on", "starts_on")
Who = Person | IdentityMatch


class WhoRules(GroupRules, HeldPeople):
    """For sheets with the columns of groups and of people. `rosters` are the memberships by group."""

    parts = PeopleTold.parts | {OfficerTerm._meta.label: "group"}
    told_with = PeopleTold.told_with | dict.fromkeys((Membership._meta.label, OfficerTerm._meta.label), NAMED)
    rosters: dict[int, list[Membership]]
    untold = ("group_number", "person_number")
    called_by_number: Mapping[int, Person] = MappingProxyType({})  # of the prepared rows that tell no name

    def load_rosters(self, groups: Iterable[SocialGroup]) -> None:
        visible = Membership.objects.visible_to(self.user).filter(group__in={group.pk for group in groups}, void=False)
        self.rosters = defaultdict(list)
        for membership in visible.select_related("person", "identity").order_by("pk"):
            self.rosters[membership.group_id].append(membership)

    def people_meant(self, rows: dict[int, SheetRow], groups: dict[int, SocialGroup]) -> dict[int, Who]:
        """By the number of the row whom it means, as far as anybody is known; sets `near` of the others.

        A name alone means a member of the group who is called so; only then the registry is asked.
        """
        meant = {number: self.on_roster(row, groups[number]) for number, row in rows.items()}
        others = [row for number, row in rows.items() if meant[number] is None]
        found = known_people(self.user, [self.person_key(row, pk=self.said(row)) for row in others])
        people = Person.objects.visible_to(self.user).in_bulk({one.pk for one in found.values() if one.pk})
        for row in others:
            one = found.get(row.number, Found())
            meant[row.number] = people.get(one.pk)
            self.look_again(row, one)
        return {number: who for number, who in meant.items() if who is not None}

    def said(self, row: SheetRow) -> int | None:
        """The number of the person, as it stands in the file or as the user decided."""
        return int(row.decided) if row.decided.isdigit() else self.get(row, "person_number")

    def on_roster(self, row: SheetRow, group: SocialGroup) -> Who | None:
        """Who of the roster, past members too, is called so; a NIK or a number is asked of the registry instead."""
        if self.said(row) or row.decided == OTHER:
            return None
        key, birth = name_key(self.get(row, "full_name") or ""), self.get(row, "birth_date")
        named = {(type(one.who), one.who.pk): one.who for one in self.rosters[group.pk] if one.who.name_key == key}
        alike = [who for who in named.values() if not born_otherwise(birth, who)]
        if self.get(row, "nik"):
            alike = [who for who in alike if isinstance(who, IdentityMatch)]
        return alike[0] if len(alike) == 1 else None

    def look_again(self, row: SheetRow, found: Found) -> None:
        if found.pk is None and self.said(row):
            text = _("There is no such number among the people of your area. Clear this cell for somebody new.")
            self.fault(row, "person_number", "unknown_number", text)
        elif found.pk is None and not row.decided:
            row.near = list(found.near)

    def compare(self, row: SheetRow, who: Who) -> None:
        """The row takes the number of the person over; where it says something else of him or her, that is shown."""
        if isinstance(who, IdentityMatch):
            if self.get(row, "nik"):
                self.doubt(row, "nik", "waits")
            return
        self.put(row, "person_number", who.pk)
        nik = self.get(row, "nik")
        if nik and who.nik_index and who.nik_index not in keyring.blind_indexes(nik, "person.nik"):
            text = _("This person is registered with another NIK. Compare with the card, and correct it on the person's page.")  # fmt: skip  # noqa: E501
            self.fault(row, "nik", "other_nik", text)
        self.note_differences(row, who)

    def doubt_words(self, code: str) -> str:
        words = {
            "waits": _(
                "This name still waits to be matched with the registry; the NIK is left out. Say there who it is."
            ),
            "no_nik": _("No NIK is given. The reason is set to: not known."),
        }
        return words.get(code) or super().doubt_words(code)

    def before_words(self, last: str, first: str) -> str:
        """That one day lies before another, with the headers of both columns."""
        names = {"last": self.columns[last].column_name, "first": self.columns[first].column_name}
        return _("“%(last)s” lies before “%(first)s”. Correct one of the two.") % names

    def prepare(self, rows: Sequence[SheetRow]) -> None:
        super().prepare(rows)
        numbers = {self.get(row, "person_number") for row in rows if not self.get(row, "full_name")} - {None}
        self.called_by_number = Person.objects.visible_to(self.user).in_bulk(numbers) if numbers else {}

    def title_part(self, row: SheetRow, name: str) -> str:
        told, person = super().title_part(row, name), self.called_by_number.get(self.get(row, "person_number"))
        if name == "full_name" and person and not told:
            return shown(self.user, person, "full_name")
        return _("since %(day)s") % {"day": told} if told and name in SINCE else told

    def record_told(self, record) -> str:
        if not isinstance(record, Membership | OfficerTerm):
            return super().record_told(record)
        name = shown(self.user, record.who, "full_name") if record.who else record.ex_officio
        title = record.title if isinstance(record, OfficerTerm) else ""
        return " · ".join(filter(None, (name, title, str(record.group))))

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        return self.people_told(numbers)
