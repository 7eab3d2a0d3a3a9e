"""Verbs over people: entering one person once, and linking him to his household."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wksbm.accounts.editing import still_visible
from wksbm.accounts.models import User
from wksbm.people.models import Household, Person


@transaction.atomic
def save_person(person: Person, *, kk_number: str = "", by: User) -> Person:
    """Saves a new or edited person, its NIK claim and its household.

    A NIK that `by` can see on somebody else is refused. One that exists outside the area of `by` is saved with
    `nik_conflict` and waits for the Dinas: to its author it looks like any new NIK, with the same statements.
    Raises ValidationError; StaleRecord when an edited person was saved meanwhile.
    """
    person.nik_conflict = _claimed_elsewhere(person, by)
    if kk_number:
        person.household = _household(kk_number, person, by)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        # Somebody else claimed the NIK between our look and our save.
        person.nik_conflict = _claimed_elsewhere(person, by)
        person.save()
    still_visible(person, by)
    return person


def _claimed_elsewhere(person: Person, by: User) -> bool:
    others = Person.objects.with_nik(person.nik or "-").exclude(pk=person.pk)
    seen = others.visible_to(by).order_by("pk").first()
    claimed = others.exists()
    if seen is not None:
        raise ValidationError({"nik": _("This NIK is registered already: %(name)s.") % {"name": seen.full_name}})
    return claimed


def _household(kk_number: str, person: Person, by: User) -> Household:
    """The household with this KK number in the person's own village, else a new one there."""
    known = Household.objects.visible_to(by).with_number(kk_number).filter(village=person.village_id).first()
    if known is not None:
        return known
    household = Household(
        kk_number=kk_number, village=person.village, rt=person.rt, rw=person.rw, address=person.address
    )
    household.save()
    return household
