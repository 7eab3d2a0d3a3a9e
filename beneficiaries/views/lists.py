"""The list of PMKS: one row a classification, so that one person of two kinds stands twice."""

from beneficiaries.filters import ClassificationFilter
from beneficiaries.models import Classification
from wksbm.accounts.lists import ScopedListView


class ClassificationListView(ScopedListView):
    template_name = "beneficiaries/list.html"
    filterset_class = ClassificationFilter

    def get_queryset(self):
        rows = Classification.objects.visible_to(self.request.user)
        related = rows.select_related("beneficiary__person__village", "beneficiary__household", "village", "category")
        return related.order_by("-identified_on", "-pk")
