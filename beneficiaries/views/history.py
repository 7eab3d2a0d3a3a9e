"""The story of a PMKS record and of a sealed case; putting back a fact of a proposal."""

from django.shortcuts import redirect

from beneficiaries.forms import ClassificationForm
from beneficiaries.models import SealedCase
from beneficiaries.services import may_correct
from beneficiaries.views.records import ClassificationMixin, ClassificationUpdateView
from beneficiaries.views.sealed import CaseMixin
from wksbm.accounts.opening import is_open
from wksbm.accounts.protected import level_of
from wksbm.accounts.views.history import HistoryView
from wksbm.accounts.views.restoring import RestoreMixin
from wksbm.people.models import Person


class ClassificationHistoryView(ClassificationMixin, HistoryView):
    record = "beneficiary"
    restore_route = "beneficiaries:restore"
    restorable = tuple(ClassificationForm._meta.fields)

    def called(self) -> str:
        known = level_of(self.request.user, self.object, "category") == "full"
        return str(self.object.category) if known else str(self.object._meta.verbose_name).capitalize()

    def zone(self):
        return self.object.village.time_zone

    def person(self) -> Person | None:
        return self.object.beneficiary.person

    def may_restore(self) -> bool:
        return may_correct(self.object, self.request.user)


class ClassificationRestoreView(RestoreMixin, ClassificationUpdateView):
    history_route = "beneficiaries:history"


class SealedHistoryView(CaseMixin, HistoryView):
    """Like every page about a case it is there while the case is open to this session, with a reason in the log."""

    record = "sealed"
    action = "history"

    def get_object(self) -> SealedCase:
        return self.case

    def zone(self):
        return self.case.village.time_zone

    def get(self, request, *args, **kwargs):
        if not is_open(request, self.case):
            return redirect(self.case)
        return super().get(request, *args, **kwargs)
