"""A leader's reach: the memberships of his groups, and the people in them today."""

from django.db.models import Q
from django.utils import timezone

from groups.models import SocialGroup
from groups.sizes import counts_members
from members.models import Membership
from wksbm.accounts import scope


@scope.reached_by_leaders("members.Membership")
@scope.reached_by_leaders("members.OfficerTerm")
@scope.reached_by_leaders("members.IdentityMatch")
def rows_of_own_groups(groups: list[int]) -> Q:
    return Q(group__in=groups)


@scope.reached_by_leaders("people.Person")
def members_of_own_groups(groups: list[int]) -> Q:
    return Q(pk__in=Membership.objects.filter(group__in=groups).current(timezone.localdate()).values("person"))


@counts_members
def members_today(group: SocialGroup) -> int:
    return Membership.objects.in_group(group).current(group.village.today()).count()
