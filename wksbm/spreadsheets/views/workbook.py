"""The workbook back, with what is wrong in it."""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import View

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.spreadsheets.batches import UPLOAD
from wksbm.spreadsheets.engine.rows import ROWS
from wksbm.spreadsheets.returned import Returned
from wksbm.spreadsheets.views.export import CONTENT_TYPES
from wksbm.spreadsheets.views.own import OwnBatch

WRONG_ONLY = "salah"


class WorkbookView(OwnBatch, View):
    """404 when the files are gone or were not checked yet. `?hanya=salah`: only what does not come in as it is."""

    def get(self, request, *args, **kwargs):
        if self.batch.job or not self.store.has(UPLOAD) or not self.store.has(ROWS):
            raise Http404
        only = request.GET.get("hanya") == WRONG_ONLY
        stream = TemporaryFile()  # noqa: SIM115 the response closes it
        rows = Returned(self.batch, only=only).write(stream)
        facts = {"rows": rows, "batch": self.batch.pk, "format": "xlsx"}
        note(request.user, AccessLog.Kind.EXPORT, target="spreadsheets.ImportBatch", number=self.batch.pk, **facts)
        stream.seek(0)
        stem = slugify(self.batch.file_name.rpartition(".")[0]) or slugify(self.sheet_class.title)
        name = f"{stem}-{slugify(next(iter(self.sheet_class.returned_headers), _('Problem')))}.xlsx"
        headers = {"Cache-Control": "no-store"}
        return FileResponse(
            stream, as_attachment=True, filename=name, content_type=CONTENT_TYPES["xlsx"], headers=headers
        )
