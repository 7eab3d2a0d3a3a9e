"""The access log as a file: the sentences of the screen, codes where the table says codes."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from wksbm.accounts.log_words import Line, lines
from wksbm.accounts.models import AccessLog
from wksbm.accounts.views.log import AccessLogView
from wksbm.spreadsheets.resource import SheetResource
from wksbm.spreadsheets.views import ExportView

AT_ONCE = 500  # entries whose names are asked for together


class LogResource(SheetResource):
    at = Field(None, _("When"))
    who = Field(None, _("Who"))
    account = Field(None, _("Account"))
    what = Field(None, _("What"))
    about = Field(None, _("About"))
    why = Field(None, _("Reason"))

    class Meta:
        model = AccessLog
        fields = ("at", "who", "account", "what", "about", "why")

    def rows(self, queryset: QuerySet) -> Iterator[list]:
        entries = self.iter_queryset(queryset.select_related("user", "region"))
        while some := list(islice(entries, AT_ONCE)):
            yield from map(_cells, lines(self.user, some))


def _cells(line: Line) -> list[str]:
    return [f"{line.at:%Y-%m-%d %H:%M}", line.who, line.account, line.what, line.about, line.why]


class LogExportView(ExportView):
    list_view = AccessLogView
    resource_class = LogResource
    sheet_title = _("Access log")
    record = "access_log"

    def get_context_data(self, **kwargs):
        query = self.request.GET.urlencode()
        back = reverse("accounts:log")
        return super().get_context_data(**kwargs) | {"cancel": f"{back}?{query}" if query else back}
