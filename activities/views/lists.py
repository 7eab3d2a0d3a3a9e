"""The list of activities, and those of one group."""

from django.views.generic import TemplateView

from activities.filters import ActivityFilter
from activities.models import Activity
from groups.views.group import GroupMixin
from members.views.roster import TabMixin
from wksbm.accounts.lists import ScopedListView

SHOWN_IN_TAB = 8


class ActivityListView(ScopedListView):
    template_name = "activities/list.html"
    filterset_class = ActivityFilter

    def get_queryset(self):
        rows = Activity.objects.visible_to(self.request.user).standing()
        return rows.select_related("group", "village", "skill").with_counts().order_by("-date", "-pk")


class ActivitiesOfGroupView(GroupMixin, TabMixin, TemplateView):
    template_name = "activities/of_group.html"
    action = "list"
    record = "activity"

    def get_context_data(self, **kwargs):
        rows = Activity.objects.visible_to(self.request.user).standing().filter(group=self.group)
        shown = rows.select_related("skill").with_counts().order_by("-date", "-pk")[:SHOWN_IN_TAB]
        return super().get_context_data(**kwargs) | {"activities": shown, "count": rows.count()}
