"""What the floor below must know of people: their names, for the access log."""

from collections.abc import Iterable

from wksbm.accounts.log import names_rows
from wksbm.accounts.models import User
from wksbm.people.faces import shown
from wksbm.people.models import Person


@names_rows("people.Person")
def names_of_people(user: User, numbers: Iterable[int]) -> dict[int, str]:
    people = Person.objects.visible_to(user).filter(pk__in=numbers)
    return {person.pk: shown(user, person, "full_name") for person in people}
