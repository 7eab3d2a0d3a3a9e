"""The list of members as a file."""

from django.utils.translation import gettext_lazy as _

from members.resources import MemberResource
from members.views.lists import MemberListView
from wksbm.spreadsheets.views import ExportView


class MemberExportView(ExportView):
    list_view = MemberListView
    resource_class = MemberResource
    sheet_title = _("Members")
    record = "member"
