"""Guarded kinds in the recaps: which words stand where, for whom, and that nothing else tells of them."""

import csv
import re
from datetime import date
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command

from beneficiaries.models import SealedCase
from reports.recaps import pmks
from tests import factories
from tests.factories import BIRU, BONE, MACEGE, PENFUI, TA, TANETE_RIATTANG, WATAMPONE
from tests.sealed.cases import case, confirmed
from wksbm.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
PAGE = "/rekap/pmks/"


def guarded(user, cast, code: str, year: int = 2022, status: str = "verified") -> list[dict]:
    """Each guarded table of the last table as {label: [words of its areas…, of the whole]}."""
    user = User.objects.get(pk=user.pk)
    table = pmks.tables(user, cast.regions[code], year, status)[-1]
    return [
        {row.label: [cell.words for cell in (*row.cells, row.total)] for row in (*inner.rows, inner.totals)}
        for inner in table.guarded
    ]


def sealed(user, cast, code: str, year: int = 2022, **asked) -> dict:
    return guarded(user, cast, code, year, **asked)[0]


def violence(cast, village: str, count: int, **facts) -> None:
    for _number in range(count):
        confirmed(cast.biru, village, "PMKS-19", **facts)


def delicate(cast, village: str, count: int, code: str = "PMKS-25", on: date = date(2022, 3, 1)) -> None:
    kind = factories.category(code, f"Keluarga {code}", sensitivity=2, abbreviation=code[-2:])
    for _number in range(count):
        who = factories.person("Sitti Rahma", village)
        factories.classification(who, kind, by=cast.biru, status="verified", identified_on=on)


def test_a_sub_district_tells_of_each_kind_whether_it_reaches_five(cast):
    violence(cast, BIRU, 3)
    violence(cast, TA, 4)
    confirmed(cast.biru, BIRU, "PMKS-16")
    confirmed(cast.biru, BIRU)  # of a kind that is not known
    told = sealed(cast.dinas_bone, cast, TANETE_RIATTANG)
    assert told == {
        "Korban tindak kekerasan": ["≥5"],
        "Orang dengan HIV/AIDS": ["<5"],
        "Bekas warga binaan": ["<5"],
        "together": ["≥5"],
    }
    confirmed(cast.biru, BIRU, "PMKS-16")
    assert sealed(cast.dinas_bone, cast, TANETE_RIATTANG)["together"] == ["≥10"]


def test_a_regency_adds_up_what_its_sub_districts_are_told(cast):
    violence(cast, BIRU, 7)
    violence(cast, MACEGE, 4)
    told = sealed(cast.dinas_bone, cast, BONE)
    assert told["Korban tindak kekerasan"] == ["≥5", "<5", "≥5"]
    assert told["Orang dengan HIV/AIDS"] == ["<5", "<5", "<5 each"]
    assert told["together"] == ["≥5", "<5", "≥5"]  # 11 in truth: what lies between is nobody's to know


@pytest.mark.parametrize("who", ["tksk", "tksk_cleared", "dinas_bone", "camat", "admin"])
def test_everybody_with_recaps_of_the_sub_district_is_told_the_same(who, cast):
    violence(cast, BIRU, 6)
    assert sealed(getattr(cast, who), cast, TANETE_RIATTANG)["Korban tindak kekerasan"] == ["≥5"]


def test_below_the_sub_district_nothing_is_told(cast, client_of):
    violence(cast, BIRU, 9)
    assert guarded(cast.dinas_bone, cast, BIRU) == []
    assert guarded(cast.biru, cast, TANETE_RIATTANG) == []  # not his area, however he asks
    factories.classification(factories.person("A B", BIRU), factories.category(), by=cast.biru, status="verified")
    body = client_of(cast.biru).get(PAGE).content.decode()
    assert "3 sealed kinds are not counted here: they go through the Dinas." in body
    assert "≥5" not in body


def test_only_confirmed_cases_that_last_are_counted(cast):
    for _number in range(6):
        case(cast.biru, kinds=["PMKS-19"], received_on=date(2022, 1, 1))
    violence(cast, BIRU, 5, status="closed", closed_on=date(2022, 12, 31))
    violence(cast, BIRU, 5, on="2023-01-01")
    assert sealed(cast.dinas_bone, cast, TANETE_RIATTANG)["Korban tindak kekerasan"] == ["<5"]
    violence(cast, BIRU, 5, status="closed", closed_on=date(2023, 1, 1))
    assert sealed(cast.dinas_bone, cast, TANETE_RIATTANG)["Korban tindak kekerasan"] == ["≥5"]


def test_a_year_that_is_over_never_tells_otherwise_afterwards(cast):
    """Closing, striking and later kinds change nothing of what was told before: no difference to listen to."""
    violence(cast, BIRU, 5)
    before = sealed(cast.dinas_bone, cast, TANETE_RIATTANG)
    for row in SealedCase.objects.all():
        row.status, row.decided_on = "closed", date(2026, 3, 1)
        row.save()
    case(cast.biru, kinds=["PMKS-19"])
    assert sealed(cast.dinas_bone, cast, TANETE_RIATTANG) == before


def test_the_present_year_stands_still_between_half_years(cast):
    today = cast.regions[BIRU].today()
    violence(cast, BIRU, 5, on=today.isoformat())
    assert sealed(cast.dinas_bone, cast, TANETE_RIATTANG, today.year)["Korban tindak kekerasan"] == ["<5"]


def test_state_page_file_and_command_say_the_same(cast, client_of):
    violence(cast, BIRU, 6)
    factories.classification(factories.person("A B", BIRU), factories.category(), by=cast.biru, status="verified")
    told = sealed(cast.tksk, cast, TANETE_RIATTANG)
    assert sealed(cast.tksk, cast, TANETE_RIATTANG, status="all") == told
    client = client_of(cast.tksk)
    for status in ("verified", "all"):
        asked = {"year": "2022", "status": status, "region": TANETE_RIATTANG}
        file = client.get(PAGE, asked | {"unduh": "csv"}).content.decode()
        rows = {line[1]: line[3:] for line in csv.reader(StringIO(file))}
        assert {label: [words] for label, words in ((label, rows[label][-1]) for label in told)} == told
        assert [rows[label][:-1] for label in told] == [[""] * 8] * len(told)
        out = StringIO()
        arguments = ["--region", TANETE_RIATTANG, "--year", "2022", "--as", "tksk.tanete", "--status", status]
        call_command("recap", "pmks", *arguments, stdout=out, stderr=StringIO())
        assert out.getvalue() == file
        for lying in ("jenis", "wilayah"):
            body = client.get(PAGE, asked | {"baris": lying}).content.decode()
            assert body.count("≥5") == 4  # two tables (desk and phone), the kind and the common sum in each
            assert "A number per village could point at the person" in body


def test_totals_hold_no_guarded_number(cast):
    kind = factories.category()
    factories.classification(
        factories.person("A B", BIRU), kind, by=cast.biru, status="verified", identified_on=date(2022, 1, 1)
    )
    violence(cast, BIRU, 6)
    delicate(cast, BIRU, 7)
    for user, total in ((cast.dinas_bone, 8), (cast.camat, 1), (cast.admin, 1)):
        table = pmks.tables(user, cast.regions[TANETE_RIATTANG], 2022)[-1]
        assert table.totals.total.value == sum(row.total.value for row in table.rows) == total
        assert table.subjects is None


def test_kinds_of_sensitivity_two_are_guarded_for_who_only_counts(cast):
    delicate(cast, BIRU, 3)
    delicate(cast, WATAMPONE, 3)
    delicate(cast, TA, 2, "PMKS-22")
    for user in (cast.camat, cast.admin):
        told = guarded(user, cast, TANETE_RIATTANG)[1]
        assert told == {"Keluarga PMKS-25": ["≥5"], "Keluarga PMKS-22": ["<5"], "together": ["≥5"]}
        assert guarded(user, cast, TANETE_RIATTANG, status="all")[1] == told
        assert guarded(user, cast, BIRU) == []
    for user in (cast.tksk, cast.dinas_bone):
        assert len(guarded(user, cast, TANETE_RIATTANG)) == 1


def test_two_kinds_under_five_have_no_common_sum(cast):
    delicate(cast, BIRU, 4)
    delicate(cast, BIRU, 4, "PMKS-22")
    assert guarded(cast.camat, cast, TANETE_RIATTANG)[1]["together"] == ["not told"]


def test_who_sees_a_village_by_name_is_not_told_its_sub_district_in_numbers(cast):
    """A camat who is an officer of Biru as well would subtract Biru; one of another regency would not."""
    delicate(cast, BIRU, 3)
    factories.duty(cast.camat, "village", BIRU)
    assert set(map(str, guarded(cast.camat, cast, TANETE_RIATTANG)[1].values())) == {"['not told']"}
    other = factories.user("camat.dua", "viewer", TANETE_RIATTANG)
    factories.duty(other, "village", PENFUI)
    assert guarded(other, cast, TANETE_RIATTANG)[1]["Keluarga PMKS-25"] == ["<5"]


def test_a_companion_who_also_counts_is_not_told_either(cast):
    delicate(cast, BIRU, 3)
    factories.leads(cast.camat, factories.group("Kelompok", BIRU, kind="kps"), role="companion")
    assert set(map(str, guarded(cast.camat, cast, TANETE_RIATTANG)[1].values())) == {"['not told']"}


def test_worlds_that_differ_by_one_person_look_alike(cast, client_of):
    """The whole pages, of every region, year, state and form, before and after a third case: not a letter differs."""
    violence(cast, BIRU, 2)
    client = client_of(cast.dinas_bone)
    asked = [
        {"region": region, "year": year, "status": status, **form}
        for region, year, status, form in product(
            (BONE, TANETE_RIATTANG, BIRU), ("2022", "2023", "2026"), ("verified", "all"), ({}, {"unduh": "csv"})
        )
    ]

    def pages() -> list[str]:
        texts = (client.get(PAGE, one).content.decode() for one in asked)
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text) for text in texts]

    before = pages()
    violence(cast, BIRU, 1)
    violence(cast, BIRU, 1, on="2023-05-05", status="closed", closed_on=date(2024, 1, 1))
    assert [one for one, old, new in zip(asked, before, pages(), strict=True) if old != new] == []
    violence(cast, BIRU, 2)
    assert [one for one, old, new in zip(asked, before, pages(), strict=True) if old != new] != []


def test_the_number_of_queries_does_not_grow_with_the_cases(cast, django_assert_max_num_queries):
    violence(cast, BIRU, 1)
    user = User.objects.get(pk=cast.dinas_bone.pk)
    for count in (0, 20):
        violence(cast, BIRU, count)
        with django_assert_max_num_queries(13):
            pmks.tables(user, cast.regions[BONE], 2022)
