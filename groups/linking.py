"""The network of a group: tied to other groups and to partners, changed, ended."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groups.models import Link, SocialGroup
from wksbm.accounts.models import User
from wksbm.dates import in_words
from wksbm.records import lock


@transaction.atomic
def save_link(link: Link, *, by: User) -> Link:
    """A new tie, or an old one with other facts; a group that said to have no network has one now.

    Raises ValidationError when `by` may not update the group or does not see the other one, when one of them is closed,
    and when a tie of the two lasts already, whichever of them it was entered for.
    """
    if not by.may("update", "group", link.group):
        raise ValidationError(_("This is not yours to decide."))
    if link.pk is None and other_end(link, by).foreign:
        raise ValidationError(_("Choose a group of your area that is not closed."))
    ends = [link.group, link.other] if link.other_id else [link.group]
    for group in sorted(ends, key=lambda one: one.pk):  # of two acts at once the second sees the first
        lock(group)
    if link.pk is None and not all(group.is_open for group in ends):
        raise ValidationError(_("A closed group begins no link."))
    if link.other_id and _same_tie(link).exists():
        raise ValidationError(_("These two groups are linked already."), "linked")
    link.full_clean()
    link.save()
    if link.group.no_links:
        link.group.no_links = False
        link.group.save()
    return link


def _same_tie(link: Link):
    there, back = Q(group=link.group, other=link.other), Q(group=link.other, other=link.group)
    today = link.group.village.today()
    lasts = link.until is None or link.until > today
    others = Link.objects.filter(there | back).exclude(pk=link.pk)
    return others.lasting(today) if lasts else others.none()


@transaction.atomic
def end_link(link: Link, *, on: date, by: User, reason: str) -> None:
    """Its last day is `on`; it stays on the pages of both groups as a former one.

    Raises ValidationError when `by` may not update the group, when it has ended, and when the day is still to come or
    lies before the first one.
    """
    lock(link)
    today = link.group.village.today()
    if not by.may("update", "group", link.group) or not link.group.is_open:
        raise ValidationError(_("This is not yours to decide."))
    if link.until is not None and link.until <= today:
        raise ValidationError(_("This has ended already."))
    if on > today:
        raise ValidationError({"on": _("This day is still to come.")})
    if link.since is not None and on < link.since:
        raise ValidationError({"on": _("It began on %(day)s.") % {"day": in_words(link.since)}})
    link.until = on
    link._change_reason = reason
    link.save()


class Tie(NamedTuple):
    """A link as the page of one of its ends shows it: `group` is the other end, None where that is no group.

    `foreign`: the other end is a group that the reader does not see, so nothing of it is told.
    """

    link: Link
    group: SocialGroup | None
    foreign: bool
    own: bool

    @property
    def called(self) -> str:
        if self.foreign:
            return _("a group outside your area")
        return self.group.name if self.group else self.link.party


def other_end(link: Link, by: User) -> Tie:
    """The tie as it is shown to `by` on the page of its own group."""
    foreign = bool(link.other_id) and not SocialGroup.objects.visible_to(by).filter(pk=link.other_id).exists()
    return Tie(link, link.other, foreign, own=True)


def network_of(group: SocialGroup, by: User) -> dict:
    """For the page of a group: what ties it, whom it could turn to, what tied it; as far as `by` sees the other end."""
    today = group.village.today()
    own = group.links.select_related("other__village")
    rows = [(link, link.other, True) for link in own]
    rows += [(link, link.group, False) for link in group.linked_by.select_related("group__village")]
    keys = [other.pk for _link, other, _own in rows if other is not None]
    seen = set(SocialGroup.objects.visible_to(by).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    ties = [Tie(link, other, other is not None and other.pk not in seen, own) for link, other, own in rows]
    lasting = [tie for tie in ties if tie.link.until is None or tie.link.until > today]
    return {
        "ties": [tie for tie in lasting if not tie.link.is_possible],
        "possible_ties": [tie for tie in lasting if tie.link.is_possible],
        "former_ties": [tie for tie in ties if tie not in lasting],
    }
