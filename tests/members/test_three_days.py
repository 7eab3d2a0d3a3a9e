"""The chair is replaced twice: the roster of three days is right each time, on screen, in PDF and as a sheet."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import OfficerTerm
from tests import factories
from tests.factories import PENFUI
from tests.members.reading import as_sheet, on_paper, on_screen, sheets_of, text_of_page, text_of_pdf
from tests.screens.pages import fill
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db

DAYS = (date(2021, 6, 1), date(2023, 6, 1), date(2025, 6, 1))
CHAIRS = ("Marta Boru", "Ina Lalu", "Sara Neno")


@pytest.fixture
def group(cast):
    """Marta leads since 2020, Ina from March 2022, Sara from 2024; Marta has left in between."""
    rows = [
        factories.membership(factories.person(name, PENFUI), cast.group, number=place, joined_on=date(2020, 1, 1))
        for place, name in enumerate(CHAIRS, 1)
    ]
    factories.office(cast.group, "chair", rows[0].person, starts_on=date(2020, 1, 1))
    return cast.group


@pytest.fixture
def replaced(cast, client_of, group):
    client, url = client_of(cast.penfui), reverse("members:officer", args=[group.pk]) + "?jabatan=chair"
    rows = {row.person.full_name: row for row in group.memberships.all()}
    for name, since in (("Ina Lalu", "15/03/2022"), ("Sara Neno", "01/01/2024")):
        answer = fill(client, url, member=str(rows[name].pk), starts_on=since, selection="election")
        assert (answer.status_code, answer.url) == (302, reverse("members:roster", args=[group.pk]))
    left = fill(client, reverse("members:leave", args=[rows["Marta Boru"].pk]), on="31/12/2022", kind="moved")
    assert left.status_code == 302
    return group


@pytest.mark.parametrize("who", ["penfui", "lina", "dinas_kupang"])
def test_on_three_days_screen_paper_and_sheet_say_the_same(cast, client_of, replaced, who):
    client = client_of(getattr(cast, who))
    for day, chair in zip(DAYS, CHAIRS, strict=True):
        members = [name for name in CHAIRS if name != "Marta Boru" or day < date(2023, 1, 1)]
        page = on_screen(client, replaced, day)
        told = {row.person.full_name: titles for row, _age, titles in page.context["members"]}
        assert told == {name: "Ketua" if name == chair else "" for name in members}
        assert [(term.title, str(term.person)) for term in page.context["terms"]] == [("Ketua", chair)]
        paper = text_of_pdf(on_paper(client, replaced, day))
        assert [name for name in CHAIRS if name in paper] == members
        assert paper.count(chair) == 2, "in the row and under the signature"
        about, (header, *rows) = sheets_of(as_sheet(client, replaced, day))
        assert about["Ketua"] == chair
        assert {row[header.index("Nama")]: row[header.index("Jabatan")] for row in rows} == told


def test_the_terms_stand_in_the_record_day_by_day(replaced):
    terms = OfficerTerm.objects.filter(group=replaced).order_by("starts_on")
    assert [(str(term.person), term.starts_on, term.ends_on) for term in terms] == [
        ("Marta Boru", date(2020, 1, 1), date(2022, 3, 14)),
        ("Ina Lalu", date(2022, 3, 15), date(2023, 12, 31)),
        ("Sara Neno", date(2024, 1, 1), None),
    ]


def test_the_page_leads_to_paper_and_sheet_of_the_same_day(cast, client_of, replaced):
    page = on_screen(client_of(cast.penfui), replaced, DAYS[1]).content.decode()
    for route, query in (
        (reverse("members:roster-pdf", args=[replaced.pk]), "?on=2023-06-01"),
        (reverse("members:export"), f"?group={replaced.pk}&amp;on=2023-06-01"),
    ):
        assert route + query in page


def test_who_has_left_is_told_with_day_and_reason(cast, client_of, replaced):
    client = client_of(cast.penfui)
    before, after = (on_screen(client, replaced, day, keluar="1") for day in (DAYS[0], DAYS[2]))
    assert list(before.context["left"]) == []
    (row,) = after.context["left"]
    assert str(row.person) == "Marta Boru"
    assert "1 Jan 2020" in text_of_page(after)
    assert "31 Des 2022" in text_of_page(after)
    assert reverse("members:update", args=[row.pk]) in after.content.decode()
    assert on_screen(client, replaced, DAYS[2]).context["left_count"] == 1


def test_each_printing_leaves_its_line_in_the_log(cast, client_of, replaced):
    on_paper(client_of(cast.lina), replaced, DAYS[0])
    entry = AccessLog.objects.get(kind="export")
    assert (entry.user, entry.target, entry.region_id) == (cast.lina, "members.Membership", PENFUI)
    assert entry.facts == {"rows": 3, "format": "pdf", "nik": "none", "paper": "roster"}
    assert "Marta" not in str(entry.facts)
