"""One's own downloads: what is being written, what is ready, what could not be written."""

from datetime import timedelta
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from wksbm.spreadsheets import downloads
from wksbm.spreadsheets.models import KEPT_FOR, Download
from wksbm.spreadsheets.progress import Progress, progress_of
from wksbm.spreadsheets.store import Store

WATCHED_FOR = timedelta(minutes=10)  # a page that asks for ever would keep a forgotten screen signed in


class Line(NamedTuple):
    download: Download
    progress: Progress
    lost: bool
    until: object


class DownloadListView(TemplateView):
    template_name = "spreadsheets/downloads.html"

    def get_context_data(self, **kwargs):
        downloads.expire()
        own = Download.objects.visible_to(self.request.user)
        lines = [line_of(download) for download in own]
        watched = timezone.now() - WATCHED_FOR
        waiting = any(
            line.download.state == Download.State.WAITING and not line.lost and line.download.created_at > watched
            for line in lines
        )
        for failed in own.filter(state=Download.State.FAILED, fetched_at=None):
            fetched(failed)  # what went wrong is told herewith
        return super().get_context_data(**kwargs) | {"lines": lines, "waiting": waiting}


def line_of(download: Download) -> Line:
    progress = progress_of(Store(download.token))
    return Line(download, progress, downloads.is_lost(download), download.created_at + KEPT_FOR)


def fetched(download: Download) -> None:
    download.fetched_at = timezone.now()
    download.save(update_fields=["fetched_at"])


class OwnDownloadMixin:
    """`self.download` is one's own; everybody else's is not there."""

    def dispatch(self, request, *args, **kwargs):
        downloads.expire()
        self.download = get_object_or_404(Download.objects.visible_to(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class FetchView(OwnDownloadMixin, View):
    """The file, as often as one likes within its 24 hours."""

    def get(self, request, *args, **kwargs):
        store = Store(self.download.token)
        if self.download.state != Download.State.READY or not store.has(downloads.FILE):
            raise Http404
        if self.download.fetched_at is None:
            fetched(self.download)
        name = self.download.file_name
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        kind = downloads.CONTENT_TYPES[name.rpartition(".")[2]]
        return StreamingHttpResponse(store.blocks(downloads.FILE), content_type=kind, headers=headers)


class DiscardView(OwnDownloadMixin, View):
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        downloads.discard(self.download)
        messages.success(request, _("The file is gone."))
        return redirect("downloads:list")
