"""The page of one import: before it is brought in the review, afterwards the result, meanwhile how far it is."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from wksbm.spreadsheets import batches
from wksbm.spreadsheets.causes import CauseView, anchor_of
from wksbm.spreadsheets.engine.rows import Index
from wksbm.spreadsheets.notes import notes_of
from wksbm.spreadsheets.review import CAUSES_SHOWN, KIND_OF, Review, sum_line, told
from wksbm.spreadsheets.touched import Result
from wksbm.spreadsheets.views.own import OwnBatch, State

CLIENT_REFRESH = {"HX-Refresh": "true"}


class BatchView(OwnBatch, TemplateView):
    """`failed`: the fix that was refused just now; `said_form`: an answer about the whole file that was."""

    template_name = "spreadsheets/batch.html"
    failed: dict | None = None
    said_form = None

    def get(self, request, *args, **kwargs):
        if self.stage == "ask":
            return self.render_to_columns()
        return super().get(request, *args, **kwargs)

    def render_to_columns(self):
        response = self.back()
        response["Location"] = reverse("spreadsheets:columns", args=[self.batch.pk])
        return response

    @property
    def stage(self) -> str:
        batch = self.batch
        if batch.job:
            return "running" if self.is_running else "lost"
        if batch.is_open and not self.store.has(batches.UPLOAD):
            return "gone"
        if batch.state == State.UPLOADED:
            return "ask" if batches.to_ask(batch) else self.stage_of_unchecked()
        if batch.state == State.CHECKED:
            return "review" if batch.counts["read"] else "empty"
        return "gone" if batch.state == State.DISCARDED else "result"

    def stage_of_unchecked(self) -> str:
        facts = self.batch.facts
        if "stopped" in facts:
            return "stopped"
        return "wrong_file" if "wrong_file" in facts else "unchecked"

    def get_context_data(self, **kwargs):
        stage = self.stage
        more = {
            "review": self.of_review,
            "wrong_file": self.of_wrong_file,
            "result": self.of_result,
            "running": self.of_running,
        }
        context = {
            "batch": self.batch,
            "title": str(self.sheet_class.title),
            "stage": stage,
            "include": f"spreadsheets/stage_{stage}.html",
            "notes": notes_of(self.batch),
            "may_undo": self.request.user.may("delete", "import_batch"),
        }
        return super().get_context_data(**kwargs) | context | more.get(stage, dict)()

    def of_review(self) -> dict:
        asked = self.request.GET
        review = Review(self.batch, KIND_OF.get(asked.get("jenis", "")), asked.get("halaman"))
        if self.failed:
            self.put_back(review)
        found = {"review": review, "page": review.page, "failed": self.failed or {}, "confirm": confirm_words(review)}
        return found | {"landing": self.landing(review)} | self.asked_of_the_whole(review.sheet)

    def landing(self, review: Review) -> str:
        """The browser goes back to the cause whose form was sent; where that is wholly mended, to the ones left."""
        mended = self.request.GET.get("sebab", "")
        is_left = any(cause.id == mended for cause in review.causes)
        return anchor_of(mended) if mended and not is_left else ""

    def asked_of_the_whole(self, sheet) -> dict:
        if sheet.options_form is None:
            return {}
        form = self.said_form or sheet.options_form(initial=sheet.heard, today=sheet.today)
        return {"said_form": form, "sentence": sheet.bring_in_words()[1]}

    def put_back(self, review: Review) -> None:
        """What was typed and refused stands in its field again."""
        for cause in review.causes:
            if cause.id == self.failed["cause"]:
                cause.typed, cause.error = self.failed["value"], self.failed["error"]

    def of_wrong_file(self) -> dict:
        sheet, index = batches.sheet_for(self.batch), Index.of(self.store)
        counts = self.batch.facts["wrong_file"]
        causes = [CauseView(self.batch, sheet, cause) for cause in list(index.causes.values())[:CAUSES_SHOWN]]
        shown = {"causes": causes, "sum_line": sum_line(counts), "wrong": counts["wrong"], "read": counts["read"]}
        return shown | {"one_word": len(index.causes) == 1 and causes[0].is_one_word}

    def of_result(self) -> dict:
        asked = self.request.GET
        result = Result(self.batch, self.request.user, asked.get("apa", ""), asked.get("halaman"))
        return {"result": result, "page": result.page}

    def of_running(self) -> dict:
        return {"progress": self.progress}


class ProgressView(OwnBatch, TemplateView):
    """The piece that is asked for every two seconds; when the work is over the page is loaded anew."""

    template_name = "spreadsheets/progress.html"

    def get(self, request, *args, **kwargs):
        if not self.is_running:
            return HttpResponse(headers=CLIENT_REFRESH) if request.htmx else self.back()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"batch": self.batch, "progress": self.progress}


def confirm_words(review: Review) -> str:
    """The verb of the one filled button."""
    if own := review.sheet.bring_in_words()[0]:
        return own
    count = {"count": told(review.ready)}
    return ngettext("Bring in %(count)s row", "Bring in %(count)s rows", review.ready) % count
