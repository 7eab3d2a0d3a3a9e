"""The lists of groups, of their papers, and of accounts with the groups they hold, as files."""

from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.account_sheet import AccountResource
from groups.paper_sheet import PaperResource
from groups.resources import GroupResource
from groups.views.documents import PaperListView
from groups.views.lists import GroupListView
from wksbm.accounts.views.accounts import AccountListView
from wksbm.spreadsheets.views import ExportView


class GroupExportView(ExportView):
    list_view = GroupListView
    resource_class = GroupResource
    sheet_title = _("Groups")
    record = "group"
    code = "groups"


class PaperExportView(ExportView):
    list_view = PaperListView
    resource_class = PaperResource
    sheet_title = _("Papers of groups")
    record = "attachment"
    code = "papers"

    def get_context_data(self, **kwargs):
        query = self.request.GET.urlencode()
        back = reverse("groups:papers")
        return super().get_context_data(**kwargs) | {"cancel": f"{back}?{query}" if query else back}


class AccountExportView(ExportView):
    """Without the leaders whom somebody keeps as a village officer: a village takes no accounts out."""

    list_view = AccountListView
    resource_class = AccountResource
    sheet_title = _("Accounts")
    record = "account"
    code = "accounts"

    @cached_property
    def queryset(self) -> QuerySet:
        return self.filters.qs.takeable_by(self.request.user)

    def get_context_data(self, **kwargs):
        query = self.request.GET.urlencode()
        back = reverse("accounts:list")
        return super().get_context_data(**kwargs) | {"cancel": f"{back}?{query}" if query else back}
