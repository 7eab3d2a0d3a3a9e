"""What to do next, by role: counted inside the area, each count with the list behind it."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import Activity
from beneficiaries.models import Classification
from groups.models import SocialGroup
from members.models import Membership
from wksbm.accounts.models import Duty, User
from wksbm.dates import in_words
from wksbm.people.models import Person

SHOWN = 5


class Task(NamedTuple):
    """A line of the queue: how many, what, how old, and where the rows are."""

    count: int
    what: str
    detail: str
    url: str


def officer_tasks(user: User, today: date) -> list[Task]:
    """The queue of a village, TKSK or Dinas: what waits for a decision, what fell silent, what is incomplete."""
    waiting = proposals(user)
    oldest = waiting.aggregate(oldest=Min("identified_on"))["oldest"]
    silent = SocialGroup.objects.visible_to(user).dormant(today).count()
    people = Person.objects.visible_to(user)
    tasks = [
        Task(
            waiting.count(),
            _("PMKS to verify"),
            _("oldest %(day)s") % {"day": in_words(oldest, short=True)} if oldest else "",
            f"{reverse('beneficiaries:list')}?status=proposed",
        ),
        Task(
            silent,
            _("Groups without activity"),
            _("for more than %(days)s days") % {"days": settings.DORMANT_AFTER_DAYS},
            f"{reverse('groups:list')}?state=dormant",
        ),
        Task(
            people.without_nik().count(),
            _("People without NIK"),
            _("fill in when the card is at hand"),
            f"{reverse('people:list')}?nik=none",
        ),
        Task(
            people.exclude(doubts=[]).count(),
            _("Entries in doubt"),
            _("saved although something looked odd"),
            f"{reverse('people:list')}?nik=doubt",
        ),
    ]
    return [task for task in tasks if task.count]


def proposals(user: User):
    """Proposals that `user` may decide: those that somebody else made."""
    rows = Classification.objects.visible_to(user).filter(status=Classification.Status.PROPOSED)
    return rows.exclude(proposed_by=user) if user.may("verify", "beneficiary") else rows.none()


def officer_home(user: User, today: date) -> dict:
    related = proposals(user).select_related(
        "beneficiary__person__village", "beneficiary__household", "village", "category"
    )
    silent = SocialGroup.objects.visible_to(user).dormant(today).select_related("village")
    return {
        "tasks": officer_tasks(user, today),
        "waiting": related.order_by("identified_on")[:SHOWN],
        "silent": [(group, *group.state(today)) for group in silent.order_by("last_activity_on", "name_key")[:SHOWN]],
        "facts": facts(user, today),
    }


def facts(user: User, today: date) -> list[tuple[str, int, str]]:
    """The area in four numbers, each with its list."""
    members = Membership.objects.visible_to(user).current(today)
    month = Activity.objects.visible_to(user).standing().filter(date__year=today.year, date__month=today.month)
    first = f"01/{today:%m/%Y}"
    return [
        (_("Groups"), SocialGroup.objects.visible_to(user).serving().count(), reverse("groups:list")),
        (_("Memberships"), members.count(), reverse("members:list")),
        (
            _("PMKS records"),
            Classification.objects.visible_to(user).alive(today).count(),
            f"{reverse('beneficiaries:list')}?status=all",
        ),
        (_("Activities this month"), month.count(), f"{reverse('activities:list')}?since={first}"),
    ]


def leader_home(user: User, today: date) -> dict:
    groups = list(SocialGroup.objects.visible_to(user).serving().order_by("name_key")[:SHOWN])
    members = Membership.objects.visible_to(user).current(today).order_by().values_list("group")
    count = dict(members.annotate(Count("pk")))
    activities = Activity.objects.visible_to(user).standing().select_related("group", "skill").with_counts()
    return {
        "groups": [(group, *group.state(today), count.get(group.pk, 0)) for group in groups],
        "recent": activities.order_by("-date", "-pk")[:SHOWN],
    }


def admin_home(user: User, today: date) -> dict:
    duties = Duty.objects.alive(today).filter(user__in=User.objects.visible_to(user))
    soon = duties.filter(ends_on__isnull=False).select_related("user", "region").order_by("ends_on")
    idle = (
        User.objects.visible_to(user)
        .filter(is_active=True)
        .exclude(Q(pk__in=duties.values("user")) | Q(leaderships__ends_on__isnull=True, leaderships__isnull=False))
    )
    return {"ending": soon[:SHOWN], "accounts": User.objects.visible_to(user).count(), "idle": idle[:SHOWN]}
