"""The roster of a group on paper: to be corrected by hand, with room for those who join; and a sheet for changes."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.faces import name_of, place_of, reached
from members.identity_forms import OwnEnrolForm
from members.models import Membership
from wksbm.paper.questions import Question
from wksbm.paper.twin import ROWS, TICK, Sheet

EMPTY_ROWS, BLANK_ROWS = 8, 20
# The questions of the screen for a new name, in its order, with their width on paper; 0 is asked there alone.
NEW_NAMES = {"name": 46, "sex": 9, "birth_date": 25, "rt": 9, "rw": 9, "hint": 34, "joined_on": 24, "channel": 0}


def draw_roster(sheet: Sheet, *, user, members: list[Membership]) -> None:
    if members:
        sheet.part(_("Members: tick who stays and who left"), below=ROWS)
        headings = [
            _("No."),
            _("Name"),
            _("L/P"),
            _("Born"),
            _("RT/RW"),
            _("Stays"),
            _("Left"),
            _("Last day"),
            _("Why"),
        ]
        sheet.grid(headings, [_cells(user, row) for row in members], (11, 48, 9, 14, 20, 14, 14, 26, 34), empty=0)
        sheet.say(_("Why: %(kinds)s.") % {"kinds": ", ".join(str(label) for label in Membership.Leaving.labels)})
    sheet.part(_("New names"), below=ROWS)
    draw_new_names(sheet, EMPTY_ROWS if members else BLANK_ROWS)


def _cells(user, row: Membership) -> list[str]:
    """The year of birth alone: enough to tell two of one name apart, and no more than everybody here may see."""
    who, number = reached(user, row), "" if row.number is None else str(row.number)
    known = who is not None and who.birth_date and user.field_level("birth_date", who) != "absent"
    year = date_format(who.birth_date, "Y") if known else ""
    place = "/".join(filter(None, [who.rt, who.rw])) if place_of(user, row) else ""
    return [number, name_of(user, row), who.sex if who else "", year, place, TICK, TICK, "", ""]


def draw_new_names(sheet: Sheet, rows: int) -> None:
    labels = {"name": _("Name"), "sex": _("L/P"), "birth_date": _("Born"), "rt": _("RT"), "rw": _("RW")}
    names = [pointer.name for pointer in OwnEnrolForm.layout.get_field_names() if NEW_NAMES[pointer.name]]
    asked = [labels.get(name) or str(OwnEnrolForm.base_fields[name].label) for name in names]
    widths = (9, *(NEW_NAMES[name] for name in names), 28)
    sheet.grid([_("No."), *asked, _("Signature")], [], widths, empty=rows)


def draw_changes(sheet: Sheet) -> None:
    sheet.part(_("Left the group"), below=ROWS)
    headings = [_("No."), _("Name"), _("Last day"), _("Why"), _("Signature")]
    sheet.grid(headings, [], (9, 62, 28, 48, 32), empty=BLANK_ROWS // 2)
    sheet.part(_("Joined the group"), below=ROWS)
    draw_new_names(sheet, BLANK_ROWS // 2)


def draw_head(sheet: Sheet) -> None:
    """Which group a blank sheet is about, and which day."""
    for label in (_("Group"), _("Desa or kelurahan")):
        sheet.ask(Question(label))
    sheet.ask(Question(_("Day of this sheet"), is_day=True))
