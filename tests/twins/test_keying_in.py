"""Keying in a roster sheet: leavers with their days in one save, every mistake in its row, nothing typed lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from members.models import IdentityMatch, Membership, OfficerTerm
from tests import factories
from tests.factories import PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend
from wksbm.regions.models import Region

pytestmark = pytest.mark.django_db


def url(group) -> str:
    return reverse("members:key-in", args=[group.pk])


@pytest.fixture
def roster(cast) -> dict[str, Membership]:
    """Three members, by the first letter of their names; A is the chair."""
    people = [factories.person(name, PENFUI) for name in ("Ana Lalu", "Bertha Boru", "Clara Tefa")]
    rows = {
        person.full_name[0]: factories.membership(person, cast.group, number=number, joined_on=date(2020, 3, 1))
        for number, person in enumerate(people, 1)
    }
    factories.office(cast.group, "chair", people[0])
    return rows


def row(membership: Membership, **typed) -> dict[str, str]:
    """The controls of one member's row."""
    return {f"m{membership.pk}-{name}": value for name, value in typed.items()}


def row_errors(page) -> dict[str, list[str]]:
    """The codes of what was refused in the rows, by the first letter of the member."""
    return {
        form.membership.name[0]: [error.code for errors in form.errors.as_data().values() for error in errors]
        for form in page.context["form"].rows
        if form.errors
    }


def test_the_rows_stand_in_the_order_of_the_paper(cast, client_of, roster):
    page = client_of(cast.penfui).get(url(cast.group))
    assert [form.membership.name for form in page.context["form"].rows] == ["Ana Lalu", "Bertha Boru", "Clara Tefa"]
    assert not any(name.endswith("-gone") for name in controls(page))


def test_who_left_leaves_with_day_and_reason_in_one_save(cast, client_of, roster):
    typed = row(roster["A"], gone="on", on="15/08/2026", kind="moved", reason="ke Oesao") | row(roster["C"], gone="on")
    answer = fill(client_of(cast.penfui), url(cast.group), **typed, day_of_all="01/09/2026")
    assert (answer.status_code, answer.url) == (302, reverse("members:roster", args=[cast.group.pk]))
    for one in roster.values():
        one.refresh_from_db()
    assert (roster["A"].left_on, roster["A"].left_kind, roster["A"].left_reason) == (
        date(2026, 8, 15),
        "moved",
        "ke Oesao",
    )
    assert roster["B"].left_on is None
    assert roster["C"].left_on == date(2026, 9, 1)
    assert {one.history.first().history_user for one in (roster["A"], roster["C"])} == {cast.penfui}
    assert roster["B"].history.count() == 1
    assert OfficerTerm.objects.get(person=roster["A"].person).ends_on == date(2026, 8, 15)


def test_every_mistake_stands_in_its_row_and_nothing_is_saved_or_lost(cast, client_of, roster):
    tomorrow = f"{Region(code=PENFUI).today() + timedelta(days=1):%d/%m/%Y}"
    wrong = (
        row(roster["A"], gone="on", on="31/02/2026")
        | row(roster["B"], reason="pindah")
        | row(roster["C"], gone="on", on=tomorrow)
    )
    before = everything()
    back = fill(client_of(cast.penfui), url(cast.group), **wrong, names="Rosalina Bano, P")
    assert refusals(back) == {"__all__": ["rows"]}
    assert row_errors(back) == {"A": ["no_day"], "B": ["half"], "C": ["future"]}
    assert "Ana Lalu, Bertha Boru, Clara Tefa" in back.context["form"].non_field_errors()[0]
    kept = controls(back)
    assert {name: kept[name] for name in wrong} == {name: [value] for name, value in wrong.items()}
    assert kept["names"] == ["Rosalina Bano, P"]
    again = resend(back, **row(roster["A"], on=""), **row(roster["B"], reason="", kind="other", gone="on", on="2026"))
    assert row_errors(again) == {"A": ["required"], "B": ["date", "required"], "C": ["future"]}
    assert everything() == before


def test_what_a_service_refuses_stands_in_the_row_and_the_other_rows_wait(cast, client_of, roster):
    early = row(roster["A"], gone="on", on="01/01/2020") | row(roster["B"], gone="on", on="01/09/2026")
    before = everything()
    back = fill(client_of(cast.penfui), url(cast.group), **early)
    assert row_errors(back) == {"A": ["refused"]}
    assert everything() == before
    assert resend(back, **row(roster["A"], on="01/09/2026")).status_code == 302
    assert Membership.objects.filter(left_on=date(2026, 9, 1)).count() == 2


def test_who_has_left_meanwhile_is_said_in_the_row(cast, client_of, roster):
    client = client_of(cast.penfui)
    page = client.get(url(cast.group))
    roster["A"].left_on = date(2026, 1, 1)
    roster["A"].save()
    typed = controls(page) | row(roster["A"], gone="on", on="01/09/2026")
    answer = client.post(url(cast.group), typed)
    assert refusals(answer) == {"__all__": ["rows"]}
    assert row_errors(answer) == {"A": ["refused"]}
    roster["A"].refresh_from_db()
    assert roster["A"].left_on == date(2026, 1, 1)


def test_an_empty_sheet_says_that_there_is_nothing_to_save(cast, client_of, roster):
    assert refusals(fill(client_of(cast.penfui), url(cast.group))) == {"__all__": ["empty"]}


def test_a_leaders_new_names_are_on_the_roster_at_once_and_wait(cast, client_of, roster):
    client = client_of(cast.lina)
    typed = row(roster["B"], gone="on", on="01/09/2026")
    asked = fill(client, url(cast.group), **typed, names="Rosalina Bano, P, 1985, RT 3\nAna Lalu", joined_on="2026")
    assert controls(asked)["seen_doubt"] == ["on_roster"]
    assert IdentityMatch.objects.count() == 0
    assert resend(asked).status_code == 302
    waiting = Membership.objects.filter(identity__isnull=False).order_by("number")
    assert [(one.name, one.joined_on.year, one.identity.status) for one in waiting] == [
        ("Rosalina Bano", 2026, "waiting"),
        ("Ana Lalu", 2026, "waiting"),
    ]
    assert waiting[0].identity.rt == "003"
    assert waiting[0].history.get().history_user == cast.lina
    roster["B"].refresh_from_db()
    assert roster["B"].left_on == date(2026, 9, 1)


def test_a_wrong_line_keeps_the_whole_sheet_back(cast, client_of, roster):
    before = everything()
    typed = row(roster["B"], gone="on", on="01/09/2026")
    back = fill(client_of(cast.lina), url(cast.group), **typed, names="Rosalina Bano\n5371011012900001")
    assert refusals(back) == {"names": ["number"]}
    assert everything() == before


def test_a_resent_sheet_is_keyed_in_once(cast, client_of, roster):
    client = client_of(cast.lina)
    page = client.get(url(cast.group))
    typed = controls(page)
    typed |= row(roster["B"], gone="on", on="01/09/2026") | {"names": "Rosalina Bano"}
    answers = [client.post(url(cast.group), typed) for _number in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert IdentityMatch.objects.count() == 1


def test_who_may_key_in(cast, client_of, roster):
    asked = ("lina", "penfui", "dinas_kupang", "admin", "biru", "tksk", "camat", "dinas_bone")
    found = {who: client_of(getattr(cast, who)).get(url(cast.group)).status_code for who in asked}
    assert found == {
        "lina": 200, "penfui": 200, "dinas_kupang": 200, "admin": 403, "biru": 404, "tksk": 403, "camat": 404,
        "dinas_bone": 404,
    }  # fmt: skip
    cast.group.status = "dissolved"
    cast.group.ended_on = date(2026, 1, 1)
    cast.group.save()
    assert client_of(cast.penfui).get(url(cast.group)).status_code == 403


def test_fifty_rows_at_once(cast, client_of):
    for number in range(1, 101):
        factories.membership(factories.person("Warga Rukun", PENFUI), cast.group, number=number)
    client = client_of(cast.penfui)
    first, second = client.get(url(cast.group)), client.get(url(cast.group), {"halaman": "2"})
    assert [len(page.context["form"].rows) for page in (first, second)] == [50, 50]
    assert len(first.content) < 120_000
    last = Membership.objects.get(number=100)
    page = f"{url(cast.group)}?halaman=2"
    assert fill(client, page, **row(last, gone="on", on="01/09/2026")).status_code == 302
    last.refresh_from_db()
    assert last.left_on == date(2026, 9, 1)


def test_an_officers_new_names_go_on_to_be_looked_up(cast, client_of, roster):
    """Search first: an officer says of each name who is meant, so nothing of them is entered here."""
    client = client_of(cast.penfui)
    typed = row(roster["B"], gone="on", on="01/09/2026") | {"names": "Rosalina Bano, P, 1985\nDorce Bani"}
    answer = fill(client, url(cast.group), **typed)
    onward = reverse("members:enrol-many", args=[cast.group.pk])
    assert (answer.status_code, answer.url) == (302, f"{onward}?lembar=1")
    roster["B"].refresh_from_db()
    assert roster["B"].left_on == date(2026, 9, 1)
    assert controls(client.get(answer.url))["names"] == [typed["names"]]
    assert controls(client.get(onward))["names"] == [""]
    assert "Rosalina" not in str(dict(client.session))
    elsewhere = factories.group("Mekar Jaya", PENFUI, kind="kps")
    page = client.get(f"{reverse('members:enrol-many', args=[elsewhere.pk])}?lembar=1")
    assert controls(page)["names"] == [""]
    assert IdentityMatch.objects.count() == 0


def test_an_officers_mistyped_line_is_said_on_the_sheet(cast, client_of, roster):
    before = everything()
    back = fill(client_of(cast.penfui), url(cast.group), names="Rosalina Bano\n08123456789")
    assert list(refusals(back)) == ["names"]
    assert controls(back)["names"] == ["Rosalina Bano\n08123456789"]
    assert everything() == before
