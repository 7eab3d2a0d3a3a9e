"""The sheet of officers, brought in: one row a term of office, held by somebody whom group or registry know."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import SocialGroup
from members.models import IdentityMatch, OfficerTerm
from members.offices import correct_term, fill_office
from members.sheet_columns import officer_columns
from members.sheet_who import Who, WhoRules
from wksbm.dates import PartialDate
from wksbm.people.models import Person
from wksbm.regions.codes import within
from wksbm.spreadsheets.above import beside_village
from wksbm.spreadsheets.atoms import as_atom
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.sheet import Column, registered

OWN = ("post", "rank", "post_name", "starts_on", "ends_on", "selection", "ex_officio", "relation", "decree")
OFFICE = ("post", "rank", "post_name")  # told as one: Secretary II
TEXTS = ("post_name", "selection", "ex_officio", "relation", "decree")
Post = OfficerTerm.Post


@registered
class OfficerSheet(WhoRules, ServiceSheet):
    code = "officers"
    title = gettext_lazy("Officers")
    record = "member"
    explained = gettext_lazy("One row a term of office: group, name, office, from when until when.")
    ignored = (gettext_lazy("Age"),)
    titled = ("full_name", "ex_officio", *OFFICE, "group", "starts_on")

    def build_columns(self) -> dict[str, Column]:
        return beside_village(officer_columns(self.today, self.villages), self.wider)

    def title_part(self, row: SheetRow, name: str) -> str:
        if name not in OFFICE:
            return super().title_part(row, name)
        if name != "post" or not self.get(row, "post"):
            return ""
        return OfficerTerm(**{fact: self.get(row, fact) for fact in OFFICE}).title

    def doubt_words(self, code: str) -> str:
        if code == "takes_over":
            return _("Somebody else holds this office; that term ends the day before.")
        return super().doubt_words(code)

    def check(self, row: SheetRow) -> None:
        self.check_group(row)
        self.check_person(row)
        self.split_rank(row)
        starts, ends = self.get(row, "starts_on"), self.get(row, "ends_on")
        if starts and ends and ends < starts[:10]:
            self.fault(row, "ends_on", "ends_before", self.before_words("ends_on", "starts_on"))
        faulty = {fault.column for fault in row.faults}
        unnamed = self.needs(row, "post_name") and not self.get(row, "post_name")
        if unnamed and self.place["post_name"] not in faulty:
            self.fault(row, "post_name", "required", _("Write what the office is called."))
        nobody = not any(self.get(row, name) for name in ("number", "full_name", "person_number", "ex_officio"))
        if nobody and self.place["full_name"] not in faulty:
            self.need(row, "full_name")

    def needs(self, row: SheetRow, name: str) -> bool:
        """Nobody is registered along; an office that is none of the usual ones has a name of its own."""
        if name == "post_name":
            return self.get(row, "post") == Post.OTHER and not self.get(row, "number")
        if name == "full_name" and self.get(row, "ex_officio"):
            return False
        return name not in ("sex", "no_nik_reason") and super().needs(row, name)

    def split_rank(self, row: SheetRow) -> None:
        """Sekretaris II in one cell is the post and its rank."""
        post, _bar, rank = (self.get(row, "post") or "").partition("|")
        if rank and self.get(row, "rank") not in (None, int(rank)):
            self.fault(row, "rank", "different", _("The office itself already names another rank."))
        elif rank:
            self.put(row, "rank", int(rank))
        self.put(row, "post", post or None)

    def look_up(self, rows: list[SheetRow]) -> None:
        known = self.terms_called(rows)
        groups = self.find_groups(rows)
        self.load_rosters(groups.values())
        self.load_terms(groups)
        named = {row.number: row for row in rows if row.number in groups and not self.get(row, "number")}
        for number, row in named.items():
            self.take_over(row, groups[number])
        people = {number: row for number, row in named.items() if self.get(row, "full_name") or self.said(row)}
        meant = self.people_meant(people, groups)
        firsts: dict = {}
        for row in rows:
            if row.number in known:
                self.is_about(row, known[row.number], groups.get(row.number))
            elif row.number in named and not row.faults and not row.near:
                self.settle(row, groups[row.number], meant.get(row.number))
            self.refuse_twice(row, firsts)

    def visible_terms(self):
        visible = OfficerTerm.objects.visible_to(self.user).filter(within("group__village", self.areas))
        return visible.select_related("person", "identity", "group").order_by("pk")

    def terms_called(self, rows: list[SheetRow]) -> dict[int, OfficerTerm]:
        numbers = {self.get(row, "number") for row in rows} - {None}
        found = self.visible_terms().in_bulk(numbers) if numbers else {}
        for row in rows:
            if self.get(row, "number") and self.get(row, "number") not in found:
                text = _("There is no such number among the offices of your area. Clear this cell for a new term.")
                self.fault(row, "number", "unknown_number", text)
        return {row.number: found[pk] for row in rows if (pk := self.get(row, "number")) in found}

    def load_terms(self, groups: dict[int, SocialGroup]) -> None:
        self.terms: dict[tuple, list[OfficerTerm]] = {}
        for term in self.visible_terms().filter(group__in={group.pk for group in groups.values()}):
            self.terms.setdefault((term.group_id, term.post, term.rank), []).append(term)

    def settle(self, row: SheetRow, group: SocialGroup, who: Who | None) -> None:
        if who is None and (self.get(row, "full_name") or not self.get(row, "ex_officio")):
            text = _("Nobody like this is registered in your area. Bring her or him in as a member first.")
            self.fault(row, "full_name", "unknown_person", text)
            return
        office = self.terms.get((group.pk, self.get(row, "post"), self.get(row, "rank")), [])
        own = [term for term in office if same_holder(term, who, self.get(row, "ex_officio"))]
        term = self.meant_of(row, own)
        if term is not None:
            self.is_about(row, term, group)
            return
        if who is not None:
            self.compare(row, who)
        if not group.is_open:
            self.fault(row, "group", "closed", _("This group is closed: its officers can only be read."))
        shared = OfficerTerm(post=self.get(row, "post")).is_shared
        present = [term for term in office if term.ends_on is None and term.is_filled]
        if not shared and present and not self.get(row, "ends_on"):
            self.doubt(row, "post", "takes_over")

    def meant_of(self, row: SheetRow, own: list[OfficerTerm]) -> OfficerTerm | None:
        """Of several terms of somebody in one office the one that began then, else the one that is open."""
        starts, ends = self.get(row, "starts_on"), self.get(row, "ends_on")
        for term in own:
            begun = as_atom(term.starts_on, term.starts_on_precision)
            if (starts and begun == starts) or (not starts and ends and as_atom(term.ends_on) == ends):
                return term
        still = next((term for term in own if term.ends_on is None), None)
        earlier = still and starts and ends and still.starts_on and ends < as_atom(still.starts_on)
        return None if earlier else still

    def is_about(self, row: SheetRow, term: OfficerTerm, group: SocialGroup | None) -> None:
        if group is not None and group.pk != term.group_id:
            self.fault(row, "group", "other_group", _("The office of this number belongs to another group."))
            return
        self.take_over(row, term.group)
        if term.who is not None:
            self.compare(row, term.who)
        row.pk, row.version, row.near = term.pk, term.version, []
        row.current = self.atoms_of(row, term)
        if row.changes and not term.group.is_open:
            self.fault(row, "", "closed", _("This group is closed: its officers can only be read."))

    def atoms_of(self, row: SheetRow, term: OfficerTerm) -> list[Atom]:
        current = list(row.atoms)
        current[self.place["number"]] = term.pk
        for name in OWN:
            current[self.place[name]] = as_atom(getattr(term, name))
        current[self.place["starts_on"]] = as_atom(term.starts_on, term.starts_on_precision)
        return current

    def refuse_twice(self, row: SheetRow, firsts: dict) -> None:
        if row.faults:
            return
        who = self.get(row, "person_number") or self.same_in_file(row)
        office = [self.get(row, name) for name in ("group_number", "post", "rank", "starts_on")]
        first = firsts.setdefault(("term", row.pk) if row.pk else (who, *office), row.number)
        if first != row.number:
            text = _("The same term of office stands in row %(row)s already. Leave one of the two out.")
            self.fault(row, "", "twice", text % {"row": first})

    def fetch(self, rows: list[SheetRow]) -> None:
        self.hold_groups(rows)
        self.hold_people(rows)
        self.hold(self.visible_terms(), (row.pk for row in rows))
        self.load_rosters(self.held[SocialGroup].values())

    def save_row(self, row: SheetRow) -> None:
        if row.pk is not None:
            self.correct(row)
            return
        group = self.held_one(SocialGroup, self.get(row, "group_number"))
        if group is None or not group.is_open:
            raise ValidationError(_("This group is closed, or no longer in your area. Check the file again."))
        person, identity = self.holder(row, group)
        facts = {name: self.get(row, name) or "" for name in TEXTS}
        days = {"starts": self.starts(row), "ends": self.ends(row)}
        post, rank = self.get(row, "post"), self.get(row, "rank")
        fill_office(group, post=post, rank=rank, person=person, identity=identity, by=self.user, **days, **facts)

    def holder(self, row: SheetRow, group: SocialGroup) -> tuple[Person | None, IdentityMatch | None]:
        if self.get(row, "person_number"):
            return self.held_person(row), None
        if not self.get(row, "full_name"):
            return None, None
        who = self.on_roster(row, group)
        return (None, who) if isinstance(who, IdentityMatch) else (who, None)

    def starts(self, row: SheetRow) -> PartialDate | None:
        atom = self.get(row, "starts_on")
        return self.columns["starts_on"].widget.value_of(atom) if atom else None

    def ends(self, row: SheetRow) -> date | None:
        atom = self.get(row, "ends_on")
        return date.fromisoformat(atom) if atom else None

    def correct(self, row: SheetRow) -> None:
        term = self.known(OfficerTerm, row)
        for name in OWN:
            if self.place[name] not in row.changes:
                continue
            if name == "starts_on":
                term.starts_on, term.starts_on_precision = self.starts(row)
            else:
                setattr(term, name, self.ends(row) if name == "ends_on" else self.get(row, name))
        term.clean_values()
        correct_term(term, by=self.user)


def same_holder(term: OfficerTerm, who: Who | None, ex_officio: str | None) -> bool:
    """Whether the term is held by `who`, or without anybody by that other office."""
    if who is None:
        return term.who is None and term.ex_officio == ex_officio
    return (type(term.who), term.who and term.who.pk) == (type(who), who.pk)
