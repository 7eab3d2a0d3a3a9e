"""What is odd about a file, in words: hidden rows and sheets that are counted too, merged cells, columns twice."""

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.writing.workbooks import lists_name

SHOWN = 5  # names or ranges
LAST_ROW = re.compile(r"\d+\Z")


def notes_of(batch: ImportBatch) -> list[str]:
    """About the chosen sheet and the file as a whole."""
    index = batch.options.get("index")
    texts = [
        text
        for code, facts in batch.facts.get("notes", [])
        if facts.get("sheet", index) == index and (text := note(code, facts, batch))
    ]
    if twice := batch.options.get("twice"):
        texts.append(_("Not read, because a column before it means the same: %(names)s.") % {"names": some(twice)})
    if hidden := batch.facts.get("hidden"):
        text = _("%(names)s: cells that somebody has hidden (••••) are not read. Nothing is taken from them, what the registry knows stays.")  # fmt: skip  # noqa: E501
        texts.append(text % {"names": some(hidden)})
    if batch.is_open and batch.held_back:
        texts.append(batch.held_back)
    return texts


def hidden_in(sheet: SheetImport) -> list[str]:
    """The columns with cells in which a number was hidden."""
    return [str(column.column_name) for column in sheet.columns.values() if column.widget.hidden]


def note(code: str, facts: dict, batch: ImportBatch) -> str:
    count = facts.get("count", 0)
    if code == "hidden_rows":
        text = ngettext("%(count)s hidden row was read as well.", "%(count)s hidden rows were read as well.", count)
        return text % {"count": count}
    if code == "hidden_columns":
        text = ngettext(
            "%(count)s hidden column was read as well.", "%(count)s hidden columns were read as well.", count
        )
        return text % {"count": count}
    if code == "hidden_sheets":
        names = [batch.facts["sheets"][place][0] for place in facts["sheets"]]
        names = [name for name in names if name not in our_lists()]
        return _("Hidden sheets were not read: %(names)s.") % {"names": some(names)} if names else ""
    if code == "merged":
        ranges = below_header(facts, batch.options.get("header", 0))
        text = _("Merged cells: %(ranges)s. A row of records among them is refused.")
        return text % {"ranges": some(ranges)} if ranges else ""
    return _("This file counts days from 1904; they were converted.") if code == "date1904" else ""


def below_header(facts: dict, header: int) -> list[str]:
    """The merged ranges among the rows; those of the letterhead harm nobody. All of them where not all are known."""
    ranges = facts["ranges"]
    below = [one for one in ranges if int(LAST_ROW.search(one)[0]) > header]
    return below if below or facts["count"] == len(ranges) else ranges


def our_lists() -> set[str]:
    """What the hidden sheet of our own workbooks is called."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(lists_name())
    return found


def some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
