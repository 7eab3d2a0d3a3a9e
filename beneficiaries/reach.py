"""A leader's reach: what the members of his groups are classified as, and what he proposed himself for others."""

from django.db.models import Q
from django.utils import timezone

from members.models import Membership
from wksbm.accounts import scope


def _members(groups: list[int]):
    return Membership.objects.filter(group__in=groups).current(timezone.localdate()).values("person")


@scope.reached_by_leaders("beneficiaries.Beneficiary")
def subjects(groups: list[int]) -> Q:
    return Q(person__in=_members(groups))


@scope.reached_by_leaders("beneficiaries.Classification")
def classifications(groups: list[int]) -> Q:
    return Q(beneficiary__person__in=_members(groups))
