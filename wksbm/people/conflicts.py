"""Two people with one NIK: the Dinas's to settle. For everybody else there is no such thing."""

from typing import NamedTuple

from wksbm.accounts.models import User
from wksbm.people.models import Person

SETTLED_BY = {"dinas", "dinas_c"}


class Conflict(NamedTuple):
    """`others` are those with the same NIK whom the Dinas sees; without any the other one lives elsewhere."""

    others: list[Person]


def conflict_of(person: Person, user: User) -> Conflict | None:
    """What the Dinas of the person's area is told; None without a conflict, and for everybody else."""
    if not person.nik_conflict or not user.roles_over(person) & SETTLED_BY:
        return None
    others = Person.objects.with_nik(person.nik).exclude(pk=person.pk)
    return Conflict(list(others.visible_to(user).select_related("village"))) if others.exists() else None
