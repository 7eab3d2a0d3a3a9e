"""Many at once: names are pasted or people ticked, each line is said who it is, and all enter together or nobody."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import Membership
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend

pytestmark = pytest.mark.django_db

FACTS = {"joined_on": "2024", "channel": "leader", "registration_mode": "oral", "consent": "oral"}


@pytest.fixture
def url(cast) -> str:
    return reverse("members:enrol-many", args=[cast.group.pk])


@pytest.fixture
def people(cast) -> dict:
    """Two of one name, told apart by the year; one who is a member; one beyond the village's sight."""
    found = {
        "yuliana": factories.person("Yuliana Tefa", PENFUI, birth_date=date(1990, 1, 1)),
        "older": factories.person("Ina Lalu", PENFUI, birth_date=date(1960, 1, 1)),
        "younger": factories.person("Ina Lalu", PENFUI, birth_date=date(1995, 1, 1)),
        "member": factories.person("Marta Boru", PENFUI),
        "hidden": factories.person("Sitti Jauh", BIRU),
    }
    factories.membership(found["member"], cast.group, number=7)
    return found


def review(client, url: str, names: str, **typed):
    return fill(client, url, names=names, go="review", **typed)


def chosen(page) -> dict[str, list[str]]:
    return {name: value for name, value in controls(page).items() if name.startswith("line_")}


def test_pasted_names_are_looked_up_shown_and_saved_together(cast, client_of, url, people):
    client, before = client_of(cast.penfui), everything()
    page = review(
        client, url, "1. Juliana Teffa, 1990\nIna Lalu, 1995\nIna Lalu\nMarta Boru\nSitti Jauh, P, 1985, RT 3"
    )
    assert everything() == before, "looking up writes nothing"
    assert chosen(page) == {
        "line_0": [str(people["yuliana"].pk)], "line_1": [str(people["younger"].pk)], "line_3": ["out"],
        "line_4": ["new"],
    }  # fmt: skip
    asked = resend(page, go="save", **FACTS)
    assert refusals(asked) == {"line_2": ["required"]}
    assert everything() == before
    twice = resend(asked, go="save", line_2=str(people["younger"].pk))
    assert refusals(twice) == {"line_2": ["twice"]}
    saved = resend(twice, go="save", line_2=str(people["older"].pk))
    assert saved.status_code == 302
    rows = Membership.objects.filter(group=cast.group, channel="leader").order_by("number")
    assert [(row.person, row.number) for row in rows] == [
        (people["yuliana"], 8), (people["younger"], 9), (people["older"], 10),
    ]  # fmt: skip
    row = rows[0]
    assert (row.joined_on, row.joined_on_precision) == (date(2024, 1, 1), "year")
    assert (row.registration_mode, row.consent, row.history.get().history_user) == ("oral", "oral", cast.penfui)
    left = client.get(saved.url).context["left"]
    assert [line for line, _address in left] == ["Sitti Jauh, P, 1985, RT 003"]
    form = client.get(left[0][1]).context["form"]
    assert (form["full_name"].value(), form["rt"].value(), form["sex"].value()) == ("Sitti Jauh", "003", "P")


def test_who_is_beyond_sight_is_offered_to_nobody(cast, client_of, url, people):
    client = client_of(cast.penfui)
    assert str(people["hidden"].pk) not in str(
        review(client, url, "Sitti Jauh").context["form"].fields["line_0"].choices
    )
    forged = fill(client, url, go="review", people=[str(people["hidden"].pk)])
    assert refusals(forged) == {"people": ["invalid_choice"]}
    page = review(client, url, "Sitti Jauh")
    assert refusals(resend(page, go="save", line_0=str(people["hidden"].pk))) == {"line_0": ["invalid_choice"]}


def test_ticks_survive_search_and_paging(cast, client_of, url, people):
    for place in range(30):
        factories.person(f"Warga {'abcdefghijklmnopqrstuvwxyzabcd'[place]}{'xy'[place // 26]}", PENFUI)
    client = client_of(cast.penfui)
    first = client.get(url)
    assert (first.context["page"].paginator.count, len(first.context["rows"])) == (33, 20)
    assert people["member"].pk not in dict(first.context["rows"])
    ticked = [key for key, _words in first.context["rows"][5:7]]
    second = fill(client, url, go="2", people=[str(key) for key in ticked], names="Ina Lalu, 1960")
    assert {key for key, _words in second.context["ticked"]} == set(ticked)
    assert len(second.context["rows"]) == 11
    found = resend(second, go="1", q="Yuliana")
    assert [key for key, _words in found.context["rows"]] == [people["yuliana"].pk]
    assert controls(found)["names"] == ["Ina Lalu, 1960"]
    page = resend(found, go="review", people=[*map(str, ticked), str(people["yuliana"].pk)])
    assert resend(page, go="save", people=[str(ticked[0]), str(people["yuliana"].pk)]).status_code == 302
    enrolled = set(Membership.objects.filter(group=cast.group, number__gt=7).values_list("person", flat=True))
    assert enrolled == {people["older"].pk, ticked[0], people["yuliana"].pk}, "who was unticked at last stays out"


def test_when_one_does_not_fit_nobody_enters_and_nothing_typed_is_lost(cast, client_of, people):
    kind = factories.group_type("PRS-21", "Dasawisma", max_members=1)
    group = factories.group("Dasawisma Mawar", PENFUI, kind="kps", type=kind)
    client, url = client_of(cast.penfui), reverse("members:enrol-many", args=[group.pk])
    page = review(client, url, "Yuliana Tefa\nIna Lalu, 1960")
    before = everything()
    refused = resend(page, go="save", **FACTS)
    assert (refused.status_code, refusals(refused)) == (200, {"__all__": ["stopped"]})
    assert "Ina Lalu" in str(refused.context["form"].non_field_errors())
    assert everything() == before
    assert chosen(refused) == chosen(page)
    assert controls(refused)["joined_on"] == ["2024"]


@pytest.mark.parametrize(
    ("names", "where"),
    [("", "__all__"), ("Yuliana 5301084101900001", "names"), ("Ina, 31/02/1990", "names"), ("x\n" * 41, "names"),
     ("=1+1", "names")],
)  # fmt: skip
def test_what_cannot_be_read_comes_back_with_its_line(cast, client_of, url, people, names, where):
    before, client = everything(), client_of(cast.penfui)
    page = review(client, url, names)
    assert (page.status_code, list(refusals(page))) == (200, [where])
    assert controls(page)["names"][0].strip() == names.strip()
    assert everything() == before


def test_the_same_review_sent_twice_enrols_once(cast, client_of, url, people):
    client = client_of(cast.penfui)
    page = review(client, url, "Yuliana Tefa")
    first, second = (resend(page, go="save", **FACTS) for _time in range(2))
    assert first.url == second.url
    assert Membership.objects.filter(person=people["yuliana"]).count() == 1


def test_who_may_not_change_the_roster_gets_no_page(cast, client_of, url, people):
    expected = {"tksk": 403, "biru": 404, "dinas_bone": 404, "camat": 404, "admin": 403, "dinas_kupang": 200}
    assert {who: client_of(getattr(cast, who)).get(url).status_code for who in expected} == expected
