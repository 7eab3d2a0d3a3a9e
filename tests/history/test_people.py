"""The story of a person: own facts in words, groups and offices, PMKS records, as far as the reader may know them."""

from datetime import date

import pytest
from django.urls import reverse

from beneficiaries.services import end, reject, verify
from members.offices import fill_office
from members.services import leave
from tests import factories
from tests.factories import PENFUI
from tests.history.moments import acting_on
from tests.history.reading import read, sentences
from wksbm.dates import PartialDate
from wksbm.people.services import save_person

pytestmark = pytest.mark.django_db
PENFUI_SAYS, DINAS_SAYS = "Desa Penfui (village officer)", "Dinas Kupang (Dinas Sosial)"


def url(person) -> str:
    return reverse("people:history", args=[person.pk])


@pytest.fixture
def yuliana(cast):
    with acting_on("2025-12-01", cast.penfui):
        return factories.person("Yuliana Tefa", PENFUI, nik="9901014101900011", address="Jl. Lama")


def change(person, by, day: str, **facts) -> None:
    with acting_on(day, by):
        person.refresh_from_db()
        person._change_reason = facts.pop("why", None)
        for name, value in facts.items():
            setattr(person, name, value)
        save_person(person, by=by)


def test_every_kind_of_value_is_told_in_words(cast, english, yuliana):
    home = factories.household("5301080102030004", PENFUI)
    told = {
        "2026-01-01": ({"full_name": "Yuliana Teffa"}, "Full name: Yuliana Tefa → Yuliana Teffa"),
        "2026-01-02": ({"nik": "9902014101900022"}, "NIK: 9901 •••• •••• •••• → 9902 •••• •••• ••••"),
        "2026-01-03": (
            {"birth_date": date(1991, 1, 1), "birth_date_precision": "estimated"},
            "Date of birth: 1 January 1990 → 1991 (estimated)",
        ),
        "2026-01-04": ({"education": "SMA"}, "Education: – → SMA or equal (SLTA)"),
        "2026-01-05": ({"education_completed": False}, "Finished: yes → no"),
        "2026-01-06": ({"household": home}, "KK number: – → 5301 •••• •••• ••••"),
        "2026-01-07": ({"address": ""}, "Address: Jl. Lama → –"),
        "2026-01-08": ({"sex": "L"}, "Sex: female → male"),
        "2026-01-09": ({"phone": "+6281234567890"}, "Phone: – → +6281234567890"),
    }
    for day, (facts, _words) in told.items():
        change(yuliana, cast.penfui, day, **facts)
    change(yuliana, cast.dinas_kupang, "2026-01-10", rt="003", why="salah ketik")
    assert sentences(english(cast.penfui), url(yuliana)) == [
        f"{DINAS_SAYS} changed RT: – → 003. Reason: salah ketik",
        *(f"{PENFUI_SAYS} changed {words}." for _facts, words in reversed(told.values())),
        f"{PENFUI_SAYS} entered this person.",
    ]


def test_a_place_is_told_by_its_name(cast, english):
    siti = factories.person("Siti", factories.BIRU)
    change(siti, cast.tksk, "2027-01-01", village_id=factories.TA)
    assert sentences(english(cast.dinas_bone), url(siti))[0] == (
        f"Tksk Tanete (TKSK) changed Desa or kelurahan: {cast.regions[factories.BIRU]} → {cast.regions[factories.TA]}."
    )


def test_groups_and_offices_are_part_of_it(cast, english, yuliana):
    group = cast.group
    with acting_on("2026-01-01", cast.penfui):
        row = factories.membership(yuliana, group, number=3)
    with acting_on("2026-02-01", cast.penfui):
        fill_office(group, post="chair", person=yuliana, starts=PartialDate(date(2026, 2, 1), "day"), by=cast.penfui)
    with acting_on("2026-03-01", cast.penfui):
        fill_office(group, post="chair", person=None, starts=PartialDate(date(2026, 3, 1), "day"), by=cast.penfui)
    with acting_on("2026-04-01", cast.lina):
        leave(row, by=cast.lina, on=date(2026, 3, 31), reason="pindah")
    assert sentences(english(cast.penfui), url(yuliana))[:4] == [
        "Lina Tefa (group leader) entered that this person left Rindu Sejahtera, last day 31 March 2026. Reason: pindah",
        f"{PENFUI_SAYS} ended the office Chair of Rindu Sejahtera, last day 28 February 2026.",
        f"{PENFUI_SAYS} made this person Chair of Rindu Sejahtera. Since 1 February 2026.",
        f"{PENFUI_SAYS} entered this person as a member of Rindu Sejahtera. Since 1 January 2020.",
    ]


def test_kinds_of_pmks_are_told_to_who_may_know_them(cast, english, yuliana):
    lansia, sensitive = factories.category(), factories.category("PMKS-99", "Rawan", sensitivity=2)
    with acting_on("2026-01-01", cast.penfui):
        rows = [factories.classification(yuliana, kind, by=cast.penfui) for kind in (lansia, sensitive)]
    with acting_on("2026-02-01", cast.dinas_kupang):
        verify(rows[0], by=cast.dinas_kupang, on=date(2026, 2, 1))
    with acting_on("2026-02-02", cast.dinas_kupang):
        reject(rows[1], by=cast.dinas_kupang, on=date(2026, 2, 2), reason="bukan warga rawan")
    with acting_on("2026-03-01", cast.penfui):
        end(rows[0], by=cast.penfui, on=date(2026, 3, 1), reason="sudah mandiri")
    factories.membership(yuliana, cast.group)
    told = sentences(english(cast.penfui), url(yuliana))
    assert told[1:6] == [
        f"{PENFUI_SAYS} ended the PMKS record Lanjut usia telantar. Reason: sudah mandiri",
        f"{DINAS_SAYS} rejected the PMKS record Rawan. Reason: bukan warga rawan",
        f"{DINAS_SAYS} verified the PMKS record Lanjut usia telantar.",
        f"{PENFUI_SAYS} proposed the PMKS record Rawan.",
        f"{PENFUI_SAYS} proposed the PMKS record Lanjut usia telantar.",
    ]
    assert [one for one in sentences(english(cast.lina), url(yuliana)) if "PMKS" in one] == []  # history F


def test_what_hides_a_conflict_hides_it_here_too(cast, english, yuliana):
    """A NIK that somebody elsewhere has, and the doubts of an entry, leave no trace in the story."""
    factories.person("Orang Lain", factories.BIRU, nik="9903014101900033")
    change(yuliana, cast.penfui, "2026-01-01", nik="9903014101900033")
    assert yuliana.nik_conflict
    change(yuliana, cast.penfui, "2026-01-02", doubts=["nik_birth"])
    assert sentences(english(cast.penfui), url(yuliana)) == [
        f"{PENFUI_SAYS} changed NIK: 9901 •••• •••• •••• → 9903 •••• •••• ••••.",
        f"{PENFUI_SAYS} entered this person.",
    ]


def test_it_stands_under_the_months_of_the_last_year_and_under_older_years(cast, client_of, yuliana):
    change(yuliana, cast.penfui, "2026-03-12", rt="001")
    with acting_on("2024-05-05", cast.penfui):
        elder = factories.person("Ester Kolo", PENFUI)
    assert read(client_of(cast.penfui).get(url(yuliana))).headings == ["Maret 2026", "Desember 2025"]
    story = read(client_of(cast.penfui).get(url(elder)))
    assert (story.headings, story.times) == (["2024"], ["5 Mei, 09.15"])
