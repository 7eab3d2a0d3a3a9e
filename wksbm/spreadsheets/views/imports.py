"""Which sheets the user may bring in, and what became of those that he brought."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.progress import progress_of
from wksbm.spreadsheets.review import sum_line, told
from wksbm.spreadsheets.sheet import sheet_of, sheets_for
from wksbm.spreadsheets.store import Store

IMPORTS_A_PAGE, WAITING_SHOWN = 10, 5
State = ImportBatch.State


class Offered(NamedTuple):
    code: str
    title: str
    explained: str
    template: str  # address of the blank workbook, "" where there is none


class ImportLine(NamedTuple):
    batch: ImportBatch
    title: str
    look: str  # of the tag
    word: str
    counts: str
    what_next: str
    percent: int | None  # of a work that runs


def template_url(code: str) -> str:
    try:
        return reverse("spreadsheets:template", args=[code])
    except NoReverseMatch:
        return ""


class ImportListView(TemplateView):
    template_name = "spreadsheets/imports.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        own = ImportBatch.objects.visible_to(user).select_related("parent")
        waiting = list(own.filter(state__in=(State.UPLOADED, State.CHECKED))[:WAITING_SHOWN])
        others = own.exclude(pk__in=[batch.pk for batch in waiting])
        page = Paginator(others, IMPORTS_A_PAGE).get_page(self.request.GET.get("halaman"))
        offered = [
            Offered(one.code, str(one.title), str(one.explained), template_url(one.code)) for one in sheets_for(user)
        ]
        return super().get_context_data(**kwargs) | {
            "offered": offered,
            "page": page,
            "waiting": list(map(line, waiting)),
            "lines": [line(batch) for batch in page.object_list],
        }


def line(batch: ImportBatch) -> ImportLine:
    sheet = sheet_of(batch.sheet)
    progress = progress_of(Store(batch.token)) if batch.job else None
    running = progress is not None and progress.is_alive
    looks = {State.UPLOADED: "-wait", State.CHECKED: "-wait", State.WRITTEN: "-ok"}
    return ImportLine(
        batch,
        str(sheet.title) if sheet else batch.sheet,
        looks.get(batch.state, ""),
        batch.get_job_display() if running else batch.get_state_display(),
        counts_of(batch),
        "" if running else what_next(batch),
        progress.percent if running else None,
    )


def counts_of(batch: ImportBatch) -> str:
    counts = batch.counts
    if "written_new" in counts:
        written = counts["written_new"] + counts["written_changed"]
        facts = {"written": told(written), "refused": told(counts["refused"])}
        return _("%(written)s brought in, %(refused)s kept out") % facts
    return sum_line(counts) if counts else ""


def what_next(batch: ImportBatch) -> str:
    if batch.job:
        return _("It stopped. Nothing was lost: open it and begin again.")
    if batch.state == State.UPLOADED:
        return _("Open it and go on.")
    if batch.state == State.CHECKED and batch.held_back:
        return batch.held_back
    if batch.state == State.CHECKED:
        waiting = batch.counts["wrong"] + batch.counts["similar"]
        if waiting:
            return _("Mend what is wrong, then bring it in.")
        ready = batch.counts["new"] + batch.counts["changed"]
        return _("Everything fits: bring it in.") if ready else _("As it stands, no row comes in.")
    return ""
