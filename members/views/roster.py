"""The roster of a group on any day; memberships and offices of one person."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from groups.views.group import GroupMixin
from members.faces import age_of
from members.models import Membership, OfficerTerm
from members.models.office import held_by
from members.offices import officers
from wksbm.accounts import access
from wksbm.accounts.log import note_part
from wksbm.formfields import DayField
from wksbm.people.models import Person

SHOWN_IN_TAB = 8


class TabMixin:
    """A tab: a fragment inside its frame's page (by htmx), a page of its own without JavaScript."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"base": "bare.html" if self.request.htmx else "base.html"}


class OnDayMixin(GroupMixin):
    """The roster of the day of `?on=…`, of today without; what cannot be read is said, and today is taken."""

    record = "member"

    def day(self):
        typed, today = self.request.GET.get("on", ""), self.today()
        field = DayField(required=False, future=True)
        try:
            return field.clean(typed) or today, ""
        except ValidationError as error:
            return today, " ".join(error.messages)

    def roster(self, day) -> list[Membership]:
        return list(Membership.objects.visible_to(self.request.user).roster(self.group, day))

    def officers(self, day):
        return officers(self.request.user, self.group, day)


def titles_of(row: Membership, terms) -> str:
    return ", ".join(term.title for term in terms if held_by(term, row))


class RosterView(OnDayMixin, TabMixin, TemplateView):
    template_name = "members/roster.html"
    action = "list"

    def get_context_data(self, **kwargs):
        day, problem = self.day()
        user, terms = self.request.user, self.officers(day)
        members = [(row, age_of(user, row, day), titles_of(row, terms)) for row in self.roster(day)]
        left = Membership.objects.visible_to(user).left_before(self.group, day)
        shows_left = "keluar" in self.request.GET
        return super().get_context_data(**kwargs) | {
            "day": day,
            "problem": problem,
            "members": members,
            "terms": terms,
            "is_today": day == self.today(),
            "shows_left": shows_left,
            "left": left if shows_left else [],
            "left_count": left.count(),
            "may_find": self.may_find(),
            "may_print": bool(user.roles_over(self.group) & access.PRINTS_FULL_NIK),
            "shown_members": members[:SHOWN_IN_TAB] if self.request.htmx else members,
        }

    def may_find(self) -> bool:
        """Whose area is a group searches nobody: names enter that group's list and wait to be matched."""
        return bool(self.request.user.area_codes("person"))


class MembershipsOfPersonView(TabMixin, TemplateView):
    template_name = "members/of_person.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        person = get_object_or_404(Person.objects.visible_to(user), pk=self.kwargs["pk"])
        note_part(user, person, "members")
        rows = Membership.objects.visible_to(user).filter(person=person, void=False).select_related("group__village")
        terms = OfficerTerm.objects.visible_to(user).filter(person=person).select_related("group__village")
        return super().get_context_data(**kwargs) | {
            "person": person,
            "memberships": rows.order_by("-joined_on"),
            "terms": terms.order_by("-starts_on", "pk"),
        }
