"""A page as a browser reads it: the controls of its form, filled in and sent; the codes of what was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.apps import apps
from django.db import connection, transaction

LOG = {"accounts.AccessLog", "accounts.UnsealedRow", "accounts.SealBatch", "accounts.RowSeal"}
OURS = {"regions", "accounts", "people", "groups", "members", "beneficiaries", "activities"}


class FormReader(HTMLParser):
    """Collects what a browser would send of every form that posts: `forms` is a list of {name: [values]}."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._form: dict[str, list[str]] | None = None
        self._text = self._select = None

    def handle_starttag(self, tag, attrs) -> None:
        attrs = dict(attrs)
        if tag == "form" and attrs.get("method") == "post":
            self._form = {}
            self.forms.append(self._form)
        if self._form is not None and (read := getattr(self, f"_read_{tag}", None)):
            read(attrs)

    def handle_endtag(self, tag) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._text is not None:
            self._add(self._text[0], self._text[1].removeprefix("\n"))
            self._text = None
        elif tag == "select" and self._select is not None:
            name, chosen = self._select
            self._add(name, chosen or "")
            self._select = None

    def handle_data(self, data) -> None:
        if self._text is not None:
            self._text[1] += data

    def _read_input(self, attrs) -> None:
        ticked = attrs.get("type") in ("radio", "checkbox")
        if not ticked or "checked" in attrs:
            self._add(attrs.get("name"), attrs.get("value", "on" if ticked else ""))

    def _read_textarea(self, attrs) -> None:
        self._text = [attrs.get("name"), ""]

    def _read_select(self, attrs) -> None:
        self._select = [attrs.get("name"), None]

    def _read_option(self, attrs) -> None:
        if self._select is not None and ("selected" in attrs or self._select[1] is None):
            self._select[1] = attrs.get("value", "")

    def _add(self, name, value) -> None:
        if name:
            self._form.setdefault(name, []).append(value)


class DangerReader(HTMLParser):
    """Collects what would run or be styled from inside the page itself, and what the Content-Security-Policy blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        here = dict(attrs)
        if tag in ("style", "iframe", "object", "embed", "base") or (tag == "script" and "src" not in here):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip().casefold() if name in ("href", "src", "action", "formaction") else ""
            picture = tag == "img" and address.startswith(
                "data:image/svg+xml;base64,"
            )  # the QR code: no script runs there
            elsewhere = not picture and address.startswith(("javascript:", "data:", "http:", "https:", "//"))
            if (
                name.startswith("on")
                or name == "style"
                or elsewhere
                or (tag == "img" and name == "src" and value == "x")
            ):
                self.found.append(f"<{tag} {name}={value}>")


def dangers(response) -> list[str]:
    """What in the page's markup could run, restyle it or lead elsewhere; nothing of it may be there."""
    reader = DangerReader()
    reader.feed(response.content.decode())
    return reader.found


def controls(response) -> dict[str, list[str]]:
    """The controls of the page's own form: the one with most of them (the others sign out or change the language)."""
    reader = FormReader()
    reader.feed(response.content.decode())
    return max(reader.forms, key=len)


def send(client, url: str, page, **typed):
    """Posts the form of `page` to `url` with some values typed over; None takes a control out, a list sends several."""
    data = controls(page) | typed
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def fill(client, url: str, **typed):
    """Opens the form at `url`, types, sends."""
    page = client.get(url)
    assert page.status_code == 200, page
    return send(client, url, page, **typed)


def resend(page, **typed):
    """Sends the form that came back once more, to the address it came from."""
    asked = page.request
    url = f"{asked['PATH_INFO']}?{asked['QUERY_STRING']}" if asked["QUERY_STRING"] else asked["PATH_INFO"]
    return send(page.client, url, page, **typed)


def refusals(response) -> dict[str, list[str]]:
    """The codes of the errors of the form that came back, by field."""
    if not response.context:
        return {"no form": [response.status_code]}
    found = response.context["form"].errors.as_data()
    return {field: [error.code for error in errors] for field, errors in found.items()}


def everything() -> dict[str, int]:
    """How many rows every table has, histories included: the same before and after means that nothing was written.

    But the access log, which notes each look and each refusal.
    """
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS and model._meta.label not in LOG]
    counts = (f'(SELECT COUNT(*) FROM "{model._meta.db_table}")' for model in ours)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}")  # one statement: it is asked a hundred times
        return dict(zip([model._meta.label for model in ours], cursor.fetchone(), strict=True))


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards: many cases on one set of rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
