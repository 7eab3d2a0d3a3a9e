"""What the buttons of the review do: each stores what the user decided, then the file is checked anew."""

from functools import cached_property
from itertools import chain

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.utils.translation import gettext as _

from wksbm.spreadsheets import mending
from wksbm.spreadsheets.batches import sheet_for
from wksbm.spreadsheets.causes import CauseView, cause_in, fix_key, value_in
from wksbm.spreadsheets.engine.rows import OTHER, ROW_FAULT, SIMILAR, SKIP, Index
from wksbm.spreadsheets.import_forms import MendForm
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.tasks import begin
from wksbm.spreadsheets.views.batch import BatchView
from wksbm.spreadsheets.views.own import Job, State


class MendView(BatchView):
    """POST only; `do` names a method below. What cannot be read comes back with its reason, nothing typed is lost."""

    http_method_names = ["post", "get", "options"]

    def get(self, request, *args, **kwargs):
        return self.back(query=request.GET.urlencode())

    def post(self, request, *args, **kwargs):
        form = MendForm(request.POST)
        if not form.is_valid():
            raise BadRequest("mend")
        self.asked = form.cleaned_data
        if self.asked["do"] in ("clear", "check", "anyway"):
            return getattr(self, f"do_{self.asked['do']}")()
        if self.batch.state != State.CHECKED or self.batch.job:
            return self.too_late()
        return self.mend()

    def mend(self):
        try:
            changed = getattr(self, f"do_{self.asked['do'].replace('-', '_')}")()
        except mending.Busy as busy:
            messages.warning(self.request, " ".join(busy.messages))
            return self.back()
        except ValidationError as error:
            self.failed = self.asked | {"error": " ".join(error.messages)}
            return self.render_to_response(self.get_context_data())
        if not changed:
            return self.too_late()
        begin(self.batch, Job.CHECK, State.CHECKED)
        query = self.request.GET.copy()
        if self.asked["cause"]:
            query["sebab"] = self.asked["cause"]
        return self.back(query=query.urlencode())

    @cached_property
    def index(self) -> Index:
        return Index.of(self.store)

    @cached_property
    def cause(self):
        return cause_in(self.index, self.asked["cause"])

    def name_of(self, cause) -> str:
        return "" if cause.column == ROW_FAULT else list(sheet_for(self.batch).columns)[cause.column]

    def do_put(self) -> bool:
        if not self.asked["value"].strip():
            raise ValidationError(_("Choose or write the right value."))
        return self.put(self.asked["value"], self.written)

    def do_blank(self) -> bool:
        return self.put("", self.written)

    def do_blank_all(self) -> bool:
        return self.put("", list(self.cause.written) if self.cause else [])

    @property
    def written(self) -> list[str]:
        """The value that the form names, alone; nothing when it is not wrong any more."""
        cause = self.cause
        value = value_in(self.batch, self.name_of(cause), cause, self.asked["written"]) if cause else None
        return [] if value is None else [value]

    def put(self, value: str, written: list[str]) -> bool:
        cause = self.cause
        if not written or not self.name_of(cause):
            return False
        mending.put(self.batch, sheet_for(self.batch), self.index, cause, dict.fromkeys(written, value))
        return True

    def do_suggest(self) -> bool:
        cause, sheet = self.cause, sheet_for(self.batch)
        if cause is None:
            return False
        found = {one.value: one.suggestion for one in CauseView(self.batch, sheet, cause).suggested}
        if found:
            mending.put(self.batch, sheet, self.index, cause, found)
        return bool(found)

    def do_skip(self) -> bool:
        return self.skip(self.written)

    def do_skip_all(self) -> bool:
        return self.skip(list(self.cause.written) if self.cause else [])

    def skip(self, written: list[str]) -> bool:
        if written:
            rows = mending.rows_with(self.batch, self.index, self.cause, written)
            mending.decide(self.batch, dict.fromkeys(chain.from_iterable(rows.values()), SKIP))
        return bool(written)

    def do_cell(self) -> bool:
        sheet, number, name = sheet_for(self.batch), self.asked["number"], self.asked["column"]
        if not number or name not in sheet.columns:
            raise BadRequest("cell")
        mending.put_cell(self.batch, sheet, number, name, self.asked["value"])
        return True

    def do_decide(self) -> bool:
        """Of one row: left out, nobody of those who look alike, one of them, or nothing any more."""
        said, number = self.asked["said"], self.asked["number"]
        if not number or (said.isdigit() and not self.is_near(number, int(said))):
            return False
        mending.decide(self.batch, {number: said})
        return True

    def is_near(self, number: int, pk: int) -> bool:
        return any(row.number == number and pk in row.near for row in mending.staged(self.batch, self.index, SIMILAR))

    def do_all_other(self) -> bool:
        numbers = mending.all_similar(self.batch, self.index)
        mending.decide(self.batch, dict.fromkeys(numbers, OTHER))
        return bool(numbers)

    def do_all_meant(self) -> bool:
        said = mending.all_meant(self.batch, self.index, sheet_for(self.batch))
        mending.decide(self.batch, said)
        return bool(said)

    def do_forget(self) -> bool:
        """A fix that was a mistake."""
        key = self.asked["written"]
        mending.forget(self.batch, lambda fix: fix_key(self.batch, fix) != key)
        return True

    def do_clear(self):
        """After a work that was killed: nothing of it came in, so the import stands where it stood."""
        if self.batch.job and not self.is_running:
            checking = self.batch.job == Job.CHECK
            stopped = ImportBatch.objects.visible_to(self.request.user).filter(pk=self.batch.pk, job=self.batch.job)
            stopped.update(job="")
            if checking:
                begin(self.batch, Job.CHECK, State.UPLOADED, State.CHECKED)
        return self.back()

    def do_check(self):
        begin(self.batch, Job.CHECK, State.UPLOADED, State.CHECKED)
        return self.back()

    def do_anyway(self):
        """Most rows are wrong, and it is the right file all the same."""
        if self.batch.state == State.UPLOADED and not self.batch.job:
            self.batch.options["anyway"] = True
            self.batch.save(update_fields=["options"])
        return self.do_check()
