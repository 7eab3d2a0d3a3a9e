"""What is said about the whole file (of which edition it is, who made it): kept, then the file is checked anew."""

from wksbm.spreadsheets.batches import sheet_for
from wksbm.spreadsheets.tasks import begin
from wksbm.spreadsheets.views.batch import BatchView
from wksbm.spreadsheets.views.own import Job, State


class SaidView(BatchView):
    """POST only, for sheets that ask something."""

    http_method_names = ["post", "get", "options"]

    def get(self, request, *args, **kwargs):
        return self.back()

    def post(self, request, *args, **kwargs):
        batch, sheet = self.batch, sheet_for(self.batch)
        if sheet.options_form is None:
            return self.back()
        if batch.state != State.CHECKED or batch.job:
            return self.too_late()
        self.said_form = sheet.options_form(request.POST, today=sheet.today)
        if not self.said_form.is_valid():
            return self.render_to_response(self.get_context_data())
        batch.options["said"] = self.said_form.said
        batch.save(update_fields=["options"])
        begin(batch, Job.CHECK, State.CHECKED)
        return self.back()
