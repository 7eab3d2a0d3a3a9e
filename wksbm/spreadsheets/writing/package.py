"""The parts of a workbook beside its sheets (ECMA-376: SpreadsheetML in an OPC package)."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LONGEST_NAME = 31
HIDDEN = ' state="hidden"'
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


class Sheet(NamedTuple):
    """`filtered`, `titles`: the ranges of the filter and of the rows above each printed page; "" for none."""

    name: str
    filtered: str = ""
    titles: str = ""
    hidden: bool = False


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel takes: 31 characters, none of []:*?/\\, no quote at the edge, each once whatever its case."""
    names: list[str] = []
    for name in wanted:
        fit = "".join(char for char in str(name).translate(FORBIDDEN) if char.isprintable()).strip("' ") or "-"
        fit, number = shortened(fit).rstrip("' "), 1
        base, taken = fit, {other.casefold() for other in names} | {"history"}
        while fit.casefold() in taken:
            number += 1
            end = f" ({number})"
            fit = base[: LONGEST_NAME - len(end)] + end
        names.append(fit)
    return names


def shortened(name: str) -> str:
    """Its first 31 characters, without a bracket that would stay open."""
    cut = name[:LONGEST_NAME]
    before, _bracket, inside = cut.rpartition("(")
    return before if len(name) > LONGEST_NAME and before and ")" not in inside else cut


def quoted(name: str) -> str:
    """A sheet's name as it stands in a range."""
    return "'" + name.replace("'", "''") + "'"


def content_types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{parts}</Types>'
    )


def relations(*parts: tuple[str, str]) -> str:
    """The targets of a part by their kinds; the first is rId1."""
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


def workbook_relations(sheets: int) -> str:
    """rId1 is the first sheet, the last one the styles."""
    listed = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, sheets + 1)]
    return relations(*listed, ("styles", "styles.xml"))


def workbook_xml(sheets: Sequence[Sheet], active: int) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}"{HIDDEN * sheet.hidden} r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    names = "".join(_names(sheet, place) for place, sheet in enumerate(sheets))
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<bookViews><workbookView activeTab="{active}"/></bookViews><sheets>{listed}</sheets>{defined}</workbook>'
    )


def _names(sheet: Sheet, place: int) -> str:
    told = ""
    if sheet.filtered:
        reach = escape(f"{quoted(sheet.name)}!{sheet.filtered}")
        told += f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">{reach}</definedName>'
    if sheet.titles:
        reach = escape(f"{quoted(sheet.name)}!{sheet.titles}")
        told += f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{reach}</definedName>'
    return told
