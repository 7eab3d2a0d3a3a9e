"""The story of an activity, and putting back one of its facts."""

from activities.forms import ActivityForm
from activities.views.log import ActivityMixin, ActivityUpdateView
from wksbm.accounts.views.history import HistoryView
from wksbm.accounts.views.restoring import RestoreMixin


class ActivityHistoryView(ActivityMixin, HistoryView):
    record = "activity"
    restore_route = "activities:restore"
    restorable = tuple(ActivityForm._meta.fields)

    def called(self) -> str:
        return self.object.title

    def zone(self):
        return self.object.village.time_zone

    def may_restore(self) -> bool:
        return self.may_change(self.object, "update")


class ActivityRestoreView(RestoreMixin, ActivityUpdateView):
    history_route = "activities:history"

    def beside(self):
        """The marks as they are; nobody found anew."""
        data = super().beside()
        for member, mark in self.recorded_marks().items():
            data[f"mark_{member}"] = mark
        data["found-TOTAL_FORMS"] = data["found-INITIAL_FORMS"] = "0"
        return data
