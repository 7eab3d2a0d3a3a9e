"""What a record holds, as the cells of a sheet say it: so that both can be compared."""

from datetime import date

from wksbm.dates import Precision
from wksbm.spreadsheets.answers import BETWEEN
from wksbm.spreadsheets.cells import Atom


def as_atom(value, precision: str = Precision.DAY) -> Atom:
    """None for whatever is blank; a day with its precision as PartialDayCell reads it, codes as CodesCell does."""
    if value is None or value in ("", []):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat() if precision == Precision.DAY else f"{value.isoformat()}|{precision}"
    return BETWEEN.join(value) if isinstance(value, list) else value
