"""QR codes as filled rectangles: sharp at any resolution, without a picture."""

from itertools import groupby

import segno
from fpdf import FPDF

Squares = list[list[int]]


def squares_of(address: str) -> Squares:
    return [list(row) for row in segno.make(address, error="m", micro=False).matrix]


def draw_qr(page: FPDF, squares: Squares, left: float, top: float, size: float) -> None:
    """One rectangle for each run of dark squares; the quiet edge of four squares is for the caller to leave."""
    side = size / len(squares)
    page.set_fill_color(0)
    for line, row in enumerate(squares):
        for dark, run in groupby(range(len(row)), key=row.__getitem__):
            places = list(run)
            if dark:
                page.rect(left + places[0] * side, top + line * side, len(places) * side, side, style="F")
