"""The log form's address, a roster to tick, and what was stored of the ticks."""

from tests import factories
from tests.factories import PENFUI

LOG = "/kegiatan/catat/"


def roster(group) -> dict:
    """Three members of today, by the first letter of their names."""
    names = ("Ana Lalu", "Bertha Boru", "Clara Tefa")
    people = [factories.person(name, PENFUI) for name in names]
    return {
        person.full_name[0]: factories.membership(person, group, number=number)
        for number, person in enumerate(people, 1)
    }


def marks(activity) -> dict[str, str]:
    rows = activity.attendance.select_related("membership__person")
    return {row.membership.person.full_name[0]: row.status for row in rows}
