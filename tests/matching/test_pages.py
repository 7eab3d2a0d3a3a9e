"""The pages of a list that is matched: what they tell, what they never tell, and the workbook that comes back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI
from tests.matching.lists import HEADERS, checked, listed, recorded, rows_of
from tests.spreadsheets.reading import about, body, records
from wksbm.accounts.models import AccessLog, User
from wksbm.people.models import ExternalStatus
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db
ROSMA, BARE = "9901014101905001", "9901014101905777"


@pytest.fixture
def rosma(cast):
    return factories.person("Rosma Dewi", BIRU, nik=ROSMA)


@pytest.fixture
def mixed(cast, rosma):
    factories.person("Kembar Satu", BIRU)
    factories.person("Kembar Satu", BIRU)
    rows = [
        listed(ROSMA, "ROSMAWATI", "02/01/1990", "Biru", desil="3", pkh="ya"), listed(BARE, "Bukan Warga", desil="2"),
        listed("", "Kembar Satu", desil="1"), listed("990101410190577", "Kurang Satu"), listed(ROSMA, "Rosma Dewi"),
    ]  # fmt: skip
    return checked(cast.biru, rows, name="dtsen.xlsx")


def page_of(client, batch, kind: str = "") -> str:
    return client.get(batch.get_absolute_url() + (f"?jenis={kind}" if kind else "")).content.decode()


def post(client, batch, route: str, **typed):
    return client.post(reverse(f"spreadsheets:{route}", args=[batch.pk]), typed)


def test_the_counts_add_up_and_no_nik_stands_on_any_page(english, cast, mixed):
    client = english(cast.biru)
    pages = {
        kind: page_of(client, mixed, kind) for kind in ("berubah", "tak-dikenal", "beda", "salah", "mirip", "semua")
    }
    assert "5 read = 1 found, to be recorded + 1 similar + 2 wrong + 1 not in your area" in pages["semua"]
    assert "ROSMAWATI" in pages["beda"]
    assert "02/01/1990" in pages["beda"]
    assert "Bukan Warga" in pages["tak-dikenal"]
    for kind, page in pages.items():
        assert not re.search(r"9901[ .]?0141[ .]?0190", page), kind
    assert "9901 ••••" in pages["tak-dikenal"]


def test_the_workbook_back_cell_by_cell(english, cast, rosma, mixed):
    answer = english(cast.biru).get(reverse("spreadsheets:workbook", args=[mixed.pk]))
    content = body(answer)
    assert "match" in answer["Content-Disposition"]
    told = records(content)
    assert [list(row) for row in told] == [[*HEADERS, "Match", "What differs", "Number in the registry"]] * 5
    assert [row["NIK"] for row in told] == [row[0] for row in xlsx_rows()]
    assert [row["Match"] for row in told[:3]] == ["found", "not in your area", "several may be meant"]
    assert told[3]["Match"].startswith("NIK: ")
    assert "16" in told[3]["Match"]
    assert re.search(r"\b2\b", told[4]["Match"])
    assert told[0]["What differs"] == "Name: Rosma Dewi → ROSMAWATI; Date of birth: 01/01/1990 → 02/01/1990"
    assert [row["What differs"] for row in told[1:]] == [""] * 4
    assert [row["Number in the registry"] for row in told] == [rosma.pk, "", "", "", ""]
    assert about(content)["What to do"].startswith("Green")
    assert about(content)["Row numbers"] == "As in the file that was uploaded."


def xlsx_rows() -> list[list[str]]:
    return [[ROSMA], [BARE], [""], ["990101410190577"], [ROSMA]]


def test_the_workbook_that_went_out_can_come_back(english, cast, mixed):
    client = english(cast.biru)
    content = body(client.get(reverse("spreadsheets:workbook", args=[mixed.pk])))
    file = SimpleUploadedFile("kembali.xlsx", content)
    answer = client.post(reverse("spreadsheets:upload", args=["match"]), {"file": file, "client_key": "0" * 32})
    assert answer.status_code == 302
    again = ImportBatch.objects.latest("pk")
    assert (again.parent, again.state, again.counts) == (mixed, "checked", mixed.counts)


def test_what_is_said_of_the_list_is_asked_kept_and_recorded(english, cast, mixed):
    client = english(cast.biru)
    assert "Record as of" in page_of(client, mixed)
    wrong = post(client, mixed, "said", edition="", source="", checked_on="31/03/2126")
    assert wrong.status_code == 200
    assert "This day is still to come" in wrong.content.decode()
    post(client, mixed, "said", edition="Triwulan 1 2026", source="Dinsos Bone", checked_on="31/03/2026")
    assert "Record as of 31 Mar 2026" in page_of(client, mixed)
    post(client, mixed, "bring-in", rows="1")
    assert list(ExternalStatus.objects.values_list("kind", "value", "edition", "source")) == [
        ("dtsen_desil", "3", "2026-1", "Dinsos Bone"), ("pkh", "yes", "2026-1", "Dinsos Bone")
    ]  # fmt: skip
    result = page_of(client, mixed)
    assert "Rosma Dewi: DTSEN desil: 3" in result
    assert "1 brought in, 3 kept out" in result
    assert "1 unknown" in result
    assert len(records(body(client.get(reverse("spreadsheets:workbook", args=[mixed.pk]))))) == 5


def test_a_list_without_aid_is_only_matched(english, cast, rosma):
    batch = checked(cast.biru, [[ROSMA, "Rosma Dewi"]], ["NIK", "Nama"])
    page = page_of(english(cast.biru), batch)
    assert "Record as of" not in page
    assert "1 person was found" in page


def test_nobody_found_is_not_everything_recorded(english, cast, rosma):
    client, known = english(cast.biru), "is recorded already"
    nobody = page_of(client, checked(cast.biru, [listed(BARE, "Bukan Warga", desil="2")]))
    assert known not in nobody
    assert "Nothing can be recorded yet" in nobody
    recorded(checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3")]))
    assert known in page_of(client, checked(cast.biru, [listed(ROSMA, "Rosma Dewi", desil="3")]))


def test_who_may_not_take_people_out_in_a_sheet_matches_no_list(client_of, cast):
    address = reverse("spreadsheets:upload", args=["match"])
    answers = {name: client_of(getattr(cast, name)).get(address).status_code for name in ("lina", "admin", "camat")}
    assert set(answers.values()) <= {403, 404}
    assert client_of(cast.biru).get(address).status_code == 200


def statements(user, rows) -> tuple[list[str], ImportBatch]:
    user = User.objects.get(pk=user.pk)  # who remembers nothing
    with CaptureQueriesContext(connection) as caught:
        batch = checked(user, rows)
    return [re.sub(r"[0-9]+|'[^']*'", "?", query["sql"])[:200] for query in caught], batch


def test_a_nik_registered_elsewhere_is_answered_like_one_that_nobody_has(cast, english):
    factories.person("Siti Jauh", PENFUI, nik=ROSMA)
    found = []
    for nik in (ROSMA, BARE):
        asked, batch = statements(cast.biru, [listed(nik, "Siti Jauh", village="", desil="3")])
        (row,) = rows_of(batch)
        log = AccessLog.objects.filter(kind="matched_list").latest("pk").facts | {"batch": 0}
        page = re.sub(r'\d+|value="[^"]*"|token[^>]*', "?", page_of(english(cast.biru), batch))
        found.append((asked, row.dump()[2:], log, batch.counts, page))
    assert found[0] == found[1]


def test_the_statements_do_not_grow_with_the_rows(cast):
    counts = [counted(cast, many) for many in (50, 500)]
    assert counts[0] == counts[1]


def counted(cast, many: int) -> tuple[int, int]:
    """Statements of the check and of the recording of a list in which every tenth row is found."""
    niks = [f"99{10 + number % 80}0141{many // 50:02}90{5000 + number:04}" for number in range(many)]
    for place, nik in enumerate(niks[::10]):
        factories.person(f"Warga {place}", BIRU, nik=nik)
    asked, batch = statements(cast.biru, [listed(nik, "Warga", "", "", desil="4", pkh="ya") for nik in niks])
    with CaptureQueriesContext(connection) as caught:
        recorded(batch)
    assert batch.counts["written_changed"] == many // 10
    return len(asked), len(caught)
