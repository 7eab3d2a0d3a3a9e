"""A member who lives in another village: her name is open, and nothing else of her, on no screen and on no paper."""

import json
from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI
from tests.members.reading import as_sheet, on_paper, on_screen, sheets_of, text_of_page, text_of_pdf
from tests.screens.pages import fill

pytestmark = pytest.mark.django_db

NIK = "9901014305770001"
DAY = date(2026, 6, 1)
SECRET = ("03/05/1977", "1977", "3 Mei 1977", "49", "9901", "077", "088", "Jalan Rahasia", "Biru", "diploma", "P")


@pytest.fixture
def guest(cast):
    who = factories.person(
        "Sitti Jauh", BIRU, nik=NIK, birth_date=date(1977, 5, 3), rt="077", rw="088", address="Jalan Rahasia 9",
        education="higher",
    )  # fmt: skip
    factories.membership(factories.person("Marta Boru", PENFUI, rt="003", rw="001"), cast.group, number=1)
    row = factories.membership(who, cast.group, number=2)
    factories.office(cast.group, "treasurer", who, rank=1)
    return row


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRET[:-1] if secret in text]


def test_the_screen_names_her_without_link_and_age(cast, client_of, guest):
    page = on_screen(client_of(cast.penfui), cast.group, DAY)
    assert text_of_page(page).count("Sitti Jauh") >= 2, "in her row and as treasurer"
    assert reverse("people:detail", args=[guest.person_id]) not in page.content.decode()
    assert {row.person.full_name: age for row, age, _titles in page.context["members"]} == {
        "Marta Boru": "36 th", "Sitti Jauh": "",
    }  # fmt: skip
    assert secrets_in(text_of_page(page).replace("1990", "")) == []


def test_the_list_over_all_groups_names_her_without_place_and_education(cast, client_of, guest):
    page = client_of(cast.penfui).get(reverse("members:list"))
    table = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    assert "Sitti Jauh" in table
    assert secrets_in(table) == []
    assert reverse("people:detail", args=[guest.person_id]) not in page.content.decode()


@pytest.mark.parametrize("query", ["age_from=49&age_to=49", "education=higher", "q=Sitti"])
def test_no_filter_tells_what_the_page_hides(cast, client_of, guest, query):
    page = client_of(cast.penfui).get(f"{reverse('members:list')}?{query}")
    assert list(page.context["rows"]) == []
    near = client_of(cast.dinas_kupang)
    assert list(near.get(f"{reverse('members:list')}?{query}").context["rows"]) == []


def test_the_paper_names_her_and_says_nothing_else(cast, client_of, guest):
    text = text_of_pdf(on_paper(client_of(cast.penfui), cast.group, DAY))
    assert "2 Sitti Jauh 1 Jan 2020 Bendahara I" in text
    assert "1 Marta Boru P 36 th 003/001" in text
    assert secrets_in(text) == []


def test_the_sheet_names_her_and_says_nothing_else(cast, client_of, guest):
    _about, (header, *rows) = sheets_of(as_sheet(client_of(cast.penfui), cast.group, DAY))
    row = dict(zip(header, next(row for row in rows if "Sitti Jauh" in row), strict=True))
    assert {name for name, value in row.items() if value not in ("", None)} == {
        "Kelompok", "Bentuk", "Kode desa/kelurahan", "Desa/kelurahan", "Nomor anggota", "Nama", "Anggota sejak", "Jabatan",
    }  # fmt: skip
    assert row["Jabatan"] == "Bendahara I"


def test_a_leader_has_her_as_one_of_her_own(cast, client_of, guest):
    page = on_screen(client_of(cast.lina), cast.group, DAY)
    ages = {row.person.full_name: age for row, age, _titles in page.context["members"]}
    assert ages == {"Marta Boru": "1990", "Sitti Jauh": "1977"}, "of birth a leader sees the year"


def test_a_leader_reads_the_names_of_those_who_left_and_nothing_else(cast, client_of, guest):
    fill(client_of(cast.penfui), reverse("members:leave", args=[guest.pk]), on="31/12/2024", kind="moved")
    client = client_of(cast.lina)
    page = on_screen(client, cast.group, date(2023, 6, 1))
    ages = {row.person.full_name: age for row, age, _titles in page.context["members"]}
    assert ages == {"Marta Boru": "1990", "Sitti Jauh": ""}
    assert "Sitti Jauh" in text_of_pdf(on_paper(client, cast.group, date(2023, 6, 1)))
    assert "Sitti Jauh" in text_of_page(on_screen(client, cast.group, DAY, keluar="1"))
    assert reverse("people:detail", args=[guest.person_id]) not in page.content.decode()


def test_her_stories_open_no_more_than_her_name(cast, client_of, guest):
    client = client_of(cast.penfui)
    guest.number = 7
    guest.save()
    for route, number in (("members:history", guest.pk), ("groups:history", cast.group.pk)):
        page = client.get(reverse(route, args=[number]))
        assert page.status_code == 200
        assert secrets_in(text_of_page(page).replace("2026", "")) == []
    assert client.get(reverse("people:history", args=[guest.person_id])).status_code == 404
    assert json.dumps(NIK) not in page.content.decode()
