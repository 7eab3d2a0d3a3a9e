"""What is done with an import as a whole: brought in, undone, thrown away."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from wksbm.accounts.confirming import confirmed_lately
from wksbm.spreadsheets.batches import discard
from wksbm.spreadsheets.import_forms import BringInForm
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.tasks import begin
from wksbm.spreadsheets.touched import Result
from wksbm.spreadsheets.views.own import Job, OwnBatch, State

CHECKED_ANEW = gettext_lazy("The file was checked anew meanwhile. Look at the counts, then bring it in.")


class BringInView(OwnBatch, TemplateView):
    """POST from the review; `rows` says how many its page promised, so that nobody brings in what he has not seen.

    Sheets that change what somebody may do ask for the password before.
    """

    http_method_names = ["post", "get", "options"]
    template_name = "spreadsheets/password.html"

    def get(self, request, *args, **kwargs):
        return self.back()

    def post(self, request, *args, **kwargs):
        batch = self.batch
        if batch.state != State.CHECKED or batch.job:
            return self.back()
        if request.POST.get("rows") != str(batch.counts["new"] + batch.counts["changed"]):
            messages.warning(request, CHECKED_ANEW)
            return self.back()
        if held_back := batch.held_back:
            anew = batch.parent_unseen and begin(batch, Job.CHECK, State.CHECKED)
            messages.warning(request, CHECKED_ANEW if anew else held_back)
            return self.back()
        if self.sheet_class.asks_password and not confirmed_lately(request):
            rows = {"rows": request.POST["rows"]}
            typed = request.POST if "password" in request.POST else None
            form = BringInForm(typed, request=request, initial=rows)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form))
        begin(batch, Job.WRITE, State.CHECKED)
        return self.back()

    def get_context_data(self, **kwargs):
        facts = {"batch": self.batch, "title": self.sheet_class.title, "verb": _("Bring in")}
        return super().get_context_data(**kwargs) | facts | {"cancel": self.batch.get_absolute_url()}


class UndoView(OwnBatch, TemplateView):
    template_name = "spreadsheets/undo.html"

    def dispatch(self, request, *args, **kwargs):
        if self.batch.state != State.WRITTEN or self.batch.job:
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        begin(self.batch, Job.UNDO, State.WRITTEN)
        return self.back()

    def get_context_data(self, **kwargs):
        result = Result(self.batch, self.request.user, "", None)
        return super().get_context_data(**kwargs) | {
            "batch": self.batch,
            "result": result,
            "title": self.sheet_class.title,
        }


class DiscardView(OwnBatch, TemplateView):
    template_name = "spreadsheets/discard.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.batch.is_open or self.is_running:
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        discard(ImportBatch.objects.visible_to(request.user).get(pk=self.batch.pk))
        messages.success(request, _("The file was thrown away. Nothing of it was brought in."))
        return HttpResponseRedirect(reverse("spreadsheets:list"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"batch": self.batch, "title": self.sheet_class.title}
