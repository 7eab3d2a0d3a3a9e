"""What waiting and matched names hold about a person."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from members.models import IdentityMatch, Membership, OfficerTerm
from members.privacy import TERM, end_membership, end_term
from wksbm.dates import Precision, in_words
from wksbm.people.changes import entered
from wksbm.people.holdings import holds, may_name
from wksbm.people.identity import ERASED, Identity
from wksbm.people.models import Person
from wksbm.people.subject import Section, tells
from wksbm.text import name_key

Status = IdentityMatch.Status


def typed_by_name(who: Identity) -> Q:
    """Names in groups of the person's villages that nobody has matched to somebody, and that are hers or his."""
    return Q(person=None, name_key__in=who.name_keys, group__village__in=who.villages)


def of_such_a_name(who: Identity) -> Q:
    return Q(person=None, identity__in=IdentityMatch.objects.filter(typed_by_name(who)))


def close_name(row: IdentityMatch, today: date) -> None:
    if row.is_waiting:
        row.status, row.decided_on = Status.WITHDRAWN, today


holds(
    IdentityMatch,
    "person",
    rows=typed_by_name,
    blank={
        "name": ERASED,
        "name_key": name_key(ERASED),
        "birth_date": None,
        "birth_date_precision": Precision.DAY,
        "rt": "",
        "rw": "",
        "hint": "",
        "reason": "",
    },
    close=close_name,
    is_open=Q(status=Status.WAITING),
)
holds(Membership, rows=of_such_a_name, blank={"left_reason": ""}, close=end_membership, is_open=Q(left_on=None))
holds(OfficerTerm, rows=of_such_a_name, blank=TERM, close=end_term, is_open=Q(ends_on=None))
may_name(IdentityMatch, "group__village", "name", "hint", "reason")


@tells(31)
def names_typed_by_groups(person: Person, by, reason: str) -> list[Section]:
    rows = list(IdentityMatch.objects.filter(person=person).select_related("group", "decided_by").order_by("pk"))
    first = entered(IdentityMatch, [row.pk for row in rows])
    return [
        Section(
            _("Names by which groups entered her or him"),
            headers=[_("Name"), _("Group"), _("Born"), _("Hint"), _("Decided"), _("Entered by")],
            rows=[
                [row.name, str(row.group), row.birth_words or "–", row.hint or "–",
                 f"{in_words(row.decided_on, short=True)}, {row.decided_by}", first[row.pk]]
                for row in rows
            ],
            empty=_("None."),
        )
    ]  # fmt: skip
