"""Every bad file, uploaded as an officer does: read rightly or turned away in words; never a crash, nothing left behind."""

import pytest
from django.utils import translation

from tests.bad_inputs.bad_files import FILES, Asked, KeptOut, Turned
from tests.bad_inputs.cases import CASES
from tests.bad_inputs.prints import prints
from tests.screens.pages import dangers, everything, undone
from tests.workbench.files import upload
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.store import Store, kept_tokens

pytestmark = pytest.mark.django_db

LIMITS = {"XLS-44": 499}  # rows


@pytest.fixture
def browser(cast, english):
    client = english(cast.biru)
    client.raise_request_exception = False
    return client


def judge(client, name: str, settings) -> str:
    """What was wrong with the answer to a file, or nothing."""
    bad, before = FILES[name], (everything(), kept_tokens())
    settings.IMPORT_MAX_ROWS = LIMITS.get(name, 200_000)
    if not CASES[name.split()[0]].expected & bad.answer.kinds:
        return f"{bad.answer} is none of what is permitted"
    response = upload(client, bad.content(), bad.name)
    if isinstance(bad.answer, Turned):
        return turned_away(response, bad.answer, before)
    if response.status_code != 302:
        return f"not taken in: {response.status_code} {errors(response)}"
    return taken_in(client, response, bad.answer, before)


def errors(response) -> str:
    if not response.context:
        return "no form"
    with translation.override("en"):  # the words are put together only now
        return " ".join(map(str, response.context["form"].errors.get("file", [])))


def turned_away(response, answer: Turned, before: tuple) -> str:
    """The form again, in one message; neither a row nor a file of it stays."""
    if response.status_code != 200 or answer.said not in errors(response) or len(errors(response)) > 300:
        return f"{response.status_code} {errors(response)}"
    left = ImportBatch.objects.count(), (everything(), kept_tokens()) == before, dangers(response)
    return "" if left == (0, True, []) else f"left behind: {left}"


def taken_in(client, response, answer, before: tuple) -> str:
    """Counted as it is, said on the page; nothing of it in the registry yet."""
    page = client.get(response["Location"], follow=True)
    told, batch = page.content.decode(), ImportBatch.objects.get()
    if page.status_code != 200 or answer.said not in told or dangers(page):
        return f"{page.status_code} {answer.said!r} is not on the page, {batch.facts}"
    if isinstance(answer, Asked):
        return ""
    wrong = 1 if isinstance(answer, KeptOut) else 0
    found = {kind: count for kind, count in batch.counts.items() if count}
    expected = {"read": answer.rows, "new": answer.rows - wrong} | ({"wrong": 1} if wrong else {})
    grown = {label for label, count in everything().items() if before[0][label] != count}
    return "" if found == expected and grown <= {"accounts.Submission"} else f"{found}, {grown}"


def test_every_bad_file_is_read_or_turned_away(browser, settings):
    wrong, stood, tokens = {}, prints(), set(kept_tokens())
    for name in FILES:
        with undone():
            problem = judge(browser, name, settings)
        for token in set(kept_tokens()) - tokens:
            Store(token).remove()
        if problem:
            wrong[name] = problem
    assert wrong == {}
    assert prints() == stood
