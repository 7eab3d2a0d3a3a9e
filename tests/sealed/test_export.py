"""Sealed cases as a file: the cleared of the Dinas alone, with the password and a reason, and always logged."""

import pytest

from tests import factories
from tests.factories import BIRU, KUPANG, PASSWORD, PENFUI
from tests.screens.pages import refusals
from tests.sealed.cases import EXPORT, LIST, case, confirmed
from tests.spreadsheets.reading import about, body, records
from wksbm.accounts.models import AccessLog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
WHY = "rapat penanganan kasus triwulan"


def exports() -> list:
    return list(AccessLog.objects.filter(kind="export"))


def test_the_file_says_who_when_and_why_and_holds_the_cases(cast, client_of, dinas_cleared):
    row = confirmed(cast.biru, BIRU, "PMKS-19", on="2026-03-01", nik=factories.new_nik(), reach="lewat bidan")
    case(cast.dinas_kupang, PENFUI)
    client = client_of(dinas_cleared)
    assert "Take all out as a file" in client.get(LIST).content.decode()
    answer = client.post(EXPORT, {"reason": WHY, "password": PASSWORD})
    content = body(answer)
    told = about(content)
    assert told["What for"] == WHY
    assert told["Taken out by"] == "Mappaita Sulaiman (dinas.rahasia)"
    [line] = records(content)
    assert (line["Receipt"], line["Name"], line["Kind of PMKS"], line["How to reach safely"]) == (
        row.receipt, "Ibu Zubaedah", "Korban tindak kekerasan", "lewat bidan",
    )  # fmt: skip
    [entry] = exports()
    assert (entry.user, entry.target, entry.reason) == (dinas_cleared, "beneficiaries.SealedCase", WHY)
    assert entry.facts == {"rows": 1, "id": told["Number of this file"]}
    assert answer["Content-Disposition"] == f'attachment; filename="{told["Number of this file"]}.xlsx"'


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": WHY}, "password"),
        ({"reason": WHY, "password": "salah"}, "password"),
        ({"reason": "rapat", "password": PASSWORD}, "reason"),
        ({"password": PASSWORD}, "reason"),
    ],
)
def test_without_password_or_reason_there_is_no_file(typed, field, cast, client_of, dinas_cleared):
    case(cast.biru)
    refused = client_of(dinas_cleared).post(EXPORT, typed)
    assert list(refusals(refused)) == [field]
    assert exports() == []


@pytest.mark.parametrize(("who", "status"), [("tksk_cleared", 403), ("dinas_bone", 404), ("biru", 404), ("admin", 404)])
def test_nobody_else_gets_it(who, status, cast, client_of):
    case(cast.biru)
    client = client_of(getattr(cast, who))
    assert client.get(EXPORT).status_code == client.post(EXPORT, {"reason": WHY}).status_code == status
    if status == 403:
        assert "Take all out" not in client.get(LIST).content.decode()


def test_a_second_clearance_that_may_not_export_adds_no_rows(cast, client_of):
    """TKSK in Tanete, Dinas in Kupang: the list holds both places, the file that of the Dinas alone."""
    user = factories.user("dua.tugas", "tksk", factories.TANETE_RIATTANG, cleared=True)
    factories.duty(user, "dinas", KUPANG, cleared=True)
    here, there = case(cast.biru, BIRU), case(cast.biru, PENFUI)
    client = client_of(user)
    page = client.get(LIST).content.decode()
    assert here.receipt in page
    assert there.receipt in page
    content = body(client.post(EXPORT, {"reason": WHY, "password": PASSWORD}))
    assert [line["Receipt"] for line in records(content)] == [there.receipt]


def test_ordinary_files_hold_nothing_sealed(cast, client_of, dinas_cleared):
    confirmed(cast.biru, BIRU, "PMKS-19", on="2026-03-01")
    for url in ("/pmks/ekspor/", "/warga/ekspor/", "/anggota/ekspor/", "/kegiatan/ekspor/"):
        answer = client_of(dinas_cleared).post(url, {"format": "csv"})
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")
        assert "Zubaedah" not in text, url
        assert "PMKS-19" not in text, url
