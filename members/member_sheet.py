"""The sheet of members, brought in: one row a membership. Who is not registered yet is registered along."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import SocialGroup
from members.models import Membership
from members.services import correct_membership, enrol, leave
from members.sheet_columns import member_columns
from members.sheet_members import OWN, MemberMatching
from wksbm.dates import PartialDate
from wksbm.spreadsheets.above import beside_village
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.sheet import Column, registered

AT_JOINING = ("channel", "registration_mode", "consent")


@registered
class MemberSheet(MemberMatching, ServiceSheet):
    code = "members"
    title = gettext_lazy("Members")
    record = "member"
    explained = gettext_lazy("One row a member: group, name, NIK, since when. Who is not known is registered along.")
    ignored = (gettext_lazy("Age"), gettext_lazy("Office"))
    titled = ("full_name", "group", "joined_on")

    def build_columns(self) -> dict[str, Column]:
        return beside_village(member_columns(self.today, self.villages), self.wider)

    def doubt_words(self, code: str) -> str:
        words = {
            "other_kube": _("Is in another KUBE as well. That is allowed; talk it over with both."),
            "steps_down": _("Holds an office in the group; it ends on the same day."),
        }
        return words.get(code) or super().doubt_words(code)

    def check(self, row: SheetRow) -> None:
        self.check_group(row)
        self.check_person(row)
        joined, left = self.get(row, "joined_on"), self.get(row, "left_on")
        if joined and left and left < joined[:10]:
            self.fault(row, "left_on", "left_before", self.before_words("left_on", "joined_on"))
        if self.get(row, "left_kind") == Membership.Leaving.OTHER and not self.get(row, "left_reason"):
            self.fault(row, "left_reason", "required", _("Say in a few words why."))

    def fetch(self, rows: list[SheetRow]) -> None:
        self.hold_groups(rows)
        self.hold_people(rows)
        memberships = Membership.objects.visible_to(self.user).select_related("group", "person", "identity")
        self.hold(memberships, (row.pk for row in rows))

    def save_row(self, row: SheetRow) -> None:
        if row.pk is None:
            self.join(row)
        else:
            self.correct(row)

    def join(self, row: SheetRow) -> None:
        group = self.held_one(SocialGroup, self.get(row, "group_number"))
        if group is None:
            raise ValidationError(_("This group is no longer in your area. Check the file again."))
        person = self.person_for(row)
        facts = {name: self.get(row, name) for name in AT_JOINING if self.get(row, name)}
        membership = enrol(
            person, group, by=self.user, joined=self.joined(row), number=self.get(row, "member_number"), **facts
        )
        if self.get(row, "left_on"):
            self.leave(membership, row)
        self.made[self.same_in_file(row)] = person.pk

    def joined(self, row: SheetRow) -> PartialDate | None:
        atom = self.get(row, "joined_on")
        return self.columns["joined_on"].widget.value_of(atom) if atom else None

    def leave(self, membership: Membership, row: SheetRow) -> None:
        on, kind = date.fromisoformat(self.get(row, "left_on")), self.get(row, "left_kind") or ""
        leave(membership, by=self.user, on=on, kind=kind, reason=self.get(row, "left_reason") or "", steps_down=True)

    def correct(self, row: SheetRow) -> None:
        membership = self.known(Membership, row)
        leaves = membership.left_on is None and self.get(row, "left_on")
        changed = [
            name for name in OWN if self.place[name] in row.changes and not (leaves and name.startswith("left_"))
        ]
        for name in changed:
            self.set(membership, name, row)
        if changed:
            membership.clean_values()
            correct_membership(membership, by=self.user)
        if leaves:
            self.leave(membership, row)

    def set(self, membership: Membership, name: str, row: SheetRow) -> None:
        if name == "joined_on":
            membership.joined_on, membership.joined_on_precision = self.joined(row)
        else:
            column = self.columns[name]
            setattr(membership, column.attribute, column.widget.value_of(self.get(row, name)))
