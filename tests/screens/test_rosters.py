"""The roster of a group: enrolling, leaving, who belonged on which day, and offices that pass from one to the next."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from members.models import Membership, OfficerTerm
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend, send
from wksbm.accounts.models import Submission
from wksbm.people.models import Person
from wksbm.regions.models import Region

pytestmark = pytest.mark.django_db

NIK = "5301084101900001"
PERSON = {"full_name": "Yuliana Tefa", "sex": "P", "birth_date": "01/01/1990"}


def enrol(group, person=None) -> str:
    return reverse("members:enrol", args=[group.pk]) + (f"?orang={person.pk}" if person else "")


def tomorrow() -> str:
    return f"{Region(code=PENFUI).today() + timedelta(days=1):%d/%m/%Y}"


def test_somebody_who_is_there_already_is_found_and_enrolled_once(cast, client_of):
    group, client = cast.group, client_of(cast.penfui)
    first, person = factories.person("Marta Boru", PENFUI), factories.person("Yuliana Tefa", PENFUI, nik=NIK)
    factories.membership(first, group, number=7)
    found = client.get(reverse("members:find", args=[group.pk]), {"q": "Juliana Teffa"})
    assert found.context["cards"] == [(person, enrol(group, person))]
    answer = fill(client, enrol(group, person), joined_on="2019", channel="family", registration_mode="oral")
    assert (answer.status_code, answer.url) == (302, group.get_absolute_url())
    row = Membership.objects.get(person=person)
    assert (row.group, row.number, row.joined_on, row.joined_on_precision) == (group, 8, date(2019, 1, 1), "year")
    assert (row.channel, row.registration_mode, row.left_on) == ("family", "oral", None)
    assert row.history.get().history_user == cast.penfui
    before = everything()
    again = fill(client, enrol(group, person), joined_on="2020")
    assert (again.status_code, list(refusals(again))) == (200, ["__all__"])
    late = fill(client, enrol(group, first), joined_on=tomorrow())
    assert refusals(late) == {"joined_on": ["future"]}
    assert everything() == before


def test_whom_one_does_not_see_one_cannot_enrol(cast, client_of):
    """API-05, API-06: a person or a group of elsewhere is answered like a number that was never given."""
    hidden, here = factories.person("Yuliana Tersembunyi", BIRU), factories.person("Ina Lalu", PENFUI)
    elsewhere = factories.group("Arisan Biru", BIRU, kind="kps")
    client, before = client_of(cast.penfui), everything()
    base = enrol(cast.group)
    odd = [f"{base}?orang={key}" for key in (hidden.pk, 987654321, 0, -1, "x", "1e3", "9" * 30, "%EF%BC%91", "")]
    answers = [client.get(url) for url in [*odd, enrol(elsewhere, here), enrol(elsewhere)]]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    page = client.get(enrol(cast.group, here))
    assert {send(client, url, page).status_code for url in odd} == {404}
    refused = {"lina": 403, "tksk": 403, "biru": 404, "camat": 404, "admin": 403, "dinas_bone": 404}
    assert {who: send(client_of(getattr(cast, who)), base, page).status_code for who in refused} == refused
    assert everything() == before


def test_a_new_person_and_the_membership_are_saved_in_one_step_after_the_doubts(cast, client_of):
    client, url, before = client_of(cast.penfui), enrol(cast.group), everything()
    asked = fill(client, url, **PERSON | {"sex": "L"}, nik=NIK, joined_on="01/02/2024", channel="own")
    assert controls(asked)["seen_doubt"] == ["nik_sex"]
    bad = resend(asked, joined_on="31/02/2024")
    assert refusals(bad) == {"joined_on": ["no_day"]}
    assert everything() == before
    assert resend(bad, joined_on="01/02/2024").status_code == 302
    row = Membership.objects.get()
    assert (row.person.full_name, row.person.nik, row.person.doubts) == ("Yuliana Tefa", NIK, ["nik_sex"])
    assert (row.group, row.number, row.joined_on, row.channel) == (cast.group, 1, date(2024, 2, 1), "own")
    assert [row.history.get().history_user, row.person.history.get().history_user] == [cast.penfui] * 2


def test_a_full_group_takes_nobody_and_a_new_person_is_not_left_behind(cast, client_of):
    kind = factories.group_type("PRS-21", "Dasawisma", max_members=2)
    group = factories.group("Dasawisma Mawar", PENFUI, kind="kps", type=kind)
    marta, ina = (factories.person(name, PENFUI) for name in ("Marta Boru", "Ina Lalu"))
    client = client_of(cast.penfui)
    for person in (marta, ina):
        fill(client, enrol(group, person), joined_on="2020")
    before = everything()
    for url, typed in ((enrol(group, factories.person("Yuli", PENFUI)), {}), (enrol(group), PERSON | {"nik": NIK})):
        refused = fill(client, url, **typed)
        assert (refused.status_code, list(refusals(refused))) == (200, ["__all__"])
    assert (Membership.objects.count(), Person.objects.filter(full_name="Yuliana Tefa").count()) == (2, 0)
    assert Submission.objects.count() == before["accounts.Submission"]
    left = Membership.objects.get(person=marta)
    fill(client, reverse("members:leave", args=[left.pk]), on="01/02/2024", kind="moved")
    assert fill(client, enrol(group), **PERSON, nik=NIK).status_code == 302
    assert sorted(Membership.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_whoever_leaves_stays_in_the_record_and_may_come_back(cast, client_of):
    row = factories.membership(factories.person("Yuliana Tefa", PENFUI), cast.group, joined_on=date(2023, 1, 5))
    url, client = reverse("members:leave", args=[row.pk]), client_of(cast.penfui)
    page, before = client.get(url), everything()
    wrong = {
        "on": ["04/01/2023", tomorrow(), "", "31/02/2024", "1/2/24", "\0"], "reason": ["a\0", "x" * 201],
        "kind": ["", "bored"],
    }  # fmt: skip
    for field, values in wrong.items():
        for value in values:
            refused = send(client, url, page, **{"on": "05/01/2023", "kind": "moved"} | {field: value})
            assert (list(refusals(refused)), value) == ([field], value)
    assert everything() == before
    assert send(client, url, page, on="05/01/2023", kind="moved", reason="pindah ke Atambua").status_code == 302
    row.refresh_from_db()
    assert (row.left_on, row.left_kind, row.left_reason) == (date(2023, 1, 5), "moved", "pindah ke Atambua")
    assert row.version == 2
    assert row.history.latest().history_user == cast.penfui
    again = fill(client, url, on="06/01/2023", kind="own_wish")
    assert (again.status_code, list(refusals(again))) == (200, ["__all__"])
    fill(client, enrol(cast.group, row.person), joined_on="01/02/2024")
    days = Membership.objects.order_by("pk").values_list("joined_on", "left_on")
    assert list(days) == [(date(2023, 1, 5), date(2023, 1, 5)), (date(2024, 2, 1), None)]


def test_the_roster_and_the_officers_are_those_of_the_day(cast, client_of):
    group, client = cast.group, client_of(cast.penfui)
    marta, ina, yuli = (factories.person(name, PENFUI) for name in ("Marta Boru", "Ina Lalu", "Yuliana Tefa"))
    factories.membership(marta, group, number=1, joined_on=date(2020, 1, 1), left_on=date(2022, 12, 31))
    factories.membership(ina, group, number=2, joined_on=date(2022, 12, 31))
    factories.membership(yuli, group, number=3, joined_on=None)
    factories.office(group, "chair", marta, starts_on=date(2020, 1, 1), ends_on=date(2022, 12, 30))
    factories.office(group, "chair", ina, starts_on=date(2022, 12, 31))

    def on(day: str) -> tuple[list[str], list[str]]:
        page = client.get(reverse("members:roster", args=[group.pk]), {"on": day})
        members = [row.person.full_name for row, _age, _titles in page.context["members"]]
        return members, [term.person.full_name for term in page.context["terms"]]

    assert on("31/12/2019") == (["Yuliana Tefa"], [])
    assert on("30/12/2022") == (["Marta Boru", "Yuliana Tefa"], ["Marta Boru"])
    assert on("31 Desember 2022") == (["Marta Boru", "Ina Lalu", "Yuliana Tefa"], ["Ina Lalu"])
    assert on("01/01/2023") == (["Ina Lalu", "Yuliana Tefa"], ["Ina Lalu"])
    for odd in ("", "besok", "31/02/2024", "99999999999", "' OR 1=1 --", "a\nb", "\u202e", "01/01/10000"):
        assert on(odd) == (["Ina Lalu", "Yuliana Tefa"], ["Ina Lalu"])


def test_an_office_passes_in_one_act_and_the_old_term_ends_the_day_before(cast, client_of):
    group, client = cast.group, client_of(cast.penfui)
    members = {name: factories.membership(factories.person(name, PENFUI), group) for name in ("Marta", "Ina")}
    stranger = factories.membership(factories.person("Yuliana Tefa", PENFUI), factories.group("Lain", PENFUI))
    old = factories.office(group, "chair", members["Marta"].person, starts_on=date(2020, 1, 1))
    url, before = reverse("members:officer", args=[group.pk]), everything()
    page = client.get(url)
    typed = {"post": "chair", "member": str(members["Ina"].pk), "starts_on": "01/03/2024"}
    wrong = [("member", str(stranger.pk)), ("member", "987654321"), ("starts_on", "01/01/2020"), ("starts_on", tomorrow()),
             ("starts_on", "2019"), ("post", "king"), ("rank", "9"), ("rank", "x"), ("selection", "coup"),
             ("decree", "x" * 81)]  # fmt: skip
    for field, value in wrong:
        refused = send(client, url, page, **typed | {field: value})
        assert (list(refusals(refused)), value) == ([field], value)
    assert everything() == before
    assert send(client, url, page, **typed, selection="election", decree="SK 1/2024").status_code == 302
    old.refresh_from_db()
    new = OfficerTerm.objects.get(group=group, post="chair", ends_on=None)
    assert (old.ends_on, old.version) == (date(2024, 2, 29), 2)
    assert (new.person, new.starts_on, new.selection, new.decree) == (
        members["Ina"].person, date(2024, 3, 1), "election", "SK 1/2024",
    )  # fmt: skip
    assert {row.history.latest().history_user for row in (old, new)} == {cast.penfui}
    for rank in ("1", "2"):
        fill(client, url, post="secretary", rank=rank, starts_on="2021")
    fill(client, url, post="adviser", member=str(members["Marta"].pk))
    fill(client, url, post="adviser", member=str(members["Ina"].pk))
    standing = (
        OfficerTerm.objects.filter(group=group, ends_on=None)
        .order_by("pk")
        .values_list("post", "rank", "person__full_name")
    )
    assert list(standing) == [
        ("chair", None, "Ina"), ("secretary", 1, None), ("secretary", 2, None), ("adviser", None, "Marta"),
        ("adviser", None, "Ina"),
    ]  # fmt: skip
