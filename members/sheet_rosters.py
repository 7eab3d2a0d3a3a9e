"""What of members only several rows together, or the roster, show: twice, a number taken, too many, in two KUBE."""

from collections import Counter

from django.utils.translation import gettext as _

from groups.models import SocialGroup
from groups.sizes import limits
from members.models import OfficerTerm
from members.overlaps import in_kube
from members.sheet_who import WhoRules
from wksbm.spreadsheets.engine.rows import SheetRow


class RosterRules(WhoRules):
    def look_at_all(self, rows: list[SheetRow], groups: dict[int, SocialGroup]) -> None:
        good = [row for row in rows if not row.faults]
        joining = [row for row in good if row.pk is None and not row.near and row.number in groups]
        self.refuse_twice(good)
        self.refuse_numbers(good)
        self.refuse_joining([row for row in joining if not row.faults], groups)
        self.doubt_other_kube(joining, groups)
        self.doubt_offices([row for row in good if row.pk is not None])

    def refuse_twice(self, rows: list[SheetRow]) -> None:
        first: dict[tuple, int] = {}
        for row in rows:
            who = self.get(row, "person_number") or self.same_in_file(row)
            key = ("member", row.pk) if row.pk else (self.get(row, "group_number"), who, self.get(row, "joined_on"))
            if first.setdefault(key, row.number) != row.number:
                text = _("The same member stands in row %(row)s already. Leave one of the two out.")
                self.fault(row, "", "twice", text % {"row": first[key]})

    def refuse_numbers(self, rows: list[SheetRow]) -> None:
        """Numbers that somebody who is in the group has, or a row further up."""
        holders = {
            (one.group_id, one.number): one.pk
            for roster in self.rosters.values()
            for one in roster
            if one.number and one.left_on is None
        }
        for row in rows:
            number = self.get(row, "member_number")
            if number is None or self.get(row, "left_on"):
                continue
            own = row.pk or -row.number
            if holders.setdefault((self.get(row, "group_number"), number), own) != own:
                text = _("Somebody of the group has this number. Leave the cell blank for the next free one.")
                self.fault(row, "member_number", "taken", text)

    def refuse_joining(self, rows: list[SheetRow], groups: dict[int, SocialGroup]) -> None:
        """Closed groups, and groups that would become too large."""
        counts = Counter({pk: sum(one.left_on is None for one in roster) for pk, roster in self.rosters.items()})
        for row in rows:
            group = groups[row.number]
            counts[group.pk] += not self.get(row, "left_on")
            _least, most = limits(group)
            if not group.is_open:
                self.fault(row, "group", "closed", _("This group is closed: nobody joins it any more."))
            elif most is not None and counts[group.pk] > most:
                facts = {"type": group.type or group.get_kind_display(), "limit": most}
                self.fault(row, "group", "full", _("A %(type)s has at most %(limit)s members.") % facts)

    def doubt_other_kube(self, rows: list[SheetRow], groups: dict[int, SocialGroup]) -> None:
        kube = [row for row in rows if groups[row.number].kind == SocialGroup.Kind.KUBE]
        people = {self.get(row, "person_number") for row in kube} - {None}
        pairs = in_kube(self.user, self.today).filter(person__in=people).values_list("person", "group")
        elsewhere = set(pairs) if people else set()
        for row in kube:
            person, group = self.get(row, "person_number"), groups[row.number].pk
            if any(who == person and other != group for who, other in elsewhere):
                self.doubt(row, "group", "other_kube")

    def doubt_offices(self, rows: list[SheetRow]) -> None:
        """Of those who leave: an office in the group ends on the same day."""
        at = self.place["left_on"]
        leaving = {self.leaver(row): row for row in rows if at in row.changes and row.current[at] is None}
        terms = OfficerTerm.objects.visible_to(self.user).filter(
            ends_on=None, person__in={who for who, _group in leaving}
        )
        for key in set(terms.values_list("person", "group")) & leaving.keys() if leaving else ():
            self.doubt(leaving[key], "left_on", "steps_down")

    def leaver(self, row: SheetRow) -> tuple[int | None, int]:
        return self.get(row, "person_number"), self.get(row, "group_number")
