"""A NIK stands in full on no page of an import: not a good one, not a bad one, not one in a wrong column."""

import re

import pytest

from tests import factories
from tests.bad_inputs.bad_files import HEAD, ROWS
from tests.sheets_reading.files import xlsx
from tests.workbench.files import bring_in, mend, upload
from wksbm.spreadsheets.models import ImportBatch
from wksbm.text import hide_long_numbers

pytestmark = pytest.mark.django_db

NIK = "9901014101907316"
WRITTEN = [
    NIK, "990101410190731", "9901 0141 0190 731l", "9901014101907316.0", "9901/0141/0190/7316", "99010141O1907316",
    "9901\u200b0141\u200b0190\u200b731x6", "9901  0141  0190  731o", "9-9-0-1-0-1-4-1-0-1-9-0-7-3-1-6", "NIK9901014101907316",
    "08.12.34.1678", NIK.translate({48 + digit: 0xFF10 + digit for digit in range(10)}), "9901\u00a00141\u00a00190\u00a07316\u00a07",
]  # fmt: skip
PLAIN = [
    "01/02/1980 10:00:00",
    "73.08.21.1001",
    "Jl. Merdeka 12 RT 003 RW 001",
    "Siti 12345678",
    "tidak tahu",
    "3.27301E+15",
]
SEALED_WORD = re.compile(r'name="written" value="[0-9a-f]{16}"')  # says no figure, and holds any four by chance
SHEETS = {"people": [], "members": ["Kelompok"], "beneficiaries": ["Jenis PMKS"]}


@pytest.mark.parametrize("text", WRITTEN)
def test_of_a_long_number_only_the_beginning_is_told(text):
    told = hide_long_numbers(f"a {text} b")
    assert text[-4:] not in told.removesuffix(" b")
    assert "••••" in told


@pytest.mark.parametrize("text", PLAIN)
def test_other_words_are_told_as_they_are(text):
    assert hide_long_numbers(text) == text


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_page_of_an_import_shows_a_nik(cast, english, sheet):
    factories.category("PMKS-24", "Fakir Miskin")
    factories.group("Mekar", factories.BIRU)
    more = ["Mekar"] if sheet == "members" else ["Fakir Miskin"] if sheet == "beneficiaries" else []
    lines = [[f"Ina {letter}", *ROWS[0][1:], text] for letter, text in zip("abcdefghijklm", WRITTEN, strict=True)]
    lines += [[*ROWS[0][:at], NIK, *ROWS[0][at + 1 :], None] for at in range(len(HEAD))]
    client = english(cast.biru)
    content = xlsx([[*HEAD, "NIK", *SHEETS[sheet]], *([*line, *more] for line in lines)])
    response = upload(client, content, sheet=sheet)
    batch = ImportBatch.objects.get()
    assert response["Location"] == batch.get_absolute_url()
    assert batch.counts.get("read") == len(lines), batch.facts
    url = batch.get_absolute_url()
    pages = [client.get(f"{url}?jenis={kind}").content.decode() for kind in ("semua", "salah", "baru", "mirip")]
    pages.append(mend(client, batch, "cell", number="3", column="nik", value="990101").content.decode())
    assert bring_in(client, batch).status_code == 302
    pages += [client.get(address).content.decode() for address in (url, f"{url}batalkan/", "/impor/")]
    pages = [SEALED_WORD.sub("", page) for page in pages]
    assert [text for text in WRITTEN if any(text[-4:] in page for page in pages)] == []
    assert "9901" in pages[1]
