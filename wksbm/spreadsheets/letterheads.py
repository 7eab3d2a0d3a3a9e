"""What stands above and below a list that goes to an office: whose it is, what it is, who signs it."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wksbm.accounts.models import Duty, User
from wksbm.regions.codes import level_of
from wksbm.regions.models import Kind, Region
from wksbm.spreadsheets.writing import Cell

LEAST_LEVEL = 2  # below a province: a regency has a Dinas
FROM_RIGHT = 3  # columns between the beginning of the signature and the right edge


class Office(NamedTuple):
    """The regency whose Dinas a list belongs to, and the duty in which it is signed."""

    regency: Region
    duty: Duty


def office_of(user: User) -> Office | None:
    """Of the duty in which the user acts, or of his first below a province; None without one."""
    officers = (duty for duty in user.duties_now if duty.role != "viewer")
    duty = next((duty for duty in officers if level_of(duty.region_id or "") >= LEAST_LEVEL), None)
    return Office(Region.objects.get(pk=duty.region_id[:5]), duty) if duty else None


def letterhead(office: Office, title: str, on: date) -> list[list[Cell]]:
    """The lines above the table; the first is the largest, the last one blank."""
    below = [] if office.duty.region_id == office.regency.pk else [[str(office.duty.region).upper()]]
    return [
        [(_("Government of %(place)s") % {"place": office.regency}).upper()],
        [_("Social Services Office").upper()],
        *below,
        [""],
        [str(title).upper()],
        [_("As on %(day)s") % {"day": date_format(on, "DATE_FORMAT")}],
        [""],
    ]


def signatories(office: Office, today: date, width: int) -> list[list[Cell]]:
    """The lines below a table of so many columns: place and day, the title, room to sign, a line for the name."""
    aside = [""] * max(0, width - FROM_RIGHT)
    day = date_format(today, "DATE_FORMAT")
    told = [f"{office.duty.region.name}, {day}", signer(office), "", "", "", "." * 30, _("Staff number (NIP):")]
    return [[*aside, line] for line in told]


def signer(office: Office) -> str:
    """The title of whoever signs."""
    region = office.duty.region
    place = {"place": region}
    village = _("Lurah of %(place)s") if region.kind == Kind.KELURAHAN else _("Head of %(place)s")
    titles = {
        "village": village % {"place": region.name if region.kind == Kind.KELURAHAN else region},
        "tksk": _("TKSK of %(place)s") % place,
        "dinas": _("Head of the Social Services Office of %(place)s") % place,
    }
    return titles[office.duty.role]
