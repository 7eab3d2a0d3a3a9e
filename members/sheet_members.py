"""Which membership a row is about: by number, or by group and person; who joins, and who is registered along."""

from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.models import IdentityMatch, Membership
from members.sheet_rosters import RosterRules
from members.sheet_who import Who
from wksbm.people.models import Person
from wksbm.regions.codes import within
from wksbm.spreadsheets.atoms import as_atom
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.rows import SheetRow

OWN = ("member_number", "joined_on", "channel", "registration_mode", "consent", "left_on", "left_kind", "left_reason")


class MemberMatching(RosterRules):
    def look_up(self, rows: list[SheetRow]) -> None:
        known = self.memberships_called(rows)
        groups = self.find_groups(rows)
        self.load_rosters([*groups.values(), *(one.group for one in known.values())])
        named = {row.number: row for row in rows if row.number in groups and not self.get(row, "number")}
        for number, row in named.items():
            self.take_over(row, groups[number])
        meant = self.people_meant(named, groups)
        for row in rows:
            if row.number in known:
                self.is_about(row, known[row.number], groups.get(row.number))
            elif row.number in meant and not row.faults:
                self.settle(row, groups[row.number], meant[row.number])
            elif row.number in named and not row.faults and not row.near:
                self.joins_as_new(row)
        self.look_at_all(rows, groups)

    def memberships_called(self, rows: list[SheetRow]) -> dict[int, Membership]:
        """By the number of the row; who calls a number that is not there gets a fault."""
        numbers = {self.get(row, "number") for row in rows} - {None}
        visible = Membership.objects.visible_to(self.user).filter(within("group__village", self.areas), void=False)
        found = visible.select_related("person", "identity", "group__type").in_bulk(numbers) if numbers else {}
        for row in rows:
            if self.get(row, "number") and self.get(row, "number") not in found:
                text = _("There is no such number among the members of your area. Clear this cell for a new member.")
                self.fault(row, "number", "unknown_number", text)
        return {row.number: found[pk] for row in rows if (pk := self.get(row, "number")) in found}

    def settle(self, row: SheetRow, group: SocialGroup, who: Who) -> None:
        """Somebody is known: a member of the group already, or one who joins now."""
        own = [one for one in self.rosters[group.pk] if (type(one.who), one.who.pk) == (type(who), who.pk)]
        membership = self.meant_of(row, own)
        if membership is not None:
            self.is_about(row, membership, group)
            return
        self.compare(row, who)
        self.check_leaving(row, None)
        if isinstance(who, IdentityMatch):
            text = _("This name was in the group before and is not yet matched. Say on its page who it is.")
            self.fault(row, "full_name", "waits", text)
        if own and not self.get(row, "joined_on"):
            text = _("Was a member before. Fill in since when he or she is one again.")
            self.fault(row, "joined_on", "again", text)
        if isinstance(who, Person) and who.living == Person.Living.DECEASED and not self.get(row, "left_on"):
            self.fault(row, "full_name", "deceased", _("This person is registered as deceased."))

    def meant_of(self, row: SheetRow, own: list[Membership]) -> Membership | None:
        """Of several periods of somebody in a group the one with the same days, else the one that is open."""
        joined, left = self.get(row, "joined_on"), self.get(row, "left_on")
        for one in own:
            if joined and joined == as_atom(one.joined_on, one.joined_on_precision):
                return one
            if not joined and left and left == as_atom(one.left_on):
                return one
        still = next((one for one in own if one.left_on is None), None)
        earlier = still and joined and left and still.joined_on and left < as_atom(still.joined_on)
        return None if earlier else still

    def is_about(self, row: SheetRow, membership: Membership, group: SocialGroup | None) -> None:
        if group is not None and group.pk != membership.group_id:
            text = _("This member belongs to another group. Enter the last day there, and a new row for this group.")
            self.fault(row, "group", "other_group", text)
            return
        self.take_over(row, membership.group)
        self.compare(row, membership.who)
        row.pk, row.version, row.near, row.current = (
            membership.pk,
            membership.version,
            [],
            self.atoms_of(row, membership),
        )
        if row.changes and not membership.group.is_open:
            self.fault(row, "", "closed", _("The group of this member is closed: it can only be read."))
        if membership.left_on is None:
            self.check_leaving(row, as_atom(membership.joined_on, membership.joined_on_precision))

    def check_leaving(self, row: SheetRow, joined: str | None) -> None:
        """Of who is still a member: a reason needs a day, and the day lies after the one that the registry knows."""
        left, joined = self.get(row, "left_on"), self.get(row, "joined_on") or joined
        if left is None and (self.get(row, "left_kind") or self.get(row, "left_reason")):
            self.fault(row, "left_on", "no_day", _("Fill in the last day as well, or clear why he or she left."))
        elif left and joined and left < joined[:10]:
            self.fault(row, "left_on", "left_before", self.before_words("left_on", "joined_on"))

    def atoms_of(self, row: SheetRow, membership: Membership) -> list[Atom]:
        """What is not the membership's own (the group, the person) counts as the same."""
        current = list(row.atoms)
        current[self.place["number"]] = membership.pk
        for name in OWN:
            current[self.place[name]] = as_atom(getattr(membership, self.columns[name].attribute))
        joined = as_atom(membership.joined_on, membership.joined_on_precision)
        current[self.place["joined_on"]] = joined
        return current

    def joins_as_new(self, row: SheetRow) -> None:
        """Nobody is known: the row must tell enough to register somebody."""
        if not self.user.may("create", "person"):
            self.fault(row, "full_name", "unknown_person", _("Nobody like this is registered in your area."))
            return
        if not self.get(row, "nik") and not self.get(row, "no_nik_reason") and self.get(row, "birth_date"):
            self.put(row, "no_nik_reason", Person.NoNik.UNKNOWN.value)
            self.doubt(row, "nik", "no_nik")
        self.need_new_person(row)
        self.check_leaving(row, None)
