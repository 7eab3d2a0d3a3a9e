"""What the commands about people are asked with: an account that acts, and a person in its area."""

from django.core.management import CommandError
from django.utils.translation import gettext as _

from wksbm.accounts.models import User
from wksbm.people.models import Person


def account_named(username: str) -> User:
    """The account. Raises CommandError."""
    user = User.objects.filter(username=username.strip().casefold()).first()
    if user is None:
        raise CommandError(_("There is no account %(name)s.") % {"name": username})
    return user


def acting_account(username: str) -> User:
    """The account, with a duty or a group today. Raises CommandError."""
    user = account_named(username)
    if not user.is_active or not user.roles:
        raise CommandError(_("The account %(name)s has no duty today, so it sees nothing.") % {"name": username})
    return user


def person_of(user: User, number: int) -> Person:
    """The person, erased or not, whom `user` may erase; anybody else is answered like nobody. Raises CommandError."""
    person = Person.objects.visible_to(user, erased=True).filter(pk=number).first()
    if person is None or not user.may("delete", "person", person):
        values = {"number": number, "name": user.username}
        raise CommandError(_("There is no person %(number)s about whom %(name)s decides.") % values)
    return person
