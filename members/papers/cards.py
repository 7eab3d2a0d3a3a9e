"""Membership cards: name, number, group, until when, a box for a photo, and the person's page as a QR code.

No NIK and no birth date: a card gets lost. The page behind the code asks for sign-in, area and right as always.
"""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Membership
from wksbm.paper import Paper
from wksbm.paper.qr import draw_qr, squares_of

WIDE, HIGH = 85.6, 53.98  # millimetres, as a KTP
GAP = 3
MARGIN_OF_PRINTERS = 8
QR, QUIET = 20, 2
PHOTO = (20, 27)
EDGE = 4


class CardPages(Paper):
    """Two cards side by side, as many pairs under each other as the page holds, with lines to cut along."""

    def begin(self) -> None:
        """Nothing: a page of cards has no head."""

    def footer(self) -> None:
        """Nothing: it would be cut off."""

    def draw(self, members: list[Membership], *, valid_until: date, name: Callable, address: Callable) -> bytes:
        self.set_auto_page_break(False)
        rows = int((self.h - 2 * MARGIN_OF_PRINTERS) // (HIGH + GAP))
        left, top = (self.w - 2 * WIDE - GAP) / 2, (self.h - rows * (HIGH + GAP) + GAP) / 2
        for place, row in enumerate(members):
            on_page = place % (2 * rows)
            if place and not on_page:
                self.add_page()
            x, y = left + on_page % 2 * (WIDE + GAP), top + on_page // 2 * (HIGH + GAP)
            self.card(x, y, row, name(row), address(row), valid_until)
        return self.file()

    def card(self, x: float, y: float, row: Membership, name: str, address: str, until: date) -> None:
        self.set_draw_color(132, 118, 95)
        self.rect(x, y, WIDE, HIGH)
        self.write_in(x + EDGE, y + 3, WIDE - 2 * EDGE, str(row.group), 11, bold=True, lines=1)
        self.write_in(x + EDGE, y + 8.5, WIDE - 2 * EDGE, _("Membership card"), 8, lines=1)
        self.line(x, y + 13.5, x + WIDE, y + 13.5)
        self.photo(x + EDGE, y + 16.5)
        middle = x + EDGE + PHOTO[0] + 3
        width = WIDE - PHOTO[0] - QR - 2 * EDGE - 3 - QUIET
        self.write_in(middle, y + 16.5, width, name, 10, bold=True, lines=3)
        number = _("No. %(number)s") % {"number": row.number} if row.number else ""
        self.write_in(middle, y + 32, width, number, 9, lines=1)
        self.write_in(middle, y + 37, width, str(row.group.village), 8, lines=2)
        draw_qr(self, squares_of(address), x + WIDE - EDGE - QR, y + 16.5, QR)
        valid = _("Valid until %(day)s") % {"day": date_format(until, "DATE_FORMAT")}
        self.write_in(x + EDGE, y + HIGH - 7, WIDE - 2 * EDGE, valid, 8, lines=1)

    def photo(self, x: float, y: float) -> None:
        self.rect(x, y, *PHOTO)
        self.set_text_color(132, 118, 95)
        self.write_in(x, y + PHOTO[1] / 2 - 2, PHOTO[0], _("Photo"), 8, lines=1, align="C")
        self.set_text_color(0)

    def write_in(self, x, y, width, text, size, *, bold=False, lines=1, align="L") -> None:
        """The text in so many lines; smaller letters where it would take more, a dot at the end where even they do."""
        for smaller in (size, size - 1.5, size - 3):
            self.set_font("house", "B" if bold else "", smaller)
            found = self.multi_cell(width, text=text, dry_run=True, output="LINES")
            if len(found) <= lines:
                break
        if len(found) > lines:
            found = [*found[: lines - 1], found[lines - 1].rstrip() + "…"]
        for place, line in enumerate(found):
            self.set_xy(x, y + place * smaller * 0.45)
            self.cell(width, smaller * 0.45, line, align=align)
