"""Letting PMKS records go whose time is over: what is counted stays, the name does not. Rules of retention."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary, Classification, SealedCase
from beneficiaries.privacy import reduce_case
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User
from wksbm.people.erasing import blank_person, check_reason, forget
from wksbm.people.models import Person
from wksbm.people.retention import HOUSE_RULE, rule, ties

Status = Classification.Status
WORDS = {"own_wording": "", "source": "", "reason": ""}


@ties
def with_an_open_record() -> Q:
    open_rows = Classification.objects.filter(status__in=[Status.PROPOSED, Status.VERIFIED])
    return Q(pk__in=open_rows.filter(beneficiary__person__isnull=False).values("beneficiary__person"))


@transaction.atomic
def forget_classification(row: Classification, *, by: User, reason: str) -> None:
    """Takes the name from a record that is over: it goes on counting as somebody of that sex, age and village.

    Its words go, in its history too. Of a household or community only the words go: they are nobody's name.
    Raises ValidationError when the reason names the person.
    """
    subject = row.beneficiary
    if subject.person_id:
        check_reason(subject.person, reason)
    blank = WORDS | ({"beneficiary": _nobody_like(subject, row.village.today())} if subject.person_id else {})
    forget(Classification, [row.pk], blank, by=by, reason=reason)
    note(by, AccessLog.Kind.ERASED, row, reason=reason)


def _nobody_like(subject: Beneficiary, today: date) -> Beneficiary:
    """A subject without a name that counts as this one does."""
    person = Person(
        **blank_person(subject.person, today)
        | {"sex": subject.person.sex, "village": subject.person.village, "education": subject.person.education},
        erased_on=today,
    )
    person.save()
    nobody = Beneficiary(kind=Beneficiary.Kind.PERSON, person=person, village=subject.village)
    nobody.save()
    return nobody


def forget_classifications(rows: list[Classification], by: User, reason: str) -> int:
    for row in rows:
        forget_classification(row, by=by, reason=reason)
    return len(rows)


def over(status: str):
    def due(cut_off: date) -> QuerySet:
        rows = Classification.objects.filter(status=status, decided_on__lt=cut_off)
        still_named = rows.exclude(beneficiary__person__erased_on__isnull=False)
        return still_named.exclude(beneficiary__person=None, **WORDS).annotate(since=F("decided_on"))

    return due


def closed_cases(cut_off: date) -> QuerySet:
    rows = SealedCase.objects.filter(status=SealedCase.Status.CLOSED, decided_on__lt=cut_off)
    told = rows.annotate(size=Length("notes")).filter(size__gt=0)  # closing one always leaves a note
    return told.annotate(since=F("decided_on"))


def reduce_cases(cases: list[SealedCase], by: User, reason: str) -> int:
    """The seals lose content and notes for good; the kinds and the day stay inside, for the counts."""
    for case in cases:
        reduce_case(case, case.village.today())
        blank = {"notes": "", "person_index": "", "content": case.content}
        forget(SealedCase, [case.pk], blank, by=by, reason=reason)
        note(by, AccessLog.Kind.ERASED, case, reason=reason)
    return len(cases)


rule(
    code="ended",
    who=_("PMKS records that ended"),
    then=_("the name and the words go, the count stays"),
    source=HOUSE_RULE,
    due=over(Status.ENDED),
    carry_out=forget_classifications,
    route="beneficiaries:forget",
    told=lambda row: (row.beneficiary.person, str(row.category)),
    related=("beneficiary__person", "beneficiary__household", "category"),
)
rule(
    code="rejected",
    who=_("PMKS proposals that were rejected"),
    then=_("the name and the words go, the count stays"),
    source=HOUSE_RULE,
    due=over(Status.REJECTED),
    carry_out=forget_classifications,
    route="beneficiaries:forget",
    told=lambda row: (row.beneficiary.person, str(row.category)),
    related=("beneficiary__person", "beneficiary__household", "category"),
)
rule(
    code="sealed",
    who=_("Confidential cases that are closed"),
    then=_("content and notes go, the count stays"),
    source=HOUSE_RULE,
    due=closed_cases,
    carry_out=reduce_cases,
)
