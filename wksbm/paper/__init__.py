"""Pages for paper: F4 as offices here use it, one font that has every letter we accept, the same foot on each page."""

from pathlib import Path

from fpdf import FPDF, FontFace

FONTS = Path(__file__).parent / "fonts"
SIZES = {"f4": (215, 330), "a4": (210, 297)}  # millimetres
F4 = "f4"
MARGIN = 18
LINE = 5.5


class Paper(FPDF):
    """`foot` stands at the bottom of every page, with the page's number; `size` is one of SIZES."""

    def __init__(self, *, title: str, foot: str, size: str = F4) -> None:
        super().__init__(orientation="portrait", unit="mm", format=SIZES[size])
        self.foot = foot
        self.add_font("house", "", FONTS / "DejaVuSansCondensed.ttf")
        self.add_font("house", "B", FONTS / "DejaVuSansCondensed-Bold.ttf")
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + LINE)
        self.set_title(title)
        self.add_page()
        self.begin()
        self.plain()

    def begin(self) -> None:
        """The head of the first page."""
        self.set_font("house", "B", 14)
        self.multi_cell(0, 7, self.title, new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.set_font("house", "", 8)
        self.multi_cell(0, 4, f"{self.foot} · {self.page_no()}/{{nb}}", align="L")

    def plain(self) -> None:
        self.set_font("house", "", 10)

    def say(self, text: str) -> None:
        self.multi_cell(0, LINE, text, new_x="LMARGIN", new_y="NEXT")

    def rows(
        self, headings: list[str], rows: list[list[str]], widths: tuple[int, ...], *, height: float | None = None
    ) -> None:
        """A table whose headings come again on every page; `widths` are parts of the whole, `height` a row's least."""
        self.ln(3)
        bold = FontFace(emphasis="BOLD", fill_color=(237, 228, 210))
        with self.table(col_widths=widths, headings_style=bold, line_height=LINE, text_align="LEFT") as table:
            for cells in [headings, *rows]:
                row = table.row(min_height=height)
                for cell in cells:
                    row.cell(str(cell))
        self.ln(3)

    def file(self) -> bytes:
        return bytes(self.output())
