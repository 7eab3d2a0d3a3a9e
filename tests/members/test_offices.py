"""Offices as dated history: filling, replacing in one act, standing vacant, ending, correcting."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import IdentityMatch, Membership, OfficerTerm
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.members.reading import on_paper, on_screen, text_of_page, text_of_pdf
from tests.screens.pages import everything, fill, refusals, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(cast) -> dict[str, Membership]:
    names = ("Marta Boru", "Ina Lalu", "Sara Neno")
    return {
        name: factories.membership(factories.person(name, PENFUI), cast.group, number=place, joined_on=date(2019, 1, 1))
        for place, name in enumerate(names, 1)
    }


@pytest.fixture
def url(cast) -> str:
    return reverse("members:officer", args=[cast.group.pk])


def terms(group, **facts) -> list[tuple]:
    rows = OfficerTerm.objects.filter(group=group, **facts).order_by("starts_on", "pk")
    return [(row.person and row.person.full_name, row.starts_on, row.ends_on) for row in rows]


def end(term) -> str:
    return reverse("members:officer-end", args=[term.pk])


def test_on_the_same_day_nobody_is_replaced_but_the_term_is_corrected(cast, client_of, url, members):
    client = client_of(cast.penfui)
    fill(client, url, post="chair", member=str(members["Marta Boru"].pk), starts_on="01/03/2024")
    before = everything()
    for since in ("01/03/2024", "29/02/2024", "2024"):
        refused = fill(client, url, post="chair", member=str(members["Ina Lalu"].pk), starts_on=since)
        assert refusals(refused) == {"starts_on": ["taken"]}, since
    assert everything() == before
    term = OfficerTerm.objects.get(group=cast.group)
    fixed = fill(
        client, reverse("members:officer-update", args=[term.pk]), member=str(members["Ina Lalu"].pk), why="salah orang"
    )
    assert fixed.status_code == 302
    assert terms(cast.group) == [("Ina Lalu", date(2024, 3, 1), None)]
    story = text_of_page(client.get(reverse("groups:history", args=[cast.group.pk])))
    assert "Marta Boru → Ina Lalu" in story
    assert "salah orang" in story


def test_a_term_of_the_past_is_entered_between_others_and_never_over_them(cast, client_of, url, members):
    factories.office(cast.group, "chair", members["Marta Boru"].person, starts_on=date(2022, 1, 1))
    client, past = client_of(cast.penfui), {"post": "chair", "member": str(members["Ina Lalu"].pk)}
    over = fill(client, url, **past, starts_on="2019", ends_on="01/01/2022")
    assert refusals(over) == {"starts_on": ["taken"]}
    assert fill(client, url, **past, starts_on="2019", ends_on="31/12/2021").status_code == 302
    backwards = fill(client, url, post="deputy", starts_on="01/05/2020", ends_on="01/04/2020")
    assert list(refusals(backwards)) == ["__all__"]
    assert terms(cast.group) == [
        ("Ina Lalu", date(2019, 1, 1), date(2021, 12, 31)), ("Marta Boru", date(2022, 1, 1), None),
    ]  # fmt: skip


def test_who_steps_down_leaves_the_office_vacant_until_it_is_filled(cast, client_of, url, members):
    term = factories.office(cast.group, "chair", members["Marta Boru"].person, duties="memimpin rapat")
    client = client_of(cast.penfui)
    assert refusals(fill(client, end(term), on="31/12/2019")) == {"on": [None]}
    assert fill(client, end(term), on="31/03/2024", reason="sakit").status_code == 302
    assert terms(cast.group) == [("Marta Boru", factories.LONG_AGO, date(2024, 3, 31)), (None, date(2024, 4, 1), None)]
    page = on_screen(client, cast.group, date(2024, 6, 1))
    (vacant,) = page.context["terms"]
    assert (vacant.post, vacant.is_filled, vacant.duties) == ("chair", False, "memimpin rapat")
    assert "1 Apr 2024" in text_of_page(page)
    assert "1 Apr 2024" in text_of_pdf(on_paper(client, cast.group, date(2024, 6, 1)))
    assert (
        fill(client, f"{url}?jabatan=chair", member=str(members["Ina Lalu"].pk), starts_on="01/04/2024").status_code
        == 302
    )
    assert terms(cast.group) == [
        ("Marta Boru", factories.LONG_AGO, date(2024, 3, 31)), ("Ina Lalu", date(2024, 4, 1), None),
    ]  # fmt: skip
    story = text_of_page(client.get(reverse("groups:history", args=[cast.group.pk])))
    assert "Ketua: Marta Boru → –" in story
    assert "Ketua: – → Ina Lalu" in story


def test_a_chair_who_ended_without_a_word_about_the_office_is_shown_as_vacant(cast, client_of, members):
    factories.office(cast.group, "chair", members["Marta Boru"].person, ends_on=date(2023, 5, 31))
    page = on_screen(client_of(cast.penfui), cast.group, date(2024, 1, 1))
    assert [(term.post, term.is_filled, term.starts_on) for term in page.context["terms"]] == [
        ("chair", False, date(2023, 6, 1))
    ]


def test_an_office_no_longer_needed_ends_without_a_vacancy(cast, client_of, members):
    term = factories.office(cast.group, "treasurer", members["Marta Boru"].person, rank=2)
    assert fill(client_of(cast.penfui), end(term), on="31/03/2024", vacant="").status_code == 302
    assert terms(cast.group) == [("Marta Boru", factories.LONG_AGO, date(2024, 3, 31))]
    again = fill(client_of(cast.penfui), end(term), on="01/04/2024")
    assert list(refusals(again)) == ["__all__"]


def test_officers_stand_in_the_order_of_a_letter(cast, client_of, url, members):
    client, marta = client_of(cast.penfui), str(members["Marta Boru"].pk)
    for post, more in (
        ("volunteer", {"member": marta, "relation": "anak perempuan"}),
        ("other", {"member": marta, "post_name": "Seksi Usaha"}),
        ("adviser", {"ex_officio": "Ketua RW 08"}),
        ("adviser", {"ex_officio": "Ketua RT 27"}),
        ("treasurer", {"member": marta, "rank": "2"}),
        ("treasurer", {"member": marta, "rank": "1"}),
        ("secretary", {}),
        ("deputy", {"member": marta}),
        ("chair", {"member": marta, "starts_on": "2008", "selection": "elder", "decree": "SK 1", "duties": "memimpin"}),
    ):
        assert fill(client, url, post=post, **more).status_code == 302, post
    page = on_screen(client, cast.group, date.today())
    assert [term.title for term in page.context["terms"]] == [
        "Ketua", "Wakil Ketua", "Sekretaris", "Bendahara I", "Bendahara II", "Penasihat", "Penasihat", "Seksi Usaha",
        page.context["terms"][-1].title,
    ]  # fmt: skip
    chair, last = page.context["terms"][0], page.context["terms"][-1]
    assert (chair.since_words, chair.selection, chair.decree, chair.duties) == ("2008", "elder", "SK 1", "memimpin")
    assert (last.post, last.relation) == ("volunteer", "anak perempuan")
    assert all(words in text_of_page(page) for words in ("Ketua RW 08", "Ketua RT 27", "anak perempuan"))


@pytest.mark.parametrize(
    ("typed", "where"),
    [({"post": "other"}, "post_name"), ({"post": "adviser"}, "member"), ({"post": "volunteer"}, "member"),
     ({"post": "chair", "why": "NIK 9901014101900001"}, "why"), ({"post": "chair", "ends_on": "31/02/2024"}, "ends_on")],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field(cast, client_of, url, typed, where):
    before = everything()
    assert where in refusals(fill(client_of(cast.penfui), url, **typed))
    assert everything() == before


def test_somebody_who_is_no_member_is_found_and_takes_the_office(cast, client_of, url, members):
    client = client_of(cast.penfui)
    founder, child = (
        factories.person("Welmince Tamonob", PENFUI),
        factories.person("Anak Kecil", PENFUI, birth_date=date(2015, 1, 1)),
    )
    hidden = factories.person("Sitti Jauh", BIRU)
    found = client.get(reverse("members:officer-find", args=[cast.group.pk]), {"q": "Welmince", "jabatan": "chair"})
    ((person, address),) = found.context["cards"]
    assert (person, address) == (founder, f"{url}?jabatan=chair&orang={founder.pk}")
    assert fill(client, address, starts_on="2008").status_code == 302
    assert fill(client, f"{url}?orang={child.pk}", post="volunteer", relation="anak ketua").status_code == 302
    assert {row.person for row in OfficerTerm.objects.all()} == {founder, child}
    assert Membership.objects.count() == 3, "an officer need not be a member"
    assert {client.get(f"{url}?orang={key}").status_code for key in (hidden.pk, 0, "x")} == {404}


def test_a_new_person_enters_the_registry_and_the_office_in_one_step(cast, client_of):
    url = reverse("members:officer-new", args=[cast.group.pk]) + "?jabatan=treasurer&urutan=1&nama=yosef+nabu"
    person = {"sex": "L", "no_nik_reason": "unknown"}
    assert fill(client_of(cast.penfui), url, **person, starts_on="2020").status_code == 302
    term = OfficerTerm.objects.get()
    assert (str(term.person), term.title, term.person.village_id) == ("Yosef Nabu", "Bendahara I", PENFUI)
    assert client_of(cast.lina).get(url).status_code == 403


def test_a_leader_gives_an_office_to_a_name_that_still_waits(cast, client_of, url, members):
    name = IdentityMatch(group=cast.group, name="Rosalina Bano")
    name.save()
    row = Membership(identity=name, group=cast.group, number=9)
    row.save()
    assert fill(client_of(cast.lina), url, post="secretary", member=str(row.pk), starts_on="2024").status_code == 302
    term = OfficerTerm.objects.get()
    assert (term.person, term.identity) == (None, name)
    assert "Rosalina Bano" in text_of_pdf(on_paper(client_of(cast.lina), cast.group, date.today()))


def test_who_leaves_steps_down_in_the_same_act(cast, client_of, members):
    marta = members["Marta Boru"]
    factories.office(cast.group, "chair", marta.person)
    factories.office(cast.group, "volunteer", marta.person)
    answer = fill(client_of(cast.penfui), reverse("members:leave", args=[marta.pk]), on="31/03/2024", kind="deceased")
    assert answer.status_code == 302
    assert sorted(terms(cast.group), key=str) == sorted(
        [("Marta Boru", factories.LONG_AGO, date(2024, 3, 31))] * 2 + [(None, date(2024, 4, 1), None)], key=str
    )


def test_the_page_of_a_person_lists_her_offices_with_their_days(cast, client_of, members):
    marta = members["Marta Boru"].person
    factories.office(cast.group, "chair", marta, starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31))
    factories.office(factories.group("Arisan Biru", BIRU, kind="kps"), "treasurer", marta)
    text = text_of_page(client_of(cast.penfui).get(reverse("members:of-person", args=[marta.pk])))
    assert "Ketua , Rindu Sejahtera sejak 1 Jan 2020 sampai 31 Des 2023" in text
    assert "Arisan Biru" not in text


def test_only_who_may_changes_offices_and_a_closed_group_keeps_them(cast, client_of, url, members):
    term = factories.office(cast.group, "chair", members["Marta Boru"].person)
    page = client_of(cast.penfui).get(end(term))
    urls = [
        reverse("members:officer-update", args=[term.pk]),
        end(term),
        url,
        reverse("members:officer-find", args=[cast.group.pk]),
    ]
    expected = {
        "lina": 200,
        "dinas_kupang": 200,
        "tksk": 403,
        "biru": 404,
        "dinas_bone": 404,
        "camat": 404,
        "admin": 403,
    }
    for who, status in expected.items():
        client = client_of(getattr(cast, who))
        assert {client.get(address).status_code for address in urls} == {status}, who
        if status != 200:
            assert send(client, end(term), page, on="31/03/2024").status_code == status
    cast.group.status, cast.group.ended_on = "dissolved", date(2024, 1, 1)
    cast.group.save()
    assert {client_of(cast.penfui).get(address).status_code for address in urls} == {403}
    assert OfficerTerm.objects.get().ends_on is None
