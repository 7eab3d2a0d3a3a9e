"""What PMKS records hold about a person, sealed cases among them."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries import sealed
from beneficiaries.models import Beneficiary, Classification, PmksCategory, SealedCase
from wksbm import keyring
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User
from wksbm.accounts.story.registry import calls
from wksbm.dates import in_words
from wksbm.people.changes import entered
from wksbm.people.holdings import holds, may_name
from wksbm.people.identity import Identity
from wksbm.people.models import Person
from wksbm.people.subject import Section, facts_of, tells

Status = Classification.Status


def end_classification(row: Classification, today: date) -> None:
    if row.is_open:
        row.status, row.decided_on = Status.ENDED, max(today, row.identified_on)


def of_own_household(who: Identity) -> Q:
    """The classifications of a household in which nobody else lives."""
    return Q(beneficiary__household__in=who.homes)


def sealed_about(who: Identity) -> Q:
    """Sealed cases carry no key to a person: by the fingerprint of a NIK, and of those without one by opening them.

    Never by name: another woman of that name may depend on hers.
    """
    indexes = [index for nik in who.niks for index in keyring.blind_indexes(nik, sealed.INDEX)]
    unnumbered = SealedCase.objects.filter(person_index="")
    opened = [case.pk for case in unnumbered.iterator() if sealed.Content.of(case).person == who.pk]
    return Q(person_index__in=indexes) | Q(pk__in=opened)


def reduce_case(case: SealedCase, today: date) -> None:
    """Ends the case; of what it said only the kinds and the day stay, so that it goes on counting."""
    content = sealed.Content.of(case)
    sealed.Content(kinds=content.kinds, confirmed_on=content.confirmed_on).sealed_in(case)
    if case.status != SealedCase.Status.CLOSED:
        case.status, case.decided_on = SealedCase.Status.CLOSED, max(today, case.received_on)


calls("beneficiaries.Classification.village", gettext_lazy("desa or kelurahan"))
calls("beneficiaries.Classification.verified_on", gettext_lazy("verified on"))
calls("beneficiaries.Classification.decided_on", gettext_lazy("decided on"))
calls("beneficiaries.Classification.proposed_by", gettext_lazy("Proposed by"))
holds(Beneficiary, "person")
holds(
    Classification,
    "beneficiary__person",
    rows=of_own_household,
    blank={"own_wording": "", "source": "", "reason": ""},
    close=end_classification,
    is_open=Q(status__in=[Status.PROPOSED, Status.VERIFIED]),
)
holds(
    SealedCase,
    rows=sealed_about,
    blank={"notes": "", "person_index": ""},
    blank_then={"content": ""},
    close=reduce_case,
    secret=True,
)
may_name(Beneficiary, "village", "community_name")
may_name(Classification, "village", "own_wording", "source", "reason")


@tells(40)
def kinds_of_pmks(person: Person, by: User, reason: str) -> list[Section]:
    rows = list(
        Classification.objects.filter(Q(beneficiary__person=person) | Q(beneficiary__household__people=person))
        .select_related("category", "village")
        .order_by("identified_on", "pk")
    )
    first = entered(Classification, [row.pk for row in rows])
    return [
        Section(
            _("PMKS"),
            headers=[_("Kind"), _("Identified on"), _("State"), _("Decided"), _("Words"), _("Entered by")],
            rows=[
                [str(row.category), in_words(row.identified_on, short=True), row.get_status_display(),
                 in_words(row.decided_on, short=True) or "–", _words(row), first[row.pk]]
                for row in rows
            ],
            empty=_("No kind of PMKS is recorded."),
        )
    ]  # fmt: skip


def _words(row: Classification) -> str:
    return " · ".join(filter(None, [row.own_wording, row.source, row.reason])) or "–"


@tells(50)
def confidential_cases(person: Person, by: User, reason: str) -> list[Section]:
    """The same sentence for everybody without clearance, whether there is a case or not."""
    title = _("Confidential help")
    if not by.may("view", "sealed", person):
        return [Section(title, empty=_("Answered by an officer who is cleared for it, whether there is any or not."))]
    reached = set(SealedCase.objects.visible_to(by).values_list("pk", flat=True))
    kinds = PmksCategory.objects.in_bulk(field_name="code")
    sections = [_case(title, case, kinds) for case in _opened(person, reached, by, reason)]
    return sections or [Section(title, empty=_("No confidential case is recorded."))]


def _opened(person: Person, reached: set[int], by: User, reason: str) -> list[SealedCase]:
    cases = [case for case in sealed.about(person) if case.pk in reached]
    for case in cases:
        note(by, AccessLog.Kind.OPENED, case, reason=reason)
    return cases


def _case(title: str, case: SealedCase, names: dict[str, PmksCategory]) -> Section:
    content = sealed.Content.of(case)
    kinds = ", ".join(str(names.get(code, code)) for code in content.kinds)
    told = [(_("Name"), content.name), (_("Kind"), kinds), (_("What was seen"), content.seen),
            (_("How to reach"), content.reach), (_("What to avoid"), content.avoid)]  # fmt: skip
    notes = [(f"{entry.at[:10]} {entry.name}", entry.text) for entry in sealed.entries(case)]
    facts = [*facts_of(case, without={"content", "notes", "person_index"}), *told, *notes]
    return Section(f"{title} {case.receipt}", facts=[(label, value or "–") for label, value in facts])
