"""Verbs over names that wait to be matched: the group enters and takes back, the village says who it is."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.models import IdentityMatch, Membership
from members.services import check_periods, enrol
from wksbm.accounts import scope
from wksbm.accounts.models import User
from wksbm.dates import PartialDate
from wksbm.people.models import Person
from wksbm.people.services import save_person
from wksbm.records import lock

Status = IdentityMatch.Status


class ChangedSince(Exception):
    """Name or person is not as the one who decides saw it, or she has died or moved away; nothing was written."""


@transaction.atomic
def enrol_name(
    group: SocialGroup, identity: IdentityMatch, *, by: User, joined: PartialDate | None, **facts
) -> Membership:
    """The name is on the roster at once and waits to be matched. `facts` and errors as members.services.enrol."""
    identity.group = group
    identity.full_clean()
    identity.save()
    return enrol(None, group, by=by, joined=joined, identity=identity, **facts)


@transaction.atomic
def withdraw(identity: IdentityMatch, *, by: User, reason: str) -> None:
    """The group takes the name back: it never was a member. Raises ValidationError when it waits no more."""
    _take(identity)
    _never_was(identity, reason)
    _settle(identity, Status.WITHDRAWN, by=by, reason=reason)


@transaction.atomic
def match(identity: IdentityMatch, person: Person, *, by: User, seen: tuple[int, int], sure: bool = False) -> None:
    """The name is this person: memberships and offices are hers from their first day.

    `seen` are the versions of name and person that `by` looked at. Raises ChangedSince when one of them was saved
    since, and when she has died or moved away and `by` is not `sure`; ValidationError when the name waits no more,
    when `by` entered it himself, or when she is in the group already.
    """
    _take(identity, decider=by)
    lock(person)
    if (identity.version, person.version) != seen or (person.living != Person.Living.ALIVE and not sure):
        raise ChangedSince
    _give(identity, person)
    _settle(identity, Status.MATCHED, by=by, person=person)


@transaction.atomic
def enter(identity: IdentityMatch, person: Person, *, by: User, kk_number: str = "") -> None:
    """The name is somebody whom the registry did not know: `person` is saved. Raises as match and save_person."""
    _take(identity, decider=by)
    save_person(person, kk_number=kk_number, by=by)
    _give(identity, person)
    _settle(identity, Status.ENTERED, by=by, person=person)


@transaction.atomic
def refuse(identity: IdentityMatch, *, by: User, reason: str) -> None:
    """Nobody is called like this, or she is there already: the name leaves roster and offices. Raises as match."""
    _take(identity, decider=by)
    _never_was(identity, reason)
    _settle(identity, Status.REFUSED, by=by, reason=reason)


@transaction.atomic
def mark_told(identities: Iterable[IdentityMatch], *, today: date) -> None:
    """The leader has read what became of these names."""
    for identity in identities:
        if identity.told_on is None and not identity.is_waiting:
            identity.told_on = today
            identity.save()


def _take(identity: IdentityMatch, *, decider: User | None = None) -> None:
    """Of two who decide at the same time the second sees the first."""
    lock(identity.group)
    lock(identity)
    if not identity.is_waiting:
        raise ValidationError(decided_words(identity), "decided")
    if decider is not None and entered_by([identity.pk]).get(identity.pk) == decider.pk:
        raise ValidationError(_("You entered this name yourself, so somebody else decides who it is."), "own")


def decided_words(identity: IdentityMatch) -> str:
    """What became of the name, for who comes too late."""
    return _("%(name)s was decided on %(day)s by %(who)s: %(state)s.") % {
        "name": identity.name,
        "day": f"{identity.decided_on:%d/%m/%Y}" if identity.decided_on else "–",
        "who": identity.decided_by or "–",
        "state": identity.get_status_display(),
    }


def _give(identity: IdentityMatch, person: Person) -> None:
    reason = _("Matched: %(name)s.") % {"name": identity.name}
    for membership in identity.memberships.select_related("group"):
        membership.person = person
        try:
            check_periods(membership)
        except ValidationError as error:
            raise ValidationError(double_words(identity, person), "double") from error
        membership._change_reason = reason
        membership.save()
    for term in identity.officer_terms.all():
        term.person, term._change_reason = person, reason
        term.save()


def double_words(identity: IdentityMatch, person: Person) -> str:
    text = _("%(name)s is a member of %(group)s in these days already, and nobody is a member twice. If it is the same "
             "person, choose “Wrong name” and write so; if not, look for somebody else.")  # fmt: skip
    return text % {"name": person, "group": identity.group}


def _never_was(identity: IdentityMatch, reason: str) -> None:
    """Memberships count no more; the office stays, its holder is not known."""
    for membership in identity.memberships.filter(void=False):
        membership.void, membership._change_reason = True, reason
        membership.save()
    for term in identity.officer_terms.all():
        term.identity, term._change_reason = None, reason
        term.save()


def _settle(identity: IdentityMatch, status: str, *, by: User, person: Person | None = None, reason: str = "") -> None:
    identity.status, identity.person, identity.reason = status, person, reason
    identity.decided_by, identity.decided_on = by, identity.group.village.today()
    identity._change_reason = reason
    identity.save()


# What is asked of them


def to_decide(user: User):
    """The waiting names that `user` may match, but those that he entered himself; the oldest first."""
    areas = scope.by_role(user, IdentityMatch, "identity_match", "group__village", "verify").values()
    rows = IdentityMatch.objects.filter(scope.any_of(areas)).waiting()
    return rows.exclude(pk__in=_first_rows().filter(history_user=user).values("id")).order_by("pk")


def entered_by(keys: Iterable[int]) -> dict[int, int]:
    """The account that entered each of these names."""
    return dict(_first_rows().filter(id__in=list(keys)).values_list("id", "history_user_id"))


def entered_on(keys: Iterable[int]) -> dict[int, datetime]:
    return dict(_first_rows().filter(id__in=list(keys)).values_list("id").annotate(Min("history_date")))


def _first_rows():
    return IdentityMatch.history.model.objects.filter(history_type="+").order_by()
