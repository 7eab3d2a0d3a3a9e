"""What the floors below must know of groups: who leads which, and whose accounts hang on the groups of an area."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from groups.models import Leadership
from wksbm.accounts import leading, scope
from wksbm.accounts.models import connected_accounts
from wksbm.regions.codes import within


@scope.knows_led_groups
def led_groups(user) -> dict[int, scope.Led]:
    rows = Leadership.objects.alive(timezone.localdate()).filter(user=user).order_by("group__name_key")
    values = rows.values_list("group", "role", "group__name", "group__village")
    return {group: scope.Led(*facts) for group, *facts in values}


@scope.reached_by_leaders("groups.SocialGroup")
def own_groups(groups: list[int]) -> Q:
    return Q(pk__in=groups)


@scope.reached_by_leaders("groups.Document")
@scope.reached_by_leaders("groups.Link")
def of_own_groups(groups: list[int]) -> Q:
    return Q(group__in=groups)


def leaders_in_the_area(wide: list[str], own: list[str]) -> Q:
    """Leaders and companions of the groups under `wide`, leaders of those under `own`."""
    leading = within("group__village", own) & Q(role=Leadership.Role.LEADER)
    return Q(pk__in=Leadership.objects.filter(within("group__village", wide) | leading).values("user"))


connected_accounts.append(leaders_in_the_area)


@leading.tells_what_is_held
def held(users: list[int]) -> list[leading.Held]:
    rows = Leadership.objects.filter(user__in=users).select_related("group").order_by("-starts_on", "pk")
    return [
        leading.Held(
            user=row.user_id,
            role=row.role,
            role_name=row.get_role_display(),
            name=row.group.name,
            village=row.group.village_id,
            group_url=row.group.get_absolute_url(),
            url=reverse("groups:leader-end", args=[row.pk]),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    ]


@leading.tells_who_holds
def holders(on: date, codes: list[str], role: str) -> Q:
    rows = Leadership.objects.alive(on).filter(within("group__village", codes))
    return Q(pk__in=(rows.filter(role=role) if role else rows).order_by().values("user"))
