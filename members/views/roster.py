"""The roster of a group on any day, and the memberships of one person."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from groups.views.group import GroupMixin
from members.models import Membership, OfficerTerm
from wksbm.formfields import DayField
from wksbm.people.models import Person

SHOWN_IN_TAB = 8


class TabMixin:
    """A tab: a fragment inside its frame's page (by htmx), a page of its own without JavaScript."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"base": "bare.html" if self.request.htmx else "base.html"}


class RosterView(GroupMixin, TabMixin, TemplateView):
    template_name = "members/roster.html"
    action = "list"
    record = "member"

    def day(self):
        """The day asked for, or today; what cannot be read is said, and today is shown."""
        typed, today = self.request.GET.get("on", ""), self.today()
        field = DayField(required=False, future=True)
        try:
            return field.clean(typed) or today, ""
        except ValidationError as error:
            return today, " ".join(error.messages)

    def get_context_data(self, **kwargs):
        day, problem = self.day()
        user = self.request.user
        terms = OfficerTerm.objects.visible_to(user).in_group(self.group).current(day).select_related("person")
        titles: dict[int, list[str]] = {}
        for term in terms:
            titles.setdefault(term.person_id, []).append(term.title)
        roster = list(Membership.objects.visible_to(user).roster(self.group, day))
        members = [(row, row.person.age(day), ", ".join(titles.get(row.person_id, ()))) for row in roster]
        return super().get_context_data(**kwargs) | {
            "day": day,
            "problem": problem,
            "members": members,
            "terms": terms,
            "is_today": day == self.today(),
            "shown_members": members[:SHOWN_IN_TAB] if self.request.htmx else members,
        }


class MembershipsOfPersonView(TabMixin, TemplateView):
    template_name = "members/of_person.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        person = get_object_or_404(Person.objects.visible_to(user), pk=self.kwargs["pk"])
        rows = Membership.objects.visible_to(user).filter(person=person).select_related("group__village")
        return super().get_context_data(**kwargs) | {"person": person, "memberships": rows.order_by("-joined_on")}
