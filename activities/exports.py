"""The list of activities as a file."""

from django.utils.translation import gettext_lazy as _

from activities.resources import ActivityResource
from activities.views.lists import ActivityListView
from wksbm.spreadsheets.views import ExportView


class ActivityExportView(ExportView):
    list_view = ActivityListView
    resource_class = ActivityResource
    sheet_title = _("Activities")
    record = "activity"
    code = "activities"
