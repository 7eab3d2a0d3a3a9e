"""Verbs over classifications. Who proposes does not verify; what is verified is not edited, it ends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary, Classification, PmksCategory
from wksbm.accounts.models import User
from wksbm.people.models import Person
from wksbm.records import lock

Status = Classification.Status


@transaction.atomic
def classify(
    person: Person, category: PmksCategory, *, by: User, identified_on: date, source: str = "", own_wording: str = ""
) -> Classification:
    """Proposes a kind for a person; the subject is made when it is not there yet.

    Raises ValidationError for a sealed kind and for a kind that is open on this person already.
    """
    lock(person)
    known = Beneficiary.objects.filter(person=person).first()
    beneficiary = known or Beneficiary(kind=Beneficiary.Kind.PERSON, person=person, village_id=person.village_id)
    if known is None:
        beneficiary.save()
    classification = Classification(
        beneficiary=beneficiary,
        category=category,
        village_id=person.village_id,
        proposed_by=by,
        identified_on=identified_on,
        source=source,
        own_wording=own_wording,
    )
    classification.clean_values()
    if known is not None:  # a new subject has no kind yet
        classification.validate_constraints()
    classification.save()
    return classification


def may_correct(row: Classification, user: User) -> bool:
    """A proposal is corrected by its maker; what is verified is locked."""
    maker, waiting = row.proposed_by_id == user.pk, row.status == Status.PROPOSED
    return maker and waiting and user.may("update", "beneficiary", row)


def check_verifier(classification: Classification, by: User) -> None:
    """Raises ValidationError when `by` proposed it himself, or it is decided already (by now: the row is locked)."""
    lock(classification)
    if classification.status != Status.PROPOSED:
        raise ValidationError(_("This has been decided already."))
    if classification.proposed_by_id == by.pk:
        raise ValidationError(_("Nobody verifies what he proposed himself."))


@transaction.atomic
def verify(classification: Classification, *, by: User, on: date) -> None:
    """proposed → verified, dated. Raises ValidationError as check_verifier."""
    check_verifier(classification, by)
    classification.status, classification.verified_on, classification.decided_on = Status.VERIFIED, on, on
    classification.save()


@transaction.atomic
def reject(classification: Classification, *, by: User, on: date, reason: str) -> None:
    """proposed → rejected, with the reason. Raises ValidationError as check_verifier."""
    check_verifier(classification, by)
    classification.status, classification.decided_on, classification.reason = Status.REJECTED, on, reason
    classification._change_reason = reason
    classification.save()


@transaction.atomic
def end(classification: Classification, *, by: User, on: date, reason: str) -> None:
    """proposed or verified → ended with the day `on`. Raises ValidationError before its beginning or when closed."""
    lock(classification)
    if not classification.is_open:
        raise ValidationError(_("This has ended already."))
    if on < classification.identified_on:
        raise ValidationError({"on": _("It was identified only later.")})
    classification.status, classification.decided_on, classification.reason = Status.ENDED, on, reason
    classification._change_reason = reason
    classification.save()
