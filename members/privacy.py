"""What memberships and offices hold about a person."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Membership, OfficerTerm
from wksbm.accounts.story.registry import calls
from wksbm.dates import in_words
from wksbm.people.changes import entered
from wksbm.people.holdings import holds, keeps_files, knows_places, may_name
from wksbm.people.identity import Identity
from wksbm.people.models import Person
from wksbm.people.retention import ties
from wksbm.people.subject import Section, tells


def end_membership(membership: Membership, today: date) -> None:
    if membership.left_on is None:
        membership.left_on = max(today, membership.joined_on or today)


def end_term(term: OfficerTerm, today: date) -> None:
    if term.ends_on is None:
        term.ends_on = max(today, term.starts_on or today)


calls("members.OfficerTerm.group", gettext_lazy("group"))
holds(
    Membership,
    "person",
    blank={"left_reason": ""},
    blank_then={"form_scan": ""},
    close=end_membership,
    is_open=Q(left_on=None),
)
TERM = {"ex_officio": "", "decree": "", "relation": ""}
holds(OfficerTerm, "person", blank=TERM, close=end_term, is_open=Q(ends_on=None))
may_name(Membership, "group__village", "left_reason")
may_name(OfficerTerm, "group__village", "post_name", "ex_officio", "decree", "duties")


@keeps_files
def scans_of_forms(who: Identity) -> int:
    """The file goes with its name, after the commit (ScanField)."""
    rows = list(Membership.objects.filter(person=who.pk).exclude(form_scan=""))
    for row in rows:
        row.form_scan = ""
        row.save()
    return len(rows)


@ties
def in_a_group() -> Q:
    open_rows = (
        Membership.objects.filter(left_on=None, person__isnull=False),
        OfficerTerm.objects.filter(ends_on=None, person__isnull=False),
    )
    return Q(pk__in=open_rows[0].values("person")) | Q(pk__in=open_rows[1].values("person"))


@knows_places
def villages_of_groups(person: int) -> set[str]:
    return set(Membership.objects.filter(person=person).values_list("group__village", flat=True))


@tells(30)
def groups_and_offices(person: Person, by, reason: str) -> list[Section]:
    return [_memberships(person), _offices(person)]


def _memberships(person: Person) -> Section:
    rows = list(Membership.objects.filter(person=person).select_related("group__village").order_by("joined_on", "pk"))
    first = entered(Membership, [row.pk for row in rows])
    return Section(
        _("Groups"),
        headers=[_("Group"), _("Place"), _("Member since"), _("Last day"), _("Reason"), _("Entered by")],
        rows=[
            [str(row.group), row.group.village.name, row.joined_words or "–", _until(row.left_on),
             row.left_reason or "–", first[row.pk]]
            for row in rows
        ],
        empty=_("In no group."),
    )  # fmt: skip


def _offices(person: Person) -> Section:
    rows = list(OfficerTerm.objects.filter(person=person).select_related("group").order_by("starts_on", "pk"))
    first = entered(OfficerTerm, [row.pk for row in rows])
    return Section(
        _("Offices"),
        headers=[_("Office"), _("Group"), _("Since"), _("Last day"), _("Decree"), _("Entered by")],
        rows=[
            [row.title, str(row.group), row.since_words or "–", _until(row.ends_on),
             " · ".join(filter(None, [row.decree, row.ex_officio])) or "–", first[row.pk]]
            for row in rows
        ],
        empty=_("No office."),
    )  # fmt: skip


def _until(day: date | None) -> str:
    return in_words(day, short=True) or "–"
