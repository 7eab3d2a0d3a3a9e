"""The roster of a day as offices file it: letterhead, a row a member with room to sign, signatories."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import SocialGroup
from members.faces import age_of, holder_of, name_of, place_of, reached
from members.models import Membership, OfficerTerm
from members.models.office import held_by
from wksbm.accounts.models import User
from wksbm.paper.letter import Letter, Signatory
from wksbm.regions.models import Kind, Region

WIDTHS = (9, 48, 9, 18, 18, 22, 27, 28)
TO_SIGN_IN = 8.5  # millimetres
Post = OfficerTerm.Post


class RosterPaper:
    def __init__(self, group: SocialGroup, on: date, *, by: User, foot: str, size: str) -> None:
        self.group, self.on, self.user = group, on, by
        title = _("Members on %(day)s") % {"day": date_format(on, "DATE_FORMAT")}
        contact = " · ".join(filter(None, [group.secretariat, group.phone]))
        self.letter = Letter(
            head=group.name, place=place_line(group.village), contact=contact, title=title, foot=foot, size=size
        )

    def draw(self, members: list[Membership], terms: list[OfficerTerm]) -> bytes:
        headings = [
            _("No."), _("Name"), _("L/P"), self.birth_heading(), _("RT/RW"), _("Since"), _("Office"),
            _("Signature"),
        ]  # fmt: skip
        self.letter.rows(headings, [self.cells(row, terms) for row in members], WIDTHS, height=TO_SIGN_IN)
        count = ngettext("%(count)s member.", "%(count)s members.", len(members)) % {"count": len(members)}
        self.letter.say(count)
        self.list_others(members, terms)
        self.letter.sign(self.dated(), self.signatories(terms), self.seen_by())
        return self.letter.file()

    def birth_heading(self) -> str:
        return _("Year of birth") if self.user.field_level("birth_date", self.group) == "year" else _("Age")

    def cells(self, row: Membership, terms: list[OfficerTerm]) -> list[str]:
        user, who = self.user, reached(self.user, row)
        return [
            str(row.number or ""),
            name_of(user, row),
            who.sex if who else "",
            age_of(user, row, self.on),
            place_of(user, row),
            row.joined_words,
            ", ".join(term.title for term in terms if held_by(term, row)),
            "",
        ]

    def list_others(self, members: list[Membership], terms: list[OfficerTerm]) -> None:
        """Officers who are no members stand under the table: a founder, advisers, a helper; and what is vacant."""
        rows = [
            [term.title, holder_of(self.user, term), term.since_words if term.is_filled else ""]
            for term in terms
            if not any(held_by(term, row) for row in members)
        ]
        if rows:
            self.letter.rows([_("Office"), _("Not on the list of members"), _("Since")], rows, (50, 90, 38))

    def dated(self) -> str:
        return f"{self.group.village.name}, {date_format(self.group.village.today(), 'DATE_FORMAT')}"

    def signatories(self, terms: Iterable[OfficerTerm]) -> list[Signatory]:
        """Chair and secretary of that day; the first of several secretaries."""
        found = []
        for post in (Post.CHAIR, Post.SECRETARY):
            term = next((term for term in terms if term.post == post), None)
            found.append(Signatory(term.title if term else str(post.label), name_of(self.user, term) if term else ""))
        return found

    def seen_by(self) -> Signatory:
        place = self.group.village
        head = _("Lurah %(place)s") if place.kind == Kind.KELURAHAN else _("Kepala Desa %(place)s")
        return Signatory(_("Taken note of") + "\n" + head % {"place": place.name})


def place_line(village: Region) -> str:
    """Desa Penfui Timur, Kecamatan Kupang Tengah, Kabupaten Kupang."""
    district = village.parent
    return ", ".join(str(place) for place in (village, district, district.parent))
