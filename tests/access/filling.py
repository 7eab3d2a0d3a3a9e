"""What a deed sends: the form of a page filled in for a target, and the same about what was never there."""

import re

from tests import factories
from tests.access.deeds import Deed, said
from tests.access.world import Rows

NEVER = "987654321"
NOWHERE = f"/warga/{NEVER}/"
NO_PLACE = {"village": "99.99.99.9999", "region": "99.99.99.9999", "group": NEVER}


def filled(deed: Deed, rows: Rows, form: dict) -> dict:
    """What the form would send with the deed's words typed in; the password where one is asked for."""
    data = form | {said(name, rows): said(value, rows) for name, value in deed.typed.items()}
    if "password" in data:
        data["password"] = factories.PASSWORD
    for name in ("village", "region"):
        if isinstance(data.get(name), str) and data[name]:
            data |= placed(name, data[name])
    return {name: value for name, value in data.items() if value is not None}


def placed(name: str, code: str) -> dict:
    """What the picker sends when the code is chosen level by level."""
    above = {f"{name}_{level}": code[:length] for level, length in (("province", 2), ("regency", 5), ("district", 8))}
    return above | {name: code}


def unknown(url: str) -> str:
    """The same address with numbers that were never given."""
    return re.sub(r"[0-9]{5,}", NEVER, url)
