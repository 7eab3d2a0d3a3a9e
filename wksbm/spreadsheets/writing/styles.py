"""The looks of cells: each kind of value, plain and in each mark, under one number."""

from wksbm.spreadsheets.writing.package import DECLARATION, MAIN

TEXT = 49  # the built-in number format "@"
DAY, MOMENT = 164, 165
KINDS = {
    # kind: number format, font, border, alignment (numbers keep off the next column: 1 9908, not 19908)
    "general": (0, 0, 0, ""),
    "text": (TEXT, 0, 0, ""),
    "number": (0, 0, 0, 'horizontal="right" indent="1"'),
    "day": (DAY, 0, 0, 'horizontal="left"'),
    "moment": (MOMENT, 0, 0, 'horizontal="left"'),
    "head": (TEXT, 1, 1, ""),
    "wrapped head": (TEXT, 1, 1, 'horizontal="center" vertical="center" wrapText="1"'),
    "wrapped": (TEXT, 0, 0, 'vertical="top" wrapText="1"'),
    "title": (TEXT, 2, 0, 'horizontal="center"'),
    "centred": (TEXT, 0, 0, 'horizontal="center"'),
}
FILLS = {"bad": "FFFFC7CE", "doubt": "FFFFEB9C", "good": "FFC6EFCE"}
PATTERNS = 2  # fills that every workbook begins with
MARKS = ("", *FILLS)
SIDES = ("left", "right", "top", "bottom")
RULED = 0  # the one look that a condition lays over cells: lines around each
NUMBERS = {(kind, mark): place for place, (mark, kind) in enumerate((m, k) for m in MARKS for k in KINDS)}


def style(kind: str, mark: str = "") -> int:
    """The number of a look; KeyError for a mark or a kind that there is not."""
    return NUMBERS[mark, ""] if mark in ("head", "wrapped") else NUMBERS[kind, mark]


def styles_xml() -> str:
    looks = "".join(_look(kind, mark) for kind, mark in NUMBERS)
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
        for colour in FILLS.values()
    )
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
        f'<numFmts count="2"><numFmt numFmtId="{DAY}" formatCode="dd/mm/yyyy"/>'
        f'<numFmt numFmtId="{MOMENT}" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
        f'<fonts count="3">{_font(11)}{_font(11, "<b/>")}{_font(14, "<b/>")}</fonts>'
        f'<fills count="{PATTERNS + len(FILLS)}"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border><left/><right/><top/>{_thin('bottom')}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(NUMBERS)}">{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        f'<dxfs count="1"><dxf><border>{"".join(map(_thin, SIDES))}</border></dxf></dxfs>'
        "</styleSheet>"
    )


def _thin(side: str) -> str:
    return f'<{side} style="thin"><color auto="1"/></{side}>'


def _font(size: int, weight: str = "") -> str:
    return f'<font>{weight}<sz val="{size}"/><name val="Calibri"/><family val="2"/></font>'


def _look(kind: str, mark: str) -> str:
    number, font, border, alignment = KINDS[kind]
    fill = PATTERNS + list(FILLS).index(mark) if mark else 0
    head = (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1"'
        ' applyFont="1" applyFill="1" applyBorder="1"'
    )
    return f'{head} applyAlignment="1"><alignment {alignment}/></xf>' if alignment else f"{head}/>"
