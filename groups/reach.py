"""What the floors below must know of groups: who leads which, and whose accounts hang on the groups of an area."""

from django.db.models import Q
from django.utils import timezone

from groups.models import Leadership
from wksbm.accounts import scope
from wksbm.accounts.models import connected_accounts


@scope.knows_led_groups
def led_groups(user) -> dict[int, scope.Led]:
    rows = Leadership.objects.alive(timezone.localdate()).filter(user=user).order_by("group__name_key")
    values = rows.values_list("group", "role", "group__name", "group__village")
    return {group: scope.Led(*facts) for group, *facts in values}


@scope.reached_by_leaders("groups.SocialGroup")
def own_groups(groups: list[int]) -> Q:
    return Q(pk__in=groups)


def leaders_in_the_area(user) -> Q:
    own = scope.area(user, "account", "group__village")
    return Q(pk__in=Leadership.objects.filter(own).values("user"))


connected_accounts.append(leaders_in_the_area)
