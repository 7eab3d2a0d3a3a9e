"""Where a printed table disagrees with itself. It is said, never repaired and never hidden."""

from django.utils.translation import gettext as _

from wksbm.regions.models import Tally
from wksbm.templatetags.rukun import number


def disagreement(name: str, parts: list[int | None], printed: int | None) -> str:
    """The sentence for a printed total that its cells do not give; "" while the unknown cells may explain it."""
    known = [part for part in parts if part is not None]
    added = sum(known)
    if printed is None or not known or added == printed:
        return ""
    values = {"name": name, "added": number(added), "printed": number(printed)}
    if len(known) == len(parts):
        return _("%(name)s: the cells add up to %(added)s, the printed total is %(printed)s.") % values
    if added > printed:
        return _("%(name)s: the known cells alone add up to %(added)s, the printed total is %(printed)s.") % values
    return ""


def quoted(tally: Tally) -> str:
    return f"{tally.label_as_printed}: {tally.note}" if tally.note else ""


def disagreeing_totals(by_rows: int | None, by_columns: int | None, grand: int | None) -> str:
    """The sentence for row totals, column totals and grand total, all as printed, that are not the same number."""
    if len({by_rows, by_columns, grand} - {None}) < 2:
        return ""
    facts = (
        (_("the printed row totals add up to %(number)s"), by_rows),
        (_("the printed column totals add up to %(number)s"), by_columns),
        (_("the printed grand total is %(number)s"), grand),
    )
    said = ", ".join(words % {"number": number(value)} for words, value in facts if value is not None)
    return _("The source disagrees with itself: %(said)s.") % {"said": said}
