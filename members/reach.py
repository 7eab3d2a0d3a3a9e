"""A leader's reach: the memberships of his groups, and the people in them today."""

from django.db.models import Q
from django.utils import timezone

from members.models import Membership
from wksbm.accounts import scope


@scope.reached_by_leaders("members.Membership")
@scope.reached_by_leaders("members.OfficerTerm")
def rows_of_own_groups(groups: list[int]) -> Q:
    return Q(group__in=groups)


@scope.reached_by_leaders("people.Person")
def members_of_own_groups(groups: list[int]) -> Q:
    return Q(pk__in=Membership.objects.filter(group__in=groups).current(timezone.localdate()).values("person"))
