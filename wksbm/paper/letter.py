"""A page with a letterhead at its beginning and signatures at its end."""

from typing import NamedTuple

from wksbm.paper import LINE, MARGIN, Paper

SPACE = 20  # for a signature, in millimetres
THICK, THIN = 0.8, 0.2


class Signatory(NamedTuple):
    """`office` over the line, `name` under it; without a name the line stays empty."""

    office: str
    name: str = ""


class Letter(Paper):
    """`head`: what issues it, in large letters; `place` and `contact` in the small lines under it."""

    def __init__(self, *, head: str, place: str, contact: str, **paper) -> None:
        self.head, self.place, self.contact = head, place, contact
        super().__init__(**paper)

    def begin(self) -> None:
        self.centred(self.head, 15, bold=True)
        for line in filter(None, (self.place, self.contact)):
            self.centred(line, 10)
        self.ln(1.5)
        for width, gap in ((THICK, 1), (THIN, 4)):
            self.set_line_width(width)
            self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
            self.ln(gap)
        self.centred(self.title, 12, bold=True)

    def centred(self, text: str, size: int, *, bold: bool = False) -> None:
        self.set_font("house", "B" if bold else "", size)
        self.multi_cell(0, size * 0.45, text, align="C", new_x="LMARGIN", new_y="NEXT")
        self.plain()

    def sign(self, dated: str, signatories: list[Signatory], seen_by: Signatory) -> None:
        """Side by side, whoever takes note of it below them; never torn apart by the end of a page."""
        if self.will_page_break(2 * (SPACE + 4 * LINE) + LINE):
            self.add_page()
        self.ln(2)
        self.cell(0, LINE, dated, align="R", new_x="LMARGIN", new_y="NEXT")
        width = self.epw / len(signatories)
        self._line_up([(MARGIN + place * width, width, who) for place, who in enumerate(signatories)])
        self._line_up([(MARGIN + self.epw / 4, self.epw / 2, seen_by)])

    def _line_up(self, places: list[tuple[float, float, Signatory]]) -> None:
        top = bottom = self.get_y()
        for left, width, who in places:
            self.set_xy(left, top)
            self.multi_cell(width, LINE, who.office, align="C", new_x="LEFT", new_y="NEXT")
            bottom = max(bottom, self.get_y())
        for left, width, who in places:
            self.set_xy(left, bottom + SPACE)
            self.multi_cell(width, LINE, who.name or "." * 36, align="C", new_x="LEFT", new_y="NEXT")
        self.set_xy(MARGIN, bottom + SPACE + 2 * LINE)
