"""One person in two KUBE at the same time: the programme's rule is one, so it is told, and never blocked."""

from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from groups.models import SocialGroup
from members.models import Membership
from wksbm.accounts.models import User
from wksbm.people.models import Person

IN_KUBE = {"group__kind": SocialGroup.Kind.KUBE, "group__status__in": ["preparing", "active"]}


def kube_of(person: Person, *, but: SocialGroup | None, by: User, on: date) -> list[SocialGroup]:
    """The other KUBE, among those that `by` sees, of which the person is a member on the day `on`; one statement."""
    rows = in_kube(by, on).filter(person=person).select_related("group__village").order_by("group__name_key", "pk")
    return [row.group for row in rows.exclude(group=but)]


def warning(people: list[Person], group: SocialGroup, *, by: User, on: date) -> str:
    """Who of `people`, about to be in this KUBE, is in another one as well, in a sentence; "" when nobody is."""
    if group.kind != SocialGroup.Kind.KUBE or not people:
        return ""
    rows = in_kube(by, on).filter(person__in=people).exclude(group=group).select_related("person", "group")
    names = ", ".join(f"{row.person} ({row.group})" for row in rows.order_by("person__name_key", "group__name_key"))
    text = _("Is in another KUBE as well: %(names)s. That is allowed; talk it over with both.")
    return text % {"names": names} if names else ""


def overlapping(by: User, on: date) -> QuerySet[Person]:
    """People who on the day `on` are members of more than one KUBE among those that `by` sees."""
    members = in_kube(by, on).filter(person__isnull=False).order_by()
    twice = members.values("person").annotate(kube=Count("group", distinct=True)).filter(kube__gt=1).values("person")
    return Person.objects.visible_to(by).filter(pk__in=twice)


def in_kube(by: User, on: date) -> QuerySet[Membership]:
    return Membership.objects.visible_to(by).current(on).filter(**IN_KUBE)
