"""The list of people as a file."""

from django.utils.translation import gettext_lazy as _

from wksbm.people.resources import PersonResource
from wksbm.people.views import PersonListView
from wksbm.spreadsheets.views import ExportView


class PersonExportView(ExportView):
    list_view = PersonListView
    resource_class = PersonResource
    sheet_title = _("People")
    record = "person"
    code = "people"
