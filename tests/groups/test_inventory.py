"""The inventory of a group in five parts: each saved alone, what it lacks, who may fill it in."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from groups.inventory import progress, standing
from groups.models import Coverage, Link
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend, send

pytestmark = pytest.mark.django_db

TYPED = {
    "identitas": {
        "founded_on": "2008", "formality": "informal", "origin": "community", "initiator_kind": "elders",
        "initiator": "Keluarga Tefa", "facilitator": "GMIT", "name_story": "musyawarah RW", "scope_level": "village",
        "coverage": "RW 8: 26, 27", "business": "Tenun", "secretariat": "Rumah Lina", "phone": "0812 3456 7890",
        "purposes": ["welfare", "income"], "purpose": "Saling bantu", "local_wisdom": "Butukila",
        "registration_number": "460/118/2011", "registered_on": "2 Mei 2011", "registered_by": "Dinas Sosial",
        "guidance": "guided", "cohort": "Uji coba 2011", "local_name": "Nekaf Mese", "earlier_names": "Tunas",
    },
    "keanggotaan": {
        "declared_members": "17", "declared_on": "1 Maret 2024", "requirement": "special", "criteria": "ibu rumah tangga",
        "for_whom": "women", "voluntary": "True", "rules_form": "oral", "rights": ["arisan", "loan"],
    },
    "sumber-daya": {
        "skilled_people": "2 penenun", "facilities": "Alat tenun", "fund_sources": ["dues", "business"],
        "dues_amount": "5000", "dues_every": "month",
    },
    "program": {"programme": "Tenun, arisan", "serves": "Lansia", "meets_every": "month", "meets_at": "Sabtu, balai desa"},
    "jaringan": {"no_links": "on"},
}  # fmt: skip


def part(group, slug: str) -> str:
    return reverse("groups:inventory-part", args=[group.pk, slug])


def lacking(group) -> dict[str, int]:
    group.refresh_from_db()
    return {one.part.slug: len(one.missing) for one in standing(group)}


def test_the_leader_fills_all_five_parts_one_after_the_other_until_nothing_is_missing(cast, client_of):
    group, client = cast.group, client_of(cast.lina)
    group.type = factories.group_type("EKO-04", "KUBE")
    group.save()
    assert lacking(group) == {"identitas": 9, "keanggotaan": 6, "sumber-daya": 3, "program": 4, "jaringan": 1}
    following = [*list(TYPED)[1:], None]
    for (slug, typed), after in zip(TYPED.items(), following, strict=True):
        answer = fill(client, part(group, slug), **typed)
        overview = reverse("groups:inventory", args=[group.pk])
        assert (answer.status_code, answer["Location"]) == (302, part(group, after) if after else overview), slug
        assert lacking(group)[slug] == 0
    assert progress(standing(group)) == (25, 25)
    stored = {name: getattr(group, name) for name in ("purposes", "rights", "fund_sources", "voluntary", "no_links")}
    assert stored == {
        "purposes": ["welfare", "income"], "rights": ["arisan", "loan"], "fund_sources": ["dues", "business"],
        "voluntary": True, "no_links": True,
    }  # fmt: skip
    assert (group.registered_on, group.dues_amount, group.phone) == (date(2011, 5, 2), 5000, "+6281234567890")
    assert [row.history_user for row in group.history.order_by("-history_id")[:5]] == [cast.lina] * 5
    for slug, typed in TYPED.items():  # what was typed stands there again
        shown = controls(client.get(part(group, slug)))
        assert {name for name in typed if name not in shown} == set()
        assert shown.get("purposes", ["welfare", "income"]) == ["welfare", "income"]


def test_the_overview_says_what_is_filled_and_what_is_missing(cast, english):
    factories.group("Lain", PENFUI)
    cast.group.programme, cast.group.serves = "Tenun", "Lansia"
    cast.group.save()
    url = reverse("groups:inventory", args=[cast.group.pk])
    body = english(cast.penfui).get(url).content.decode()
    assert "2 of 4 answered" in body
    assert "Still open: Meets, Day and place of meeting." in body
    assert part(cast.group, "program") in body
    assert url in english(cast.penfui).get(cast.group.get_absolute_url()).content.decode()


def test_alternatives_count_once_and_dues_are_asked_of_who_takes_them(cast):
    group = cast.group
    group.initiator, group.purpose = "Keluarga Tefa", "Saling bantu"
    group.save()
    Coverage(group=group, rt="001", rw="002").save()
    assert lacking(group)["identitas"] == 10 - 3
    group.fund_sources = ["dues"]
    group.save()
    assert lacking(group)["sumber-daya"] == 3, "dues in rupiah came in the place of the sources"
    factories.membership(factories.person("Ana", PENFUI), group)
    assert lacking(group)["keanggotaan"] == 5, "a roster is a count"
    group.voluntary = False
    group.save()
    assert lacking(group)["keanggotaan"] == 4, "no is an answer"


def test_a_service_post_and_a_place_are_not_asked_for_members(cast, client_of):
    post = factories.group("Puskesos", PENFUI, kind="post")
    place = factories.group("Panti", PENFUI, kind="kps", type=factories.group_type("PRS-22A", "Panti", is_group=False))
    client = client_of(cast.penfui)
    for group in (post, place):
        assert "keanggotaan" not in lacking(group)
        assert client.get(part(group, "keanggotaan")).status_code == 404
    assert fill(client, part(post, "identitas"), business="Rujukan")["Location"] == part(post, "sumber-daya")


def test_an_answer_can_be_taken_back_and_none_is_chosen_beforehand(cast, client_of):
    client, url = client_of(cast.penfui), part(cast.group, "keanggotaan")
    assert {"for_whom", "voluntary"} & set(controls(client.get(url))) == set()
    fill(client, url, for_whom="women", voluntary="False")
    assert fill(client, url, for_whom="", voluntary="").status_code == 302
    cast.group.refresh_from_db()
    assert (cast.group.for_whom, cast.group.voluntary) == ("", None)


def test_no_network_is_refused_while_a_link_lasts(cast, client_of):
    group, client, url = cast.group, client_of(cast.penfui), part(cast.group, "jaringan")
    link = Link(group=group, party="Bank NTT", party_kind="business")
    link.save()
    assert lacking(group)["jaringan"] == 0
    before = everything()
    assert "Bank NTT" in client.get(url).content.decode()
    assert refusals(fill(client, url, no_links="on")) == {"no_links": ["links"]}
    assert everything() == before
    link.until = group.village.today() - timedelta(days=1)
    link.save()
    assert lacking(group)["jaringan"] == 1
    assert fill(client, url, no_links="on").status_code == 302
    assert lacking(group)["jaringan"] == 0


def test_what_a_part_cannot_hold_is_refused_at_its_field(cast, client_of):
    client, before, wrong = client_of(cast.penfui), everything(), {}
    tomorrow = f"{cast.group.village.today() + timedelta(days=1):%d/%m/%Y}"
    cases = {
        "identitas": [
            ("purposes", ["welfare", "gold"]), ("phone", "0812"), ("coverage", "27, 28"), ("coverage", "RW 8: 1234"),
            ("registered_on", "besok"), ("registered_on", tomorrow), ("purpose", "x" * 1001), ("kind", ""), ("name", ""),
            ("formality", "half"), ("village", BIRU), ("guidance", "x"), ("founded_on", "31/02/2020"),
        ],
        "keanggotaan": [
            ("declared_members", "-1"), ("declared_members", "9" * 30), ("declared_on", tomorrow), ("rights", ["x"]),
            ("voluntary", "maybe"), ("for_whom", "x"), ("requirement", "x"),
        ],
        "sumber-daya": [("dues_amount", "0"), ("dues_amount", "-5"), ("dues_amount", "9" * 30), ("fund_sources", ["x"]),
                        ("dues_every", "x"), ("facilities", "x" * 1001)],
        "program": [("programme", "x" * 2001), ("meets_every", "x"), ("meets_at", "x" * 121), ("serves", "a\0b")],
    }  # fmt: skip
    for slug, refused in cases.items():
        page = client.get(part(cast.group, slug))
        for field, value in refused:
            answer = send(client, part(cast.group, slug), page, **{field: value})
            if list(refusals(answer)) != [field] or answer.status_code != 200:
                wrong[slug, field, str(value)[:20]] = refusals(answer)
    assert (wrong, everything()) == ({}, before)


def test_two_who_fill_in_the_same_part_lose_no_codes(cast, english):
    group, url = cast.group, part(cast.group, "keanggotaan")
    lina, officer = english(cast.lina), english(cast.penfui)
    pages = [officer.get(url), officer.get(url)]
    fill(lina, url, rights=["arisan", "aid"], voluntary="False")
    stale = send(officer, url, pages[0], declared_members="17")
    assert stale.status_code == 409
    assert [found.both for found in stale.context["differences"]] == [False, False]
    assert resend(stale).status_code == 302
    group.refresh_from_db()
    assert (group.rights, group.voluntary, group.declared_members) == (["arisan", "aid"], False, 17)
    both = send(officer, url, pages[1], rights=["loan"])
    [found] = [one for one in both.context["differences"] if one.both]
    assert (found.mine, found.theirs) == ("loans", "arisan, social aid")
    assert controls(both)["rights"] == ["loan"]


def test_outside_the_area_there_is_no_inventory_and_a_reader_fills_in_nothing(cast, client_of):
    here = factories.group("Melati", BIRU, kind="kps")
    pages = [reverse("groups:inventory", args=[here.pk]), *(part(here, slug) for slug in TYPED)]
    assert {client_of(cast.watampone).get(url).status_code for url in pages} == {404}
    assert [client_of(cast.tksk).get(url).status_code for url in pages] == [200, *[403] * 5]
    assert part(here, "program") not in client_of(cast.tksk).get(pages[0]).content.decode()
    assert client_of(cast.biru).get(part(here, "lain")).status_code == 404
    here.status = "dissolved"
    here.save()
    assert [client_of(cast.dinas_bone).get(url).status_code for url in pages] == [200, *[403] * 5]
