"""Markup in headers, cells, names of files and sheets is shown as it was typed, on every page of an import."""

import logging
from datetime import date
from html import escape

import pytest

from tests import factories
from tests.bad_inputs.cases import CASES
from tests.factories import BIRU
from tests.screens.pages import controls, dangers, send
from tests.sheets_reading.files import Tab, xlsx
from tests.workbench.files import bring_in, mend, upload
from wksbm.accounts.models import AccessLog
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db

MARKUP = [case.written for name, case in CASES.items() if name.startswith("XSS")]
COLUMNS = ["Nama", "JK", "Tanggal Lahir", "Kelurahan", "Alasan Tanpa NIK", "Telepon", "RT", "Alamat"]
KINDS = ["semua", "salah", "baru", "berubah", "sama", "mirip", "dilewati"]
NAMED = "".join(char for char in " ".join(MARKUP) if char.isprintable() and char not in "\"'/")
LINE = MARKUP[-1]  # pretends to be another line of a log


def rows() -> list[list]:
    """Somebody known, somebody alike, and by every markup: somebody new with it in the address, and bad cells of it."""
    good = ["Rosmini Daeng", "P", "01/02/1980", "Biru", "unknown", None, None, MARKUP[0]]
    found = [good, ["Hasnah Dg", *good[1:]]]
    for letter, text in zip("abcdefghik", MARKUP, strict=True):
        new = [f"Ina {letter}", *good[1:7], text]
        found += [new, *([*new[:at], text, *new[at + 1 :]] for at in range(7))]
    return [row + MARKUP for row in found]


class Visit:
    """Collects what was wrong with the pages that were seen, and all their text."""

    def __init__(self, client) -> None:
        self.client, self.wrong, self.text = client, {}, ""

    def see(self, url: str, response=None):
        response = response or self.client.get(url, follow=True)
        policy = response.headers.get("Content-Security-Policy", "")
        held = "default-src 'self'" in policy and "unsafe" not in policy
        if response.status_code != 200 or dangers(response) or not held:
            self.wrong[url] = (response.status_code, dangers(response), policy)
        self.text += response.content.decode()
        return response


@pytest.fixture
def neighbours(cast):
    """Who is found again (and would be changed), and who looks like a row."""
    for name in ("Rosmini Daeng", "Hasnah Daeng"):
        factories.person(name, BIRU, address="Jalan Lama", birth_date=date(1980, 2, 1))


@pytest.fixture
def uploaded(cast, english, neighbours) -> tuple[Visit, ImportBatch]:
    """The file is in, and its unknown headers are answered."""
    client = english(cast.biru)
    content = xlsx(tabs=[Tab("Lain", []), Tab(NAMED[:30], [[*COLUMNS, *MARKUP], *rows()])])
    response = upload(client, content, f"{NAMED[:90]}.xlsx")
    batch, visit = ImportBatch.objects.get(), Visit(client)
    asked = visit.see(response["Location"])
    questions = dict.fromkeys(set(controls(asked)) - {"csrfmiddlewaretoken"}, "-")
    assert len(questions) == len({" ".join(text.split()) for text in MARKUP})
    visit.see("kolom", send(client, f"/impor/{batch.pk}/kolom/", asked, **dict.fromkeys(questions, "number")))
    send(client, f"/impor/{batch.pk}/kolom/", asked, **questions)
    batch.refresh_from_db()
    return visit, batch


def test_markup_is_shown_as_it_was_typed_from_upload_to_undo(uploaded, caplog):
    caplog.set_level(logging.INFO)
    visit, batch = uploaded
    client, url = visit.client, f"/impor/{batch.pk}/"
    batch.options["anyway"] = True
    batch.save()
    mend(client, batch, "check")
    batch.refresh_from_db()
    assert batch.counts["read"] == 82, batch.facts
    for kind in KINDS:
        for number in range(1, 5):
            visit.see(f"{url}?jenis={kind}&halaman={number}")
    visit.see("mend", mend(client, batch, "cell", number="5", column="sex", value=MARKUP[1]))
    mend(client, batch, "all-other")
    bring_in(client, batch)
    for page in ("", "batalkan/", "?apa=0"):
        visit.see(url + page)
    client.post(f"{url}batalkan/")
    for page in (url, f"{url}?apa=tetap", "/impor/"):
        visit.see(page)
    assert visit.wrong == {}
    assert [text for text in MARKUP if "<" in text and text in visit.text] == []
    assert [text for text in MARKUP if text.isprintable() and escape(text) not in visit.text] == []
    assert [record for record in caplog.records if "\nfake" in record.getMessage()] == []
    assert LINE.split()[-2] not in repr(list(AccessLog.objects.values()))
    assert Person.objects.count() == 2
