"""The story of a group, sentence by sentence."""

from datetime import date

import pytest
from django.urls import reverse

from groups.leading import end_leadership
from groups.life import dissolve
from groups.models import Component, Kube
from groups.services import advance_stage, save_group
from members.offices import fill_office
from members.services import enrol, leave
from tests import factories
from tests.factories import PENFUI
from tests.history.moments import acting_on
from tests.history.reading import read, sentences
from wksbm.dates import PartialDate

pytestmark = pytest.mark.django_db
PENFUI_SAYS, DINAS_SAYS = "Desa Penfui (village officer)", "Dinas Kupang (Dinas Sosial)"


def url(group) -> str:
    return reverse("groups:history", args=[group.pk])


@pytest.fixture
def group(cast):
    with acting_on("2021-06-01", cast.dinas_kupang):
        return factories.group("Harapan Baru", PENFUI, business="Tenun")


def test_a_change_of_several_facts_is_one_entry_with_its_reason(cast, english, group):
    with acting_on("2026-03-12", cast.penfui):
        group.business, group.status = "Tenun ikat", "preparing"
        group.founded_on, group.founded_on_precision = date(2008, 1, 1), "year"
        group._change_reason = "rapat anggota"
        save_group(group, by=cast.penfui)
    story = read(english(cast.penfui).get(url(group)))
    assert story.sentences == [
        f"{PENFUI_SAYS} changed: | Founded: – → 2008 | Business or work: Tenun → Tenun ikat | State: active → preparing "
        "Reason: rapat anggota",
        f"{DINAS_SAYS} registered this group.",
        "The group was founded.",
    ]
    assert story.times == ["Thursday 12 Mar, 09:15", "1 June, 09:15", "2008"]
    assert story.headings[:1] == ["March 2026"]


def test_a_chair_who_follows_another_is_one_sentence(cast, english, client_of, group):
    budi, wati = (factories.person(name, PENFUI) for name in ("Budi", "Wati"))
    with acting_on("2022-03-12", cast.penfui):
        fill_office(group, post="chair", person=budi, starts=PartialDate(date(2018, 1, 1), "year"), by=cast.penfui)
    with acting_on("2026-03-12", cast.penfui):
        began = PartialDate(date(2026, 3, 12), "day")
        fill_office(
            group, post="chair", person=wati, starts=began, by=cast.penfui, reason="masa bakti habis", decree="12/2026"
        )
    assert sentences(english(cast.penfui), url(group))[:2] == [
        f"{PENFUI_SAYS} changed Chair: Budi → Wati. Since 12 March 2026. Decree: 12/2026. Reason: masa bakti habis",
        f"{PENFUI_SAYS} changed Chair: – → Budi. Since 2018.",
    ]
    indonesian = read(client_of(cast.penfui).get(url(group)))
    assert indonesian.times[0] == "Kamis 12 Mar, 09.15"
    assert "Ketua: Budi → Wati" in indonesian.sentences[0]
    assert indonesian.sentences[0].startswith("Desa Penfui (operator desa/kelurahan)")


def test_two_offices_of_one_day_are_not_mixed_up(cast, english, group):
    people = [factories.person(name, PENFUI) for name in ("Ana", "Ina", "Eva")]
    with acting_on("2026-03-12", cast.penfui):
        for post, who, day in (("chair", 0, 1), ("secretary", 1, 1), ("chair", 2, 5)):
            began = PartialDate(date(2026, 3, day), "day")
            fill_office(group, post=post, person=people[who], starts=began, by=cast.penfui)
    told = sentences(english(cast.penfui), url(group))[:3]
    assert sorted(told) == [
        f"{PENFUI_SAYS} changed Chair: Ana → Eva. Since 5 March 2026.",
        f"{PENFUI_SAYS} changed Chair: – → Ana. Since 1 March 2026.",
        f"{PENFUI_SAYS} changed Secretary: – → Ina. Since 1 March 2026.",
    ]


def test_an_office_that_ends_without_a_successor(cast, english, group):
    term = factories.office(group, "chair", factories.person("Budi", PENFUI))
    with acting_on("2027-01-01", cast.penfui):
        term.ends_on = date(2026, 12, 31)
        term.save()
    assert sentences(english(cast.penfui), url(group))[0] == (
        f"{PENFUI_SAYS} ended the office Chair of Budi, last day 31 December 2026."
    )


def test_who_ends_an_office_today_and_fills_it_tomorrow_says_two_sentences(cast, english, group):
    with acting_on("2026-01-01", cast.penfui):
        term = factories.office(group, "chair", factories.person("Budi", PENFUI))
    with acting_on("2026-02-01", cast.penfui):
        term.ends_on = date(2026, 1, 31)
        term.save()
    with acting_on("2026-02-02", cast.penfui):
        began, wati = PartialDate(date(2026, 2, 1), "day"), factories.person("Wati", PENFUI)
        fill_office(group, post="chair", person=wati, starts=began, by=cast.penfui)
    assert sentences(english(cast.penfui), url(group))[:2] == [
        f"{PENFUI_SAYS} changed Chair: – → Wati. Since 1 February 2026.",
        f"{PENFUI_SAYS} ended the office Chair of Budi, last day 31 January 2026.",
    ]


def test_members_who_come_and_go(cast, english, group):
    woman = factories.person("Yuliana Tefa", PENFUI)
    with acting_on("2026-01-02", cast.penfui):
        enrol(woman, group, by=cast.penfui, joined=PartialDate(date(2008, 1, 1), "year"))
    with acting_on("2026-02-02", cast.penfui):
        row = woman.memberships.get()
        row.number = 7
        row.save()
    with acting_on("2026-03-02", cast.dinas_kupang):
        leave(row, by=cast.dinas_kupang, on=date(2026, 3, 1), reason="pindah ke Oesao")
    assert sentences(english(cast.penfui), url(group))[:3] == [
        f"{DINAS_SAYS} entered that Yuliana Tefa left, last day 1 March 2026. Reason: pindah ke Oesao",
        f"{PENFUI_SAYS} changed the membership of Yuliana Tefa: Member number: 1 → 7.",
        f"{PENFUI_SAYS} entered Yuliana Tefa as a member. Since 2008.",
    ]


def test_rt_and_rw_stand_in_the_sentence_of_their_act(cast, english, group):
    with acting_on("2026-01-02", cast.penfui):
        save_group(group, coverage=[("008", "026"), ("008", "027")], by=cast.penfui)
    with acting_on("2026-02-02", cast.penfui):
        group.business = "Kue"
        save_group(group, coverage=[("008", "027"), ("009", "")], by=cast.penfui)
    assert sentences(english(cast.penfui), url(group))[:2] == [
        f"{PENFUI_SAYS} changed: | Business or work: Tenun → Kue | RT and RW it covers: RW 008: 026, 027 → RW 008: 027; RW 009",
        f"{PENFUI_SAYS} changed RT and RW it covers: – → RW 008: 026, 027.",
    ]


def test_stages_accounts_components_and_the_end(cast, english, group):
    wksbm = factories.group("Kasih", PENFUI, kind="wksbm")
    with acting_on("2026-01-02", cast.penfui):
        advance_stage(Kube.objects.get(group=group), "T1", by=cast.penfui, on=date(2026, 1, 1), note="Buku kas diisi.")
    with acting_on("2026-01-03", cast.penfui):
        led = factories.leads(cast.lina, group, starts_on=date(2026, 1, 3))
    with acting_on("2026-01-04", cast.penfui):
        part = Component(umbrella=wksbm, part=group)
        part.save()
    with acting_on("2026-01-05", cast.penfui):
        end_leadership(led, on=date(2026, 1, 5), by=cast.penfui, reason="HP hilang")
    with acting_on("2026-01-06", cast.penfui):
        part.until = date(2026, 1, 6)
        part.save()
    with acting_on("2026-01-07", cast.dinas_kupang):
        dissolve(group, on=date(2026, 1, 7), by=cast.dinas_kupang, reason="semua pindah")
    assert sentences(english(cast.penfui), url(group))[:6] == [
        f"{DINAS_SAYS} dissolved this group, last day 7 January 2026. Reason: semua pindah",
        f"{PENFUI_SAYS} took this group out of Kasih, last day 6 January 2026.",
        f"{PENFUI_SAYS} ended the task of Lina Tefa as group leader, last day 5 January 2026. Reason: HP hilang",
        f"{PENFUI_SAYS} placed this group under Kasih.",
        f"{PENFUI_SAYS} made Lina Tefa group leader from 3 January 2026.",
        f"{PENFUI_SAYS} changed Stage: T0 preparation → T1 founding and first business. As of 1 January 2026. Buku kas diisi.",
    ]
    assert sentences(english(cast.penfui), url(wksbm))[-2:] == [
        f"{PENFUI_SAYS} took out the component group Harapan Baru, last day 6 January 2026.",
        f"{PENFUI_SAYS} took up the component group Harapan Baru.",
    ]


def test_what_only_machines_read_is_no_entry(cast, english, group):
    with acting_on("2026-01-02", cast.penfui):
        group.save()
    assert sentences(english(cast.penfui), url(group)) == [f"{DINAS_SAYS} registered this group."]
