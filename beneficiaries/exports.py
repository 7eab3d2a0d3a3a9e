"""The list of PMKS as a file."""

from django.utils.translation import gettext_lazy as _

from beneficiaries.resources import ClassificationResource
from beneficiaries.views.lists import ClassificationListView
from wksbm.spreadsheets.views import ExportView


class ClassificationExportView(ExportView):
    list_view = ClassificationListView
    resource_class = ClassificationResource
    sheet_title = _("PMKS")
    record = "beneficiary"
    code = "beneficiaries"
