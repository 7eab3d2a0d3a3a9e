"""A region's code is its path: 73, 73.08, 73.08.21, 73.08.21.1001. All that follows from this without the database."""

import re
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db.models import IntegerChoices, Q
from django.utils.translation import gettext_lazy as _

from wksbm.text import clean_line

CODE = re.compile(r"([0-9]{2})(?:\.?([0-9]{2})(?:\.?([0-9]{2})(?:\.?([0-9]{4}))?)?)?\Z")


class Level(IntegerChoices):
    PROVINCE = 1, _("Province")
    REGENCY = 2, _("Regency or city")
    DISTRICT = 3, _("District")
    VILLAGE = 4, _("Village")


def normalise_code(text: str) -> str:
    """The code as it is stored: dots added (7308211001), blanks around and invisible characters gone.

    Raises ValidationError when `text` is no code. Whether there is such a region is another question.
    """
    match = CODE.match(str(text)) or CODE.match(clean_line(text))
    if not match:
        raise ValidationError(_("Write the code of the region with its dots, for example 73.08.21.1001."), "code")
    return ".".join(part for part in match.groups() if part)


def path_of(code: str) -> list[str]:
    """The codes from the province down to `code` itself; of "" none."""
    parts = code.split(".") if code else []
    return [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def level_of(code: str) -> int:
    """1 province, 2 regency, 3 district, 4 village; 0 for "", the whole country."""
    return len(path_of(code))


def parent_of(code: str) -> str:
    """The code one level up; "" above a province."""
    return code.rpartition(".")[0]


def lies_under(code: str, area: str) -> bool:
    """Is `code` the area itself or anything in it? "" is the whole country."""
    return area in ("", code) or code.startswith(f"{area}.")


def common_area(areas: list[str]) -> str:
    """The smallest region that holds all of `areas`; "" when that is the whole country or there are none."""
    shared = ""
    for codes in zip(*map(path_of, areas), strict=False):
        if len(set(codes)) > 1:
            break
        shared = codes[0]
    return shared


def under(field: str, code: str) -> Q:
    """Everything at or under `code` as one range on the column of `field` itself: no join, and the index serves it.

    `field` is a foreign key to Region or a CodeField; a `code` of "" means everything.
    """
    # "." comes right before "/" and both come before the digits, so [code, code + "/") holds the code and its subtree.
    return Q(**{f"{field}__gte": code, f"{field}__lt": f"{code}/"}) if code else Q()


def within(field: str, areas: list[str]) -> Q:
    """At or under any of `areas`: "" among them means everything, no areas at all mean nothing."""
    if not areas:
        return Q(pk__in=[])
    return Q() if "" in areas else reduce(or_, (under(field, area) for area in areas))
