"""Verbs over offices: filling, ending, correcting; and who held which on a day."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.models import IdentityMatch, OfficerTerm
from wksbm.accounts.models import User
from wksbm.dates import PartialDate, Precision, in_words
from wksbm.people.models import Person
from wksbm.records import lock

Post = OfficerTerm.Post
ORDER = {post: place for place, post in enumerate(Post.values)}
DAY = timedelta(days=1)


def officers(user: User, group: SocialGroup, on: date) -> list[OfficerTerm]:
    """The terms of the day in the order of a letter's foot; a chair who went without a successor as a vacancy."""
    rows = OfficerTerm.objects.visible_to(user).in_group(group)
    terms = list(rows.current(on).select_related("person__village", "identity__group", "group"))
    if not any(term.post == Post.CHAIR for term in terms):
        last = rows.filter(post=Post.CHAIR, ends_on__lt=on).order_by("ends_on").last()
        terms += [OfficerTerm(group=group, post=Post.CHAIR, starts_on=last.ends_on + DAY)] if last else []
    return sorted(terms, key=lambda term: (ORDER[term.post], term.rank or 0, term.pk or 0))


@transaction.atomic
def fill_office(
    group: SocialGroup,
    *,
    post: str,
    rank: int | None = None,
    person: Person | None,
    identity: IdentityMatch | None = None,
    starts: PartialDate | None,
    ends: date | None = None,
    by: User,
    reason: str = "",
    **facts: str,
) -> OfficerTerm:
    """The office passes on: an open term of the same post and rank ends the day before, in the same act.

    Without a person and a name the office stands vacant; a vacancy that began on the same day is filled itself.
    Without `starts` nobody knows since when, but whoever takes over from somebody does so today. `facts`: post_name,
    selection, ex_officio, decree, duties, relation. Raises ValidationError when the office was held in these days.
    """
    lock(group)
    term = OfficerTerm(
        group=group,
        post=post,
        rank=rank,
        person=person,
        identity=identity,
        starts_on=starts.day if starts else None,
        starts_on_precision=starts.precision if starts else Precision.DAY,
        ends_on=ends,
        **facts,
    )
    if not term.is_shared:
        term = _take_over(term, reason)
    term.clean_values()
    term._change_reason = reason
    term.save()
    return term


def _take_over(term: OfficerTerm, reason: str) -> OfficerTerm:
    """Ends the open term of the same office, or takes a vacancy's row over. Raises ValidationError."""
    others = _of_the_same_office(term)
    present = [other for other in others if other.ends_on is None]
    if term.starts_on is None and any(other.is_filled or other.starts_on for other in present):
        term.starts_on = term.group.village.today()
    vacant = next((one for one in present if not one.is_filled and one.starts_on == term.starts_on), None)
    if vacant:
        others.remove(vacant)
    for other in others:
        if other in present and term.ends_on is None and _begins_before(other, term):
            other.ends_on = term.starts_on - DAY
            other._change_reason = reason
            other.save()
    check_apart(term, others)
    return _filled(vacant, term) if vacant else term


def _of_the_same_office(term: OfficerTerm) -> list[OfficerTerm]:
    rows = OfficerTerm.objects.in_group(term.group).filter(post=term.post, rank=term.rank).exclude(pk=term.pk)
    return list(rows.order_by("pk"))


def _begins_before(other: OfficerTerm, term: OfficerTerm) -> bool:
    return term.starts_on is not None and (other.starts_on is None or other.starts_on < term.starts_on)


def _filled(vacant: OfficerTerm, term: OfficerTerm) -> OfficerTerm:
    """The vacancy's own row with who fills it; tasks that stand there stay where none are given."""
    for name in ("person", "identity", "post_name", "ends_on", "selection", "ex_officio", "decree", "relation"):
        setattr(vacant, name, getattr(term, name))
    vacant.duties = term.duties or vacant.duties
    return vacant


def check_apart(term: OfficerTerm, others: list[OfficerTerm]) -> None:
    """One holder at a time; the last day still counts. Raises ValidationError naming the other term."""
    for other in others:
        if not (_over_before(other, term) or _over_before(term, other)):
            raise ValidationError({"starts_on": ValidationError(_taken(other), "taken")})


def _over_before(one: OfficerTerm, other: OfficerTerm) -> bool:
    return bool(one.ends_on and other.starts_on and one.ends_on < other.starts_on)


def _taken(other: OfficerTerm) -> str:
    since = other.since_words or _("unknown")
    if other.ends_on is None:
        return _("The present term began on %(day)s. Write a later day, or correct that term.") % {"day": since}
    until = in_words(other.ends_on, short=True)
    return _("Held from %(since)s to %(until)s. Write days outside it, or correct that term.") % {
        "since": since, "until": until,
    }  # fmt: skip


@transaction.atomic
def correct_term(term: OfficerTerm, *, by: User) -> OfficerTerm:
    """Saves a term that was edited. Raises ValidationError when somebody else held the office in these days."""
    lock(term.group)
    if not term.is_shared:
        check_apart(term, _of_the_same_office(term))
    term.save()
    return term


@transaction.atomic
def end_term(term: OfficerTerm, *, by: User, on: date, reason: str = "", vacant: bool = False) -> None:
    """The holder steps down with the day `on`; with `vacant` the office stays and waits for the next.

    Raises ValidationError when the term began later or is over already.
    """
    lock(term.group)
    lock(term)
    if term.ends_on is not None:
        raise ValidationError(_("This term has ended already."))
    if term.starts_on and on < term.starts_on:
        raise ValidationError({"on": _("In office since %(day)s.") % {"day": term.since_words}})
    term.ends_on = on
    term._change_reason = reason
    term.save()
    if vacant:
        office = {name: getattr(term, name) for name in ("group", "post", "rank", "post_name", "duties")}
        OfficerTerm(starts_on=on + DAY, **office).save()
