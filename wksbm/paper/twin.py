"""Sheets that are filled in by hand and keyed in afterwards: each page carries the code of its screen, as QR too."""

from fpdf import FontFace

from wksbm.paper import LINE, MARGIN, Paper
from wksbm.paper.qr import draw_qr, squares_of
from wksbm.paper.questions import Question

QR = 20  # millimetres
LABEL = 58
BOX = 3.6
SQUARE = 6
GAP = 1.5
SMALL = 8
ROW = 8.5
ROWS = 5 * ROW  # what of a table at least stands under its heading
SMALL_LINE = 3.8

TICK = "☐"
BIG = {"style": FontFace(size_pt=15), "align": "CENTER"}


class Sheet(Paper):
    """`about` stands under the title, `address` (absolute) goes into the QR, `code` is what may be typed instead."""

    def __init__(self, *, title: str, about: str, code: str, address: str, foot: str, **paper) -> None:
        self.about, self.code = about, code
        self.squares = squares_of(address)
        super().__init__(title=title, foot=foot, **paper)

    def begin(self) -> None:
        """Nothing: the head stands on every page."""

    def header(self) -> None:
        draw_qr(self, self.squares, self.w - MARGIN - QR, MARGIN, QR)
        self.set_y(MARGIN)
        self.set_font("house", "B", 13)
        self.multi_cell(self.epw - QR - 4, 6, self.title, new_x="LMARGIN", new_y="NEXT")
        self.set_font("house", "", 10)
        self.multi_cell(self.epw - QR - 4, LINE, self.about, new_x="LMARGIN", new_y="NEXT")
        self.set_xy(self.w - MARGIN - QR - 6, MARGIN + QR)
        self.set_font("house", "B", 10)
        self.cell(QR + 6, LINE, self.code, align="R")
        self.set_xy(MARGIN, max(self.get_y() + LINE, MARGIN + QR + LINE) + 1)

    def grid(self, headings: list[str], rows: list[list[str]], widths: tuple[int, ...], *, empty: int) -> None:
        """A table to write into: the known rows, then empty ones; its headings come again on every page."""
        self.set_font("house", "", 9)
        bold = FontFace(emphasis="BOLD", fill_color=(237, 228, 210))
        look = {"col_widths": widths, "headings_style": bold, "line_height": 4.5, "text_align": "LEFT", "padding": 1}
        with self.table(**look) as table:
            for cells in [headings, *rows, *[[""] * len(headings)] * empty]:
                row = table.row(min_height=ROW)
                for cell in cells:
                    row.cell(cell, **(BIG if cell == TICK else {}))
        self.ln(2)
        self.plain()

    def part(self, title: str, *, below: float = 4 * LINE) -> None:
        """A heading that never stands alone at the foot of a page: so much follows it there, in millimetres."""
        if self.will_page_break(below):
            self.add_page()
        self.ln(2)
        self.set_font("house", "B", 11)
        self.multi_cell(0, 6.5, title, new_x="LMARGIN", new_y="NEXT")
        self.plain()

    def ask(self, question: Question) -> None:
        """The question at the left, at the right its boxes, or ruled lines with what is known already."""
        height = max(self._label_height(question), self._answer_height(question)) + GAP
        if self.will_page_break(height):
            self.add_page()
        top = self.get_y()
        self._write_label(question)
        self.set_xy(MARGIN + LABEL, top)
        self._tick(question.boxes) if question.boxes else self._rule(question, top)
        self.set_xy(MARGIN, top + height)

    def _label_height(self, question: Question) -> float:
        self.plain()
        lines = self.multi_cell(LABEL - 3, LINE, question.label, dry_run=True, output="LINES")
        self.set_font("house", "", SMALL)
        small = self.multi_cell(LABEL - 3, SMALL_LINE, question.help, dry_run=True, output="LINES")
        return len(lines) * LINE + (len(small) * SMALL_LINE if question.help else 0)

    def _write_label(self, question: Question) -> None:
        self.plain()
        self.multi_cell(LABEL - 3, LINE, question.label, new_x="LMARGIN", new_y="NEXT", align="L")
        if question.help:
            self.set_font("house", "", SMALL)
            self.multi_cell(LABEL - 3, SMALL_LINE, question.help, new_x="LMARGIN", new_y="NEXT", align="L")
        self.plain()

    def _answer_height(self, question: Question) -> float:
        self.plain()
        if question.boxes:
            return (self._rows_of(question.boxes)[-1][0] + 1) * (LINE + 1)
        return self._ruled(question) * (LINE + 2)

    def _rows_of(self, boxes) -> list[tuple[int, float, str, bool]]:
        """(row, x within the row, words, ticked) of every box, as many in a row as fit."""
        row, x, placed, room = 0, 0.0, [], self.epw - LABEL
        for words, ticked in boxes:
            width = BOX + 2 + self.get_string_width(words) + 5
            if x and x + width > room:
                row, x = row + 1, 0.0
            placed.append((row, x, words, ticked))
            x += width
        return placed

    def _tick(self, boxes) -> None:
        left, top = self.get_x(), self.get_y()
        for row, x, words, ticked in self._rows_of(boxes):
            y = top + row * (LINE + 1)
            self.box(left + x, y + 1, ticked=ticked)
            self.set_xy(left + x + BOX + 1, y)
            self.cell(None, LINE, words)

    def box(self, x: float, y: float, *, ticked: bool = False) -> None:
        self.rect(x, y, BOX, BOX)
        if ticked:
            self.line(x, y, x + BOX, y + BOX)
            self.line(x, y + BOX, x + BOX, y)

    def _ruled(self, question: Question) -> int:
        known = self.multi_cell(self.epw - LABEL, LINE, question.known, dry_run=True, output="LINES")
        return max(question.lines, len(known) if question.known else 0)

    def _rule(self, question: Question, top: float) -> None:
        left, right = MARGIN + LABEL, self.w - MARGIN
        if question.is_day and not question.known:
            self.cell(None, LINE, "____ / ____ / ________")
            return
        if question.digits and not question.known:
            for place in range(question.digits):
                self.rect(left + place * SQUARE + place // 4 * 2, top, SQUARE, SQUARE)  # in fours, as on the card
            return
        for number in range(self._ruled(question)):
            y = top + (number + 1) * (LINE + 2) - 2
            self.line(left, y, right, y)
        if question.known:
            self.multi_cell(right - left, LINE + 2, question.known, align="L")
