"""The list of members over all groups one may see."""

from members.filters import MemberFilter
from members.models import Membership
from wksbm.accounts.lists import ScopedListView


class MemberListView(ScopedListView):
    template_name = "members/list.html"
    filterset_class = MemberFilter

    def get_queryset(self):
        members = Membership.objects.visible_to(self.request.user)
        related = members.select_related("person__village", "identity__group", "group__village", "group__type")
        return related.order_by("group__name_key", "group", "number", "pk")
