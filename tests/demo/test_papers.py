"""The demo tells the papers' cases with the papers' numbers."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Sum

from beneficiaries.models import Classification
from groups.models import Kube, SocialGroup
from members.models import Membership, OfficerTerm
from reports.demo.tanete import COLUMNS
from wksbm.people.models import Household, Person
from wksbm.people.numbers import birth_fits, clean_nik, is_womans
from wksbm.regions.models import Region, Tally
from wksbm.text import place_key

pytestmark = pytest.mark.usefixtures("demo")
END_OF_2021 = date(2021, 12, 31)


def group(name: str) -> SocialGroup:
    return SocialGroup.objects.get(name=name)


def test_rindu_sejahtera_has_the_25_women_of_its_two_tables():
    rindu = group("Rindu Sejahtera")
    women = [row.person for row in Membership.objects.roster(rindu, END_OF_2021)]
    assert (rindu.founded_on.year, rindu.founded_on_precision, rindu.type.code) == (2008, "year", "KPS-17")
    assert {woman.sex for woman in women} == {"P"}
    assert Counter(woman.age(END_OF_2021) // 5 * 5 for woman in women) == {20: 3, 25: 9, 30: 7, 35: 4, 40: 2}
    assert Counter(woman.education for woman in women) == {"SD": 8, "SMP": 12, "SMA": 5}


def test_all_25_are_prse_verified_by_somebody_else():
    cases = Classification.objects.filter(beneficiary__person__memberships__group=group("Rindu Sejahtera"))
    assert Counter((row.category.code, row.status, row.identified_on) for row in cases) == {
        ("PMKS-23", "verified", END_OF_2021): 25
    }
    first = cases.first()
    assert first.proposed_by.username == "desa.penfui"
    assert first.history.first().history_user.username == "tksk.kupangtengah"
    assert "2022" in first.source


def test_the_leader_is_no_member_and_nobodys_client():
    chair = OfficerTerm.objects.get(group=group("Rindu Sejahtera"), post="chair").person
    assert not chair.memberships.exists()
    assert not hasattr(chair, "beneficiary")


def test_the_activities_of_2026_have_marked_and_unmarked_members():
    days = group("Rindu Sejahtera").activities.with_counts().order_by("date")
    counts = [(row.kind, row.present_count, row.absent_count, row.unmarked_count) for row in days]
    assert counts[:4] == [
        ("meeting", 22, 3, 0),
        ("outreach", 5, 0, 20),
        ("motivation", 7, 0, 18),
        ("training", 21, 4, 0),
    ]
    assert {sum(count[1:]) for count in counts} == {25}
    assert group("Rindu Sejahtera").last_activity_on == date(2026, 10, 30) == days.last().date


def test_warga_rukun_is_the_umbrella_of_the_paper():
    umbrella = group("Warga Rukun")
    assert (umbrella.kind, umbrella.type.code, umbrella.village_id) == ("wksbm", "WKS-01", "34.71.13.1006")
    assert [(row.rw, row.rt) for row in umbrella.coverage.all()] == [("008", f"0{rt}") for rt in range(27, 32)]
    assert {row.part.type.code for row in umbrella.components.all()} == {
        "AGM-08",
        "KPS-14",
        "PRS-26",
        "KPS-15",
        "PRS-22",
    }
    assert "Jl. Sidokabul No. 41.E" in umbrella.secretariat


def test_the_six_posts_stand_without_names_and_the_advisers_by_their_office():
    terms = OfficerTerm.objects.in_group(group("Warga Rukun"))
    posts = [(row.post, row.rank) for row in terms.exclude(post="adviser")]
    assert posts == [
        ("chair", None),
        ("deputy", None),
        ("secretary", 1),
        ("secretary", 2),
        ("treasurer", 1),
        ("treasurer", 2),
    ]
    assert [row.ex_officio for row in terms.filter(post="adviser")] == [
        "Ketua RW 08",
        *(f"Ketua RT {rt}" for rt in range(27, 32)),
    ]
    assert {row.person for row in terms} == {None}


def test_those_served_in_sorosutan_were_11_and_11_then_18_and_25():
    rows = Classification.objects.filter(village="34.71.13.1006", status="verified")
    assert Counter(rows.values_list("category__code", flat=True)) == {"PMKS-08": 18, "PMKS-02": 25}
    first = rows.filter(identified_on__year=2004).values_list("category__code", flat=True)
    assert Counter(first) == {"PMKS-08": 11, "PMKS-02": 11}


def test_every_kind_fits_age_and_sex_on_its_day():
    assert [
        str(row)
        for row in Classification.objects.all()
        if row.category.misfits(row.beneficiary.person, row.identified_on)
    ] == []


def test_the_1520_of_tanete_riattang_stand_cell_by_cell():
    rows = Tally.objects.filter(subject="pmks", year=2006)
    assert (rows.count(), rows.filter(count=None).count(), rows.filter(published=False).count()) == (96, 0, 0)
    assert rows.aggregate(Sum("count")) == {"count__sum": 1520}
    by_village = dict(rows.values_list("region").annotate(Sum("count")).order_by())
    assert [by_village[code] for code in COLUMNS.values()] == [50, 7, 35, 246, 1, 300, 246, 635]
    assert Counter(rows.filter(region="73.08.21.1001").values_list("unit", flat=True)) == {
        "individual": 9,
        "family": 2,
        "dwelling": 1,
    }
    assert rows.get(label_as_printed="Anak Terlantar", count=6).code == "PMKS-02|PMKS-01"


def test_the_papers_columns_are_the_villages_of_that_name():
    names = dict(Region.objects.filter(code__in=COLUMNS.values()).values_list("code", "search_name"))
    assert {code: place_key(name) for name, code in COLUMNS.items()} == names


def test_the_table_of_groups_is_as_unknown_as_the_paper_leaves_it():
    rows = Tally.objects.filter(subject="group_type", year=2006).exclude(label_as_printed="Jumlah")
    cells, printed = rows.exclude(region="73.08.21"), rows.filter(region="73.08.21")
    assert (cells.count(), cells.filter(count=None).count()) == (264, 179)
    assert printed.aggregate(Sum("count")) == {"count__sum": 569}
    assert "28" in printed.get(code="PRS-22").note
    sums = Tally.objects.filter(label_as_printed="Jumlah").values_list("region", "count")
    assert dict(sums)["73.08.21"] == 531
    assert sum(count for code, count in sums if code != "73.08.21") == 478


def test_the_kube_of_kabandungan_went_through_its_stages():
    kube = Kube.objects.get()
    assert (kube.group.village_id, kube.stage, kube.group.memberships.count()) == ("32.02.19.2001", "T3", 10)
    changes = [(row.from_stage, row.to_stage, row.on.year) for row in kube.stage_changes.all()]
    assert changes == [("T0", "T1", 2015), ("T1", "T2", 2016), ("T2", "T3", 2018)]
    assert {row.person.household_id for row in kube.group.memberships.all()} == set(
        Household.objects.values_list("pk", flat=True)
    )


def test_no_number_belongs_to_a_real_person():
    people = [person for person in Person.objects.all() if person.nik]
    assert len(people) > 100
    for person in people:
        assert clean_nik(person.nik).startswith("99")
        assert birth_fits(person.nik, person.birth_date)
        assert is_womans(person.nik) == (person.sex == "P")
    assert {row.kk_number[:2] for row in Household.objects.all()} == {"99"}
