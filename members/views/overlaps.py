"""Who is a member of two KUBE at once, with both groups."""

from django.db.models import Prefetch
from django.utils import timezone

from members.overlaps import in_kube, overlapping
from wksbm.accounts.filters import AreaFilter, HouseFilterSet
from wksbm.accounts.lists import ScopedListView


class OverlapFilter(HouseFilterSet):
    area = AreaFilter()


class OverlapListView(ScopedListView):
    template_name = "members/overlaps.html"
    filterset_class = OverlapFilter

    def get_queryset(self):
        user, today = self.request.user, timezone.localdate()
        kube = in_kube(user, today).select_related("group__village").order_by("joined_on", "pk")
        people = overlapping(user, today).select_related("village")
        return people.prefetch_related(Prefetch("memberships", kube, to_attr="in_kube"))
