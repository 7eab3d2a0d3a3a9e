"""The list of members as a file."""

from django.utils.translation import gettext_lazy as _

from members.faces import holder_of
from members.offices import officers
from members.resources import MemberResource
from members.views.lists import MemberListView
from wksbm.spreadsheets.views import ExportView


class MemberExportView(ExportView):
    list_view = MemberListView
    resource_class = MemberResource
    sheet_title = _("Members")
    record = "member"
    code = "members"

    def about(self, choice: dict) -> list[tuple[str, str]]:
        """Of a single group the officers of the day as well: a founder, an adviser need not be on the list."""
        group = self.filters.form.cleaned_data.get("group") if self.filters.is_bound else None
        terms = officers(self.request.user, group, self.on) if group else []
        return super().about(choice) + [(term.title, holder_of(self.request.user, term)) for term in terms]
