"""The story of an account, and putting back its name or phone."""

from wksbm.accounts.duty_forms import AccountEditForm
from wksbm.accounts.services import may_keep
from wksbm.accounts.views.accounts import AccountUpdateView, VisibleAccountMixin
from wksbm.accounts.views.history import HistoryView
from wksbm.accounts.views.restoring import RestoreMixin


class AccountHistoryView(VisibleAccountMixin, HistoryView):
    record = "account"
    restore_route = "accounts:restore"
    restorable = tuple(AccountEditForm._meta.fields)
    keeps = False

    def may_restore(self) -> bool:
        return may_keep(self.object, self.request.user)


class AccountRestoreView(RestoreMixin, AccountUpdateView):
    history_route = "accounts:history"
