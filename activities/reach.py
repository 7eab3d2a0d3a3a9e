"""A leader's reach: the activities of his groups."""

from django.db.models import Q

from wksbm.accounts import scope


@scope.reached_by_leaders("activities.Activity")
def activities_of_own_groups(groups: list[int]) -> Q:
    return Q(group__in=groups)


@scope.reached_by_leaders("activities.OutreachFinding")
def found_by_own_groups(groups: list[int]) -> Q:
    return Q(activity__group__in=groups)
