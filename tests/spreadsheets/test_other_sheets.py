"""The sheets of people, groups and activities: their rows, in the own area, masked as the field table says."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.spreadsheets.reading import body, records
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
NIK = "9901014101900001"


@pytest.fixture
def sheet(client_of):
    """`sheet(user, route)`: the rows of the workbook that the user gets, by their English headings."""

    def taken(user, route: str, query: str = "") -> list[dict]:
        client = client_of(user)
        client.cookies["rukun_language"] = "en"
        response = client.post(reverse(route) + query)
        assert response.status_code == 200, response
        return records(body(response))

    return taken


def test_the_sheet_of_people_masks_nik_and_phone(cast, sheet):
    factories.person(
        "Yuliana Tefa",
        PENFUI,
        nik=NIK,
        phone="+6281234567890",
        address="Jalan Adisucipto 7",
        hamlet="Dusun II",
        rt="003",
    )
    factories.person("Orang Biru", BIRU)
    [row] = sheet(cast.penfui, "people:export")
    assert (row["Name"], row["NIK"], row["Phone"]) == ("Yuliana Tefa", "9901 •••• •••• ••••", "+6281234567890")
    assert (row["Address"], row["Hamlet"], row["RT"]) == ("Jalan Adisucipto 7", "Dusun II", "003")
    [row] = sheet(cast.dinas_kupang, "people:export")
    assert row["Phone"] == "+6281••••••••"


def test_the_sheet_of_people_holds_what_the_filter_shows(cast, sheet):
    factories.person("Yuliana Tefa", PENFUI, nik=NIK)
    factories.person("Marta Boru", PENFUI)
    assert [row["Name"] for row in sheet(cast.penfui, "people:export", "?nik=none")] == ["Marta Boru"]


def test_the_sheet_of_groups_holds_the_own_area(cast, sheet):
    factories.group("Arisan Biru", BIRU, kind="kps", founded_on=date(2008, 1, 1), founded_on_precision="year")
    factories.group("Arisan Watampone", WATAMPONE, kind="kps")
    [row] = sheet(cast.biru, "groups:export")
    assert (row["Group"], row["Village code"], str(row["Founded"]), row["Stage"] or "") == (
        "Arisan Biru",
        BIRU,
        "2008",
        "",
    )
    [own] = sheet(cast.lina, "groups:export")
    assert (own["Group"], own["Stage"]) == ("Rindu Sejahtera", "T0")


def test_the_sheet_of_activities_holds_counts_and_no_names(cast, sheet):
    who = factories.membership(factories.person("Yuliana Tefa", PENFUI), cast.group)
    done = factories.activity(cast.group, by=cast.lina, on=date(2026, 10, 1), guests="Pak Camat\nBu Lurah")
    done.attendance.model(activity=done, membership=who, status="present").save()
    [row] = sheet(cast.penfui, "activities:export")
    assert (row["Group"], row["Present"], row["Absent"], row["Guests"]) == ("Rindu Sejahtera", 1, 0, 2)
    assert "Yuliana" not in str(row)
    assert "Camat" not in str(row)


@pytest.mark.parametrize("route", ["people:export", "groups:export", "activities:export"])
def test_who_takes_a_sheet_out_stands_in_the_log(cast, client_of, route):
    factories.person("Yuliana Tefa", PENFUI)
    assert body(client_of(cast.penfui).post(reverse(route)))
    entry = AccessLog.objects.get(kind="export")
    assert (entry.user, entry.region_id) == (cast.penfui, PENFUI)


def test_full_niks_are_offered_only_where_there_are_niks(cast, client_of):
    dinas = client_of(cast.dinas_kupang)
    offered = {route: "nik" in dinas.get(reverse(route)).context["form"].fields
               for route in ("people:export", "groups:export", "activities:export")}  # fmt: skip
    assert offered == {"people:export": True, "groups:export": False, "activities:export": False}


def test_leaders_take_no_sheet_of_people(cast, client_of):
    assert client_of(cast.lina).get(reverse("people:export")).status_code == 403


def test_a_recap_taken_out_stands_in_the_log(cast, client_of):
    factories.membership(factories.person("Yuliana Tefa", PENFUI), cast.group)
    answer = client_of(cast.camat).get(f"{reverse('reports:members')}?region={factories.TANETE_RIATTANG}&unduh=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert AccessLog.objects.get(kind="export").target == "recap"
