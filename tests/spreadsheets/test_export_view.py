"""A list leaves the registry as a file: the rows on the screen, masked unless granted, and always logged."""

import json
from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PASSWORD, WATAMPONE
from tests.spreadsheets.reading import about, body, cell, csv_rows, number_format, records
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
MEMBERS = "/anggota/ekspor/"
NIK = "9901014101900001"
WHY = "usulan KUBE tahun 2027"
FULL = {"format": "xlsx", "nik": "full", "reason": WHY, "password": PASSWORD}


@pytest.fixture
def browser(client_of):
    def english(user):
        client = client_of(user)
        client.cookies["rukun_language"] = "en"
        return client

    return english


@pytest.fixture
def yuliana(cast):
    who = factories.person("Yuliana Tefa", cast.group.village_id, nik=NIK)
    return factories.membership(who, cast.group, number=1)


def exports() -> list[AccessLog]:
    return list(AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT))


def is_file(response) -> bool:
    return response.headers.get("Content-Disposition", "").startswith("attachment")


def test_the_page_asks_everybody_for_the_format_and_only_the_dinas_for_full_niks(cast, browser, yuliana):
    for user, offered in ((cast.dinas_kupang, True), (cast.penfui, False), (cast.lina, False)):
        page = browser(user).get(MEMBERS)
        assert page.status_code == 200
        assert page.context["count"] == 1
        assert set(page.context["form"].fields) == {"shape", "columns", "format", "reason"} | (
            {"nik", "password"} if offered else set()
        )


def test_a_workbook_with_masked_niks_is_what_one_gets_without_asking(cast, browser, yuliana):
    response = browser(cast.dinas_kupang).post(MEMBERS)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="')
    assert response.headers["Content-Disposition"].endswith('.xlsx"')
    assert response.headers["Cache-Control"] == "no-store"
    content = body(response)
    [row] = records(content)
    assert (row["Name"], row["NIK"], row["Group"]) == ("Yuliana Tefa", "9901 •••• •••• ••••", "Rindu Sejahtera")
    assert NIK.encode() not in content


def test_the_first_sheet_and_the_log_tell_the_same_story(cast, browser, yuliana):
    content = body(browser(cast.penfui).post(f"{MEMBERS}?education=unknown", {"reason": "daftar hadir"}))
    [entry] = exports()
    told = about(content)
    assert told["Taken out by"] == f"{cast.penfui.full_name} (desa.penfui)"
    assert (told["Filter"], told["NIK"], told["Rows"]) == ("Education: not known", "first four digits", "1")
    assert told["What for"] == entry.reason == "daftar hadir"
    assert (entry.user, entry.target) == (cast.penfui, "members.Membership")
    assert entry.facts == {
        "rows": 1,
        "nik": "masked",
        "format": "xlsx",
        "shape": "read",
        "filter": "Education: not known",
        "id": told["Number of this file"],
    }


def test_the_file_has_the_rows_of_the_screen_in_their_order_and_not_only_the_page(cast, browser):
    other = factories.group("Mekar", cast.group.village_id)
    for place in range(30):
        name = f"Warga {chr(97 + place // 26)}{chr(97 + place % 26)}"
        education = "SD" if place % 10 else "SMA"
        who = factories.person(name, cast.group.village_id, education=education)
        factories.membership(who, cast.group if place % 2 else other, number=30 - place)
    client = browser(cast.penfui)
    for query in ("", "?education=SD", "?education=nonsense", "?halaman=2"):
        screen, page = [], 1
        while True:
            listed = client.get(f"{reverse('members:list')}?{query[1:]}&halaman={page}").context
            screen += [row.person.full_name for row in listed["rows"]]
            if not listed["page"].has_next():
                break
            page += 1
        assert [row["Name"] for row in records(body(client.post(MEMBERS + query)))] == screen
        assert len(screen) == (27 if query == "?education=SD" else 30)


def test_full_niks_need_a_reason_and_the_password_and_stand_in_text_cells(cast, browser, yuliana):
    content = body(browser(cast.dinas_kupang).post(MEMBERS, FULL))
    [row] = records(content)
    assert row["NIK"] == NIK
    place = f"{chr(ord('A') + list(row).index('NIK'))}2"
    assert cell(content, place).get("t") == "inlineStr"
    assert number_format(content, cell(content, place).get("s")) == "49"
    told, [entry] = about(content), exports()
    assert (told["NIK"], told["What for"], entry.facts["nik"], entry.reason) == ("in full", WHY, "full", WHY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "salah"}, "password"),
        ({"password": ""}, "password"),
        ({"reason": ""}, "reason"),
        ({"reason": "  perlu   "}, "reason"),
        ({"format": "csv"}, "format"),
    ],
)
def test_without_either_of_them_no_file_goes_out_and_nothing_is_logged_as_one(cast, browser, yuliana, change, field):
    response = browser(cast.dinas_kupang).post(MEMBERS, FULL | change)
    assert response.status_code == 200
    assert not is_file(response)
    assert list(response.context["form"].errors) == [field]
    assert PASSWORD not in response.content.decode()
    assert exports() == []


def test_who_may_not_have_full_niks_is_refused(cast, browser, yuliana):
    for user in (cast.penfui, cast.lina):
        assert browser(user).post(MEMBERS, FULL).status_code == 403
    assert exports() == []


def test_who_may_not_export_is_refused_and_who_knows_no_members_finds_nothing(cast, browser):
    assert browser(cast.admin).get(MEMBERS).status_code == 403
    assert browser(cast.admin).post(MEMBERS).status_code == 403
    assert browser(cast.camat).post(MEMBERS).status_code == 404
    assert exports() == []


def test_rows_outside_the_area_are_not_in_the_file(cast, browser, yuliana):
    assert records(body(browser(cast.dinas_bone).post(MEMBERS, FULL))) == []
    assert records(body(browser(cast.biru).post(MEMBERS))) == []


def test_an_administrator_with_a_village_takes_out_the_rows_of_the_village_only(cast, browser, yuliana):
    factories.duty(cast.admin, "village", WATAMPONE)
    own = factories.person("Sitti Aminah", WATAMPONE)
    factories.membership(own, factories.group("Mekar", WATAMPONE))
    client = browser(cast.admin)
    assert client.get(reverse("members:list")).context["count"] == 2
    assert client.get(MEMBERS).context["count"] == 1
    assert [row["Group"] for row in records(body(client.post(MEMBERS)))] == ["Mekar"]


def test_what_was_searched_for_is_not_in_the_log_and_a_nik_not_in_the_file(cast, browser, yuliana):
    client = browser(cast.penfui)
    by_number, by_name = body(client.post(f"{MEMBERS}?q={NIK}")), body(client.post(f"{MEMBERS}?q=Yuliana"))
    assert about(by_number)["Filter"] == "Name or NIK: …"
    assert about(by_name)["Filter"] == "Name or NIK: Yuliana"
    logged = json.dumps([[entry.reason, entry.facts] for entry in exports()])
    assert NIK not in logged
    assert "Yuliana" not in logged


def test_a_csv_goes_out_with_the_same_rows(cast, browser, yuliana):
    response = browser(cast.penfui).post(MEMBERS, {"format": "csv"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    header, row = csv_rows(body(response))
    assert dict(zip(header, row, strict=True))["Date of birth"] == "1990-01-01"
    assert exports()[0].facts["format"] == "csv"


def test_ages_and_offices_are_told_as_on_the_day_of_the_filter(cast, browser, yuliana):
    factories.office(cast.group, "treasurer", yuliana.person, ends_on=date(2023, 12, 31))
    [row] = records(body(browser(cast.penfui).post(f"{MEMBERS}?on=31/12/2022")))
    assert (row["Age"], row["Office"]) == (32, "Treasurer")


def test_pmks_go_out_by_the_same_rules(cast, browser):
    who = factories.person("Sitti Aminah", BIRU, nik=NIK)
    factories.classification(who, factories.category(), by=cast.biru, own_wording="=1+1")
    client = browser(cast.dinas_bone)
    response = client.post("/pmks/ekspor/", FULL)
    assert "pmks-" in response.headers["Content-Disposition"]
    content = body(response)
    [row] = records(content)
    assert (row["NIK"], row["In own words"]) == (NIK, "=1+1")
    assert b"<f>" not in content
    assert exports()[0].target == "beneficiaries.Classification"
    assert records(body(browser(cast.watampone).post("/pmks/ekspor/"))) == []


def test_an_empty_list_is_a_header_and_says_so(cast, browser):
    content = body(browser(cast.biru).post(MEMBERS))
    assert records(content) == []
    assert about(content)["Rows"] == "0"
