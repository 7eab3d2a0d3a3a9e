"""The sheet to fill in, for whoever may bring it in."""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import View

from wksbm.spreadsheets.blank_sheets import write_blank_sheet
from wksbm.spreadsheets.downloads import CONTENT_TYPES
from wksbm.spreadsheets.sheet import sheets_for


class BlankSheetView(View):
    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        sheet = next((one for one in sheets_for(request.user) if one.code == kwargs["sheet"]), None)
        if sheet is None:
            raise Http404
        stream = TemporaryFile()  # noqa: SIM115 the response closes it
        write_blank_sheet(stream, sheet(request.user, timezone.localdate()))
        stream.seek(0)
        name = slugify(_("%(sheet)s to fill in") % {"sheet": sheet.title})
        return FileResponse(stream, as_attachment=True, filename=f"{name}.xlsx", content_type=CONTENT_TYPES["xlsx"])
