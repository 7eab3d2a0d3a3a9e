"""The groups that make up a WKSBM: taken up on a day, taken out on another."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from groups.models import Component, SocialGroup
from wksbm.accounts.models import User
from wksbm.dates import in_words
from wksbm.records import lock


@transaction.atomic
def add_component(umbrella: SocialGroup, part: SocialGroup, *, since: date | None, by: User) -> Component:
    """`part` belongs to the WKSBM `umbrella` from the day `since` (None: not known).

    Raises ValidationError when `by` may not update the umbrella or does not see the part, when one of them is closed,
    when it belongs to it already, when the umbrella is the part itself or lies under it, and for a day to come.
    """
    if not by.may("update", "group", umbrella) or not SocialGroup.objects.visible_to(by).filter(pk=part.pk).exists():
        raise ValidationError(_("This is not yours to decide."))
    for row in sorted((umbrella, part), key=lambda one: one.pk):  # of two acts at once the second sees the first
        lock(row)
    if not (umbrella.is_open and part.is_open):
        raise ValidationError(_("A closed group is no component and has none."))
    if part.pk in {umbrella.pk, *groups_above(umbrella)}:
        raise ValidationError(_("%(umbrella)s belongs to %(part)s itself.") % {"umbrella": umbrella, "part": part})
    if _lasting(umbrella.components).filter(part=part).exists():
        raise ValidationError(_("%(part)s is a component already.") % {"part": part})
    if since is not None and since > umbrella.village.today():
        raise ValidationError({"since": _("This day is still to come.")})
    component = Component(umbrella=umbrella, part=part, since=since)
    component.full_clean()
    component.save()
    return component


@transaction.atomic
def end_component(component: Component, *, on: date, by: User, reason: str) -> None:
    """Its last day is `on`.

    Raises ValidationError when `by` may not update the umbrella, when it has ended already, when the day is still to
    come or lies before the first one.
    """
    lock(component)
    umbrella = component.umbrella
    if not by.may("update", "group", umbrella) or not umbrella.is_open:
        raise ValidationError(_("This is not yours to decide."))
    if component.until is not None:
        raise ValidationError(_("This has ended already."))
    if on > umbrella.village.today():
        raise ValidationError({"on": _("This day is still to come.")})
    if component.since is not None and on < component.since:
        raise ValidationError({"on": _("It is a component since %(day)s.") % {"day": in_words(component.since)}})
    component.until = on
    component._change_reason = reason
    component.save()


def groups_above(group: SocialGroup) -> set[int]:
    """The numbers of all umbrellas that the group belongs to today, over every level."""
    found: set[int] = set()
    level = {group.pk}
    while level:
        above = _lasting(Component.objects.filter(part__in=level)).values_list("umbrella", flat=True)
        level = set(above) - found
        found |= level
    return found


def _lasting(rows: QuerySet) -> QuerySet:
    return rows.filter(until__isnull=True)


def ties(group: SocialGroup, by: User) -> dict:
    """For the page of a group: its components today and before, its umbrellas; as far as `by` sees the other group."""
    seen = SocialGroup.objects.visible_to(by)
    today = group.village.today()
    parts = list(group.components.filter(part__in=seen).select_related("part__village"))
    lasting = Q(until__isnull=True) | Q(until__gt=today)
    return {
        "components": [row for row in parts if row.until is None or row.until > today],
        "former_components": [row for row in parts if row.until is not None and row.until <= today],
        "umbrellas": group.umbrellas.filter(lasting, umbrella__in=seen).select_related("umbrella"),
    }
