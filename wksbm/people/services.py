"""Verbs over people: entering one person once, and linking him to his household."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from wksbm.accounts.editing import still_visible
from wksbm.accounts.models import User
from wksbm.people.models import Household, Person
from wksbm.records import lock


@transaction.atomic
def save_person(person: Person, *, kk_number: str = "", by: User) -> Person:
    """Saves a new or edited person, its NIK claim and its household.

    A new NIK that `by` can see on somebody else is refused with the code `taken`. One that exists outside the area of
    `by` is saved with `nik_conflict` and waits for the Dinas: to its author it looks like any new NIK, with the same
    statements. A conflict that was there before the edit keeps nobody from correcting the rest.
    Raises ValidationError; StaleRecord when an edited person was saved meanwhile.
    """
    kept = Person.objects.filter(pk=person.pk) if person.pk else Person.objects.none()
    before = kept.values_list("nik", flat=True).first() or ""
    person.nik_conflict = _claimed_elsewhere(person, by, before)
    if kk_number:
        person.household = _household(kk_number, person, by)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        # Somebody else claimed the NIK between our look and our save.
        person.nik_conflict = _claimed_elsewhere(person, by, before)
        person.save()
    if before and before != person.nik:
        settle_conflicts(before)
    still_visible(person, by)
    return person


def settle_conflicts(nik: str) -> None:
    """Whoever alone has `nik` now, after somebody else gave it up, is in conflict no more.

    One statement, without history and version: whoever gives a NIK up must not notice that somebody elsewhere has it.
    """
    holders = Person.objects.with_nik(nik)
    others = holders.exclude(pk=OuterRef("pk"))
    holders.filter(nik_conflict=True).exclude(Exists(others)).update(nik_conflict=False)


@transaction.atomic
def check_person(person: Person, *, by: User) -> None:
    """What looked odd was compared with the card and is right. Raises ValidationError without doubts."""
    lock(person)
    if not person.doubts:
        raise ValidationError(_("Nothing is in doubt here."))
    person.doubts = []
    person._change_reason = _("Compared with the card.")
    person.save()


def _claimed_elsewhere(person: Person, by: User, before: str) -> bool:
    # One statement: between two of them a colleague could enter the same NIK, and he would pass for a stranger.
    visible = Exists(Person.objects.visible_to(by).filter(pk=OuterRef("pk")))
    holders = Person.objects.with_nik(person.nik or "-").exclude(pk=person.pk)
    others = list(holders.annotate(seen=visible).order_by("pk").values_list("full_name", "seen"))
    seen = next((name for name, seen in others if seen), None)
    if seen is not None and person.nik != before:
        text = _("This NIK is registered already: %(name)s.") % {"name": seen}
        raise ValidationError({"nik": ValidationError(text, "taken")})
    return bool(others)


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
