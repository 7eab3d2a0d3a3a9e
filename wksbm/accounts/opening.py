"""Opening what is sealed: every look has a reason that stands in the access log, and lasts a quarter of an hour."""

import re
import time

from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.formfields import LineFormField
from wksbm.forms import HouseForm

OPENED = "opened"  # in the session: which row was opened when
OPEN_FOR = 15 * 60  # seconds
SHORTEST_REASON = 5
LONG_NUMBER = re.compile(r"[0-9]{6}")


def _key(row) -> str:
    return f"{row._meta.label} {row.pk}"


def is_open(request, row) -> bool:
    """Whether this session gave its reason for this row within the last 15 minutes."""
    return 0 <= time.time() - request.session.get(OPENED, {}).get(_key(row), 0) < OPEN_FOR


def open_row(request, row, *, reason: str, **facts) -> None:
    """Logs the look, and keeps the row open to this session for 15 minutes."""
    note(request.user, AccessLog.Kind.OPENED, row, reason=reason, **facts)
    known = {key: at for key, at in request.session.get(OPENED, {}).items() if time.time() - at < OPEN_FOR}
    request.session[OPENED] = known | {_key(row): int(time.time())}


class ReasonField(LineFormField):
    """A reason that goes into the access log."""

    def __init__(self, **kwargs) -> None:
        plain = {
            "label": _("Why do you open it"),
            "max_length": 200,
            "min_length": SHORTEST_REASON,
            "help_text": _("It stands in the access log, so write no name and no kind."),
            "error_messages": {"min_length": _("Say it in a few words.")},
        }
        super().__init__(**plain | kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class OpenForm(HouseForm):
    """`secret` is text whose words must not get into the log: the name of whom it is about."""

    reason = ReasonField()

    def __init__(self, *args, secret: str = "", **kwargs) -> None:
        self.secret = _words(secret)
        super().__init__(*args, **kwargs)

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if _words(reason) & self.secret or LONG_NUMBER.search(reason):
            self.add_error("reason", _("Write it without name and number: the access log keeps no such thing."))
        return reason


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w{3,}", text)}


class OpeningView(HouseFormView):
    """Shows `row` with `template_name` while it is open to this session, else asks why with `asking_template_name`.

    Subclasses give `row`, what shows it (`opened`), and what must not get into the log (`secret`).
    """

    form_class = OpenForm
    asking_template_name = ""
    row = None

    def secret(self) -> str:
        return ""

    def facts(self) -> dict:
        """Codes that the log keeps besides the row's number."""
        return {}

    def opened(self) -> dict:
        """The context of the open page."""
        raise NotImplementedError

    @property
    def shows(self) -> bool:
        return self.request.method != "POST" and is_open(self.request, self.row)

    def get_template_names(self):
        return [self.template_name if self.shows else self.asking_template_name]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"secret": self.secret()}

    def form_valid(self, form):
        open_row(self.request, self.row, reason=form.cleaned_data["reason"], **self.facts())
        return HttpResponseRedirect(self.row.get_absolute_url())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | self.opened() if self.shows else context
