"""`manage.py recap`: what it refuses and in which words."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.factories import BIRU, MATA_AIR, PENFUI
from tests.reports import papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def recap(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("recap", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (
            ["pmks", "--region", "73.08.21", "--as", "dinas.kupang"],
            r"no region 73\.08\.21 in the area of dinas\.kupang",
        ),
        (["pmks", "--region", "99.99", "--as", "dinas.kupang"], r"no region 99\.99 in the area of dinas\.kupang"),
        (["pmks", "--region", "73.08.21", "--as", "desa.biru"], r"no region 73\.08\.21 in the area of desa\.biru"),
        (["pmks", "--region", "73.08.21", "--as", "ketua.lina"], r"no region 73\.08\.21 in the area of ketua\.lina"),
        (["pmks", "--region", "73.08.21", "--as", "siapa"], "no account siapa"),
        (["pmks", "--region", "73.08.21", "--as", "desa.mantan"], "desa.mantan has no duty today"),
        (["pmks", "--region", "73.08.21", "--as", "desa.nonaktif"], "desa.nonaktif has no duty today"),
        (["pmks", "--region", "Biru", "--as", "dinas.bone"], "Write the code of the region with its dots"),
        (["pmks", "--as", "dinas.bone"], "Say --region CODE"),
        (["pmks", "--region", "73.08.21", "--year", "2999", "--as", "dinas.bone"], "--year goes from 1900 to 20"),
        (
            ["pmks", "--region", "73.08.21", "--on", "2006-01-01", "--as", "dinas.bone"],
            "it takes --region, --status, --year",
        ),
        (["groups", "--region", "73.08.21", "--status", "all", "--as", "dinas.bone"], "it takes --region, --year"),
        (["groups", "--region", "73.08.21", "--table", "2", "--as", "dinas.bone"], "--table goes from 1 to 1 here"),
        (["members-age", "--as", "dinas.bone"], "Say either --group NAME or --region CODE"),
        (
            ["members-age", "--group", "Rindu Sejahtera", "--as", "dinas.bone"],
            "no group “Rindu Sejahtera” in the reach",
        ),
        (["members-age", "--group", "", "--as", "dinas.kupang"], "no group “”"),
        (["members-age", "--region", "53.01", "--on", "2999-01-01", "--as", "dinas.kupang"], "still to come"),
        (["members-age", "--region", "53.01", "--on", "kemarin", "--as", "dinas.kupang"], "dd/mm/yyyy"),
        (["members-age", "--region", "53.01", "--bands", "19-", "--as", "dinas.kupang"], "19-39,40-60"),
        (["ages", "--as", "dinas.bone"], "members-education"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, arguments, answer):
    with pytest.raises(CommandError, match=answer):
        recap(*arguments)


def test_the_last_row_is_the_total_and_zero_is_0(cast):
    who = factories.person("Sitti Rahma", BIRU)
    factories.classification(who, factories.category(), by=cast.biru)
    asked = ["pmks", "--region", "73.08.21", "--as", "dinas.bone"]
    header = "no,label,unit,Biru,Ta,Watampone,Bukaka,Pappolo,Manurunge,Walanae,Masumpu,total"
    assert recap(*asked) == [header, "1,Lanjut usia telantar,person,0,0,0,0,0,0,0,0,0", ",total,,0,0,0,0,0,0,0,0,0"]
    assert recap(*asked, "--status", "all")[-1] == ",total,,1,0,0,0,0,0,0,0,1"


def test_namesakes_are_listed_with_the_number_that_tells_them_apart(cast):
    here, there = factories.group("Mekar Jaya", PENFUI), factories.group("Mekar Jaya", MATA_AIR)
    factories.membership(factories.person("Maria", MATA_AIR), there)
    with pytest.raises(CommandError) as refused:
        recap("members-age", "--group", "mekar jaya", "--as", "dinas.kupang")
    assert f"--group {here.pk}  Mekar Jaya, Desa Penfui Timur" in str(refused.value)
    assert recap("members-age", "--group", str(there.pk), "--as", "dinas.kupang")[-1] == ",total,1,100"
    assert recap("members-age", "--group", "mekar jaya", "--as", "desa.penfui")[-1] == ",total,0,"


def test_the_end_of_a_year_can_be_the_day(cast):
    papers.members_of_rindu(cast.group)
    rows = recap(
        "members-age", "--group", "Rindu Sejahtera", "--year", "2021", "--bands", "19-39,40-60", "--as", "ketua.lina"
    )
    assert rows[1:] == ["1,19-39 years,23,92", "2,40-60 years,2,8", ",total,25,100"]


def test_other_tables_of_the_year_are_named_and_can_be_asked_for(cast, capsys):
    papers.groups_of_2006()
    factories.group("Melati", BIRU, kind="kps")
    call_command("recap", "groups", "--region", "73.08.21", "--year", "2006", "--as", "dinas.bone")
    assert "--table 2: groups in the register" in capsys.readouterr().err
    rows = recap("groups", "--region", "73.08.21", "--year", "2006", "--table", "2", "--as", "dinas.bone")
    assert rows[-1] == ",total,,1,0,0,0,0,0,0,0,1"
