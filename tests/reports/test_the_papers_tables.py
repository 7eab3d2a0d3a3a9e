"""The papers' own tables come out of the ordinary recaps, number by number."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from tests.reports import papers

pytestmark = pytest.mark.django_db
AREAS = list(papers.CODES)


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def recap(*arguments: str) -> list[list[str]]:
    out = StringIO()
    call_command("recap", *arguments, stdout=out, stderr=StringIO())
    return list(csv.reader(StringIO(out.getvalue())))


def test_twelve_kinds_in_eight_kelurahan_give_1520(cast):
    papers.pmks_of_2006()
    header, *rows, total = recap("pmks", "--region", "73.08.21", "--year", "2006", "--as", "dinas.bone")
    wanted = [line for line in papers.lines("seed003_pmks.csv") if line["row_no"].isdigit()]
    assert header == ["no", "label", "unit", *AREAS, "total"]
    assert len(rows) == 12
    for row, line in zip(rows, wanted, strict=True):
        assert row[:2] == [line["row_no"], line["label_in_seed"]]
        assert row[3:] == [line[area] for area in AREAS] + [line["row_total_printed"]]
    assert total == ["", "total", "", "50", "7", "35", "246", "1", "300", "246", "635", "1520"]


def test_the_ages_of_rindu_sejahtera_are_3_9_7_4_2(cast):
    papers.members_of_rindu(cast.group)
    table = recap("members-age", "--group", "Rindu Sejahtera", "--on", "2021-12-31", "--as", "dinas.kupang")
    assert table == [
        ["no", "label", "count", "percent"],
        ["1", "20-24 years", "3", "12"],
        ["2", "25-29 years", "9", "36"],
        ["3", "30-34 years", "7", "28"],
        ["4", "35-39 years", "4", "16"],
        ["5", "40-44 years", "2", "8"],
        ["", "total", "25", "100"],
    ]


def test_the_education_of_rindu_sejahtera_is_8_12_5(cast):
    papers.members_of_rindu(cast.group)
    table = recap("members-education", "--group", "rindu sejahtera", "--on", "31/12/2021", "--as", "ketua.lina")
    assert table[1:] == [
        ["1", "SD", "8", "32"],
        ["2", "SMP", "12", "48"],
        ["3", "SMA", "5", "20"],
        ["", "total", "25", "100"],
    ]


def test_groups_of_2006_keep_their_unknown_cells_and_their_printed_totals(cast):
    papers.groups_of_2006()
    header, *rows, total = recap("groups", "--region", "73.08.21", "--year", "2006", "--as", "dinas.bone")
    by_label = {row[1]: row[3:] for row in rows}
    assert header == ["no", "label", "unit", *AREAS, "total"]
    assert [len(rows), rows[0][1], rows[-1][1]] == [33, "Pasar", "P.OR"]
    assert by_label["Pasar"] == ["0", "", "", "", "", "", "", "0", "2"]  # Biru and Masumpu are known to have none
    assert by_label["Masjid"] == ["10", "9", "9", "6", "5", "12", "3", "6", "60"]
    assert by_label["Siskamling"] == ["", "", "", "", "", "", "", "", "28"]
    assert by_label["Bidan"] == ["2", "4", "6", "5", "4", "8", "6", "4", "16"]
    assert total == ["", "total", "", "100", "48", "64", "69", "22", "77", "34", "64", "531"]


def test_the_contradictions_of_the_groups_table_are_said(cast, capsys):
    papers.groups_of_2006()
    call_command("recap", "groups", "--region", "73.08.21", "--year", "2006", "--as", "dinas.bone")
    said = capsys.readouterr().err
    assert "the printed row totals add up to 569, the printed column totals add up to 478" in said
    assert "the printed grand total is 531" in said
    assert "Bidan: the cells add up to 39, the printed total is 16." in said
    assert "Siskamling: values add to 22, printed 28" in said
