"""The list of groups."""

from django.utils import timezone

from groups.filters import GroupFilter
from groups.models import SocialGroup
from wksbm.accounts.lists import ScopedListView


class GroupListView(ScopedListView):
    template_name = "groups/list.html"
    filterset_class = GroupFilter

    def get_queryset(self):
        return SocialGroup.objects.visible_to(self.request.user).select_related("type").prefetch_related("village")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        context["rows"] = [(group, *group.state(today)) for group in context["rows"]]
        return context
