"""What the pages of one import share: it is one's own, and one thing happens to it at a time."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.progress import Progress, progress_of
from wksbm.spreadsheets.sheet import SheetImport, sheet_of, sheets_for
from wksbm.spreadsheets.store import Store

State, Job = ImportBatch.State, ImportBatch.Job


def sheet_to_bring_in(user, code: str) -> type[SheetImport]:
    """Raises Http404 for a sheet that there is not, PermissionDenied for one that the user may not bring in."""
    sheet = sheet_of(code)
    if sheet is None:
        raise Http404
    if sheet not in sheets_for(user):
        raise PermissionDenied
    return sheet


class OwnBatch:
    """A view of one import of the user, 404 for anybody else's."""

    @cached_property
    def batch(self) -> ImportBatch:
        own = ImportBatch.objects.visible_to(self.request.user).select_related("user", "parent")
        return get_object_or_404(own, pk=self.kwargs["pk"])

    @cached_property
    def store(self) -> Store:
        return Store(self.batch.token)

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.store)

    @property
    def is_running(self) -> bool:
        return bool(self.batch.job) and self.progress.is_alive

    def back(self, anchor: str = "", query: str = "") -> HttpResponseRedirect:
        """To the page of the import."""
        url = self.batch.get_absolute_url()
        return HttpResponseRedirect(url + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else ""))

    def too_late(self) -> HttpResponseRedirect:
        """Somebody (a double tap, another window) was quicker."""
        messages.info(self.request, _("This has been done already. Here is how the file stands now."))
        return self.back()

    @property
    def sheet_class(self) -> type[SheetImport]:
        return sheet_of(self.batch.sheet)
