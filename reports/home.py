"""What to do next, by role: counted inside the area, each count with the list behind it."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity
from beneficiaries.models import Classification, SealedCase
from groups.models import Document, SocialGroup
from members.identities import entered_on, to_decide
from members.models import IdentityMatch, Membership
from members.news import corrections, names_to_tell
from wksbm.accounts.alarms import alarms
from wksbm.accounts.models import Duty, User
from wksbm.accounts.services import grantable_roles, may_change
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


def duty_tasks(user: User, today: date) -> list[Task]:
    """For who gives duties: those that end within 30 days."""
    count = Duty.objects.visible_to(user).ending_soon(today).count() if grantable_roles(user) else 0
    task = Task(count, _("Duties about to end"), _("extend or hand over"), reverse("accounts:ending"))
    return [task] if count else []


def proposals(user: User):
    """Proposals that `user` may decide: those that somebody else made."""
    rows = Classification.objects.visible_to(user).filter(status=Classification.Status.PROPOSED)
    return rows.exclude(proposed_by=user) if user.may("verify", "beneficiary") else rows.none()


def matching_tasks(user: User) -> list[Task]:
    """For the village: names that leaders use and the registry does not know yet."""
    waiting = to_decide(user)
    first = waiting.first()
    if first is None:
        return []
    oldest = timezone.localdate(entered_on([first.pk])[first.pk])
    detail = _("oldest %(day)s") % {"day": in_words(oldest, short=True)}
    return [Task(waiting.count(), _("Names waiting to be matched"), detail, reverse("members:identities"))]


def paper_tasks(user: User, today: date) -> list[Task]:
    """Papers of groups that end within 60 days or have ended, where no newer one is kept."""
    count = Document.objects.visible_to(user).expiring(today).count()
    url = f"{reverse('groups:papers')}?state=expiring"
    return [Task(count, _("Papers that end or have ended"), _("SK, AD/ART, agreements"), url)] if count else []


def notice_tasks(user: User) -> list[Task]:
    """For who enters people: those who were not told yet what is kept about them."""
    count = Person.objects.visible_to(user).without_notice().count() if user.may("update", "person") else 0
    url = f"{reverse('people:list')}?notice=none"
    return [Task(count, _("People without the notice"), _("read out what is kept about them"), url)] if count else []


def conflict_tasks(user: User) -> list[Task]:
    """For the Dinas: people whose NIK somebody else has as well."""
    count = Person.objects.visible_to(user).in_conflict_for(user).count()
    url = f"{reverse('people:list')}?nik=conflict"
    return [Task(count, _("NIK of two people"), _("find out whose it is"), url)] if count else []


def sealed_tasks(user: User) -> list[Task]:
    """To the cleared, how many sealed referrals wait: a count, nothing of what they say."""
    waiting = SealedCase.objects.visible_to(user).filter(status=SealedCase.Status.WAITING)
    oldest = waiting.aggregate(oldest=Min("received_on"))["oldest"]
    if oldest is None:
        return []
    detail = _("oldest %(day)s") % {"day": in_words(oldest, short=True)}
    url = f"{reverse('beneficiaries:sealed-list')}?status=waiting"
    return [Task(waiting.count(), _("Sealed referrals waiting"), detail, url)]


def officer_home(user: User, today: date) -> dict:
    related = proposals(user).select_related(
        "beneficiary__person__village", "beneficiary__household", "village", "category"
    )
    silent = SocialGroup.objects.visible_to(user).dormant(today).select_related("village")
    return {
        "alarms": alarms(user),
        "tasks": [
            *officer_tasks(user, today),
            *matching_tasks(user),
            *notice_tasks(user),
            *conflict_tasks(user),
            *duty_tasks(user, today),
            *paper_tasks(user, today),
            *sealed_tasks(user),
        ],
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
        "told_names": names_to_tell(user)[:SHOWN],
        "corrections": corrections(user, today),
        "waiting_names": IdentityMatch.objects.visible_to(user).waiting().count(),
        "groups": [(group, *group.state(today), count.get(group.pk, 0)) for group in groups],
        "recent": activities.order_by("-date", "-pk")[:SHOWN],
        "tasks": paper_tasks(user, today),
    }


def admin_home(user: User, today: date) -> dict:
    soon = Duty.objects.visible_to(user).ending_soon(today).select_related("user", "region")
    return {
        "ending": [(duty, may_change(duty, user)) for duty in soon[:SHOWN]],
        "accounts": User.objects.visible_to(user).count(),
        "idle": User.objects.visible_to(user).idle(today).order_by("username")[:SHOWN],
    }
