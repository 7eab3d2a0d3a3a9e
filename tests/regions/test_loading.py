import gzip

import pytest
from django.core.management import CommandError, call_command

from tests.regions.places import BONE, MADE_UP, plant
from wksbm.dates import Precision
from wksbm.regions.loading import DATA, FileError, load_aliases, load_regions, load_successions
from wksbm.regions.models import Region, RegionAlias, Succession

pytestmark = pytest.mark.django_db
HEADER = "code,name,kind,postal_code"


@pytest.fixture
def write(tmp_path):
    def write_file(*lines, name="regions.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write_file


def test_the_whole_country_is_loaded_and_a_second_run_changes_nothing():
    first = load_regions(DATA / "regions.csv.gz")
    assert first.read == 91599 == first.new + first.changed + first.same
    assert Region.objects.filter(code__lt="98").count() == 91599
    assert {n: Region.objects.filter(code__lt="98", level=n).count() for n in range(1, 5)} == {
        1: 38,
        2: 514,
        3: 7285,
        4: 83762,
    }

    before = list(Region.objects.values_list())
    again = load_regions(DATA / "regions.csv.gz")
    assert (again.read, again.new, again.changed, again.same) == (91599, 0, 0, 91599)
    assert list(Region.objects.values_list()) == before


def test_a_region_is_stored_with_its_parent_level_and_search_name(write):
    load_regions(write(HEADER, "98,Nusa Khayal,provinsi,", "98.71,Kota Ta'wa,kota,", "98.71.01,Kota Raja,kecamatan,",
                       "98.71.01.3001,Desa Adat Yoboii,desa_adat,99352"))  # fmt: skip
    stored = Region.objects.under("98").values_list("code", "parent", "level", "kind", "postal_code", "search_name")
    assert list(stored) == [
        ("98", None, 1, "provinsi", "", "nusa khayal"),
        ("98.71", "98", 2, "kota", "", "tawa"),
        ("98.71.01", "98.71", 3, "kecamatan", "", "kota raja"),
        ("98.71.01.3001", "98.71.01", 4, "desa_adat", "99352", "yoboi"),
    ]


def test_children_may_stand_before_their_parents_and_codes_without_dots(write):
    load_regions(write(HEADER, "9801,Kabupaten Awan,kabupaten,", "98,Nusa Khayal,provinsi,"))
    assert Region.objects.get(pk="98.01").parent_id == "98"


def test_only_new_and_changed_rows_are_written_and_nothing_is_deleted(write):
    plant(MADE_UP)
    Region.objects.filter(pk="98.02.01.2001").update(superseded_by="98.01.10.2001")
    counts = load_regions(
        write(HEADER, "98,Nusa Khayal,provinsi,", "98.01,Kabupaten Mega,kabupaten,", "98.03,Kabupaten Angin,kabupaten,",
              "98.02,Kabupaten Ombak,kabupaten,", "98.02.01,Ombak,kecamatan,", "98.02.01.2001,Buih,desa,11111")
    )  # fmt: skip
    assert (counts.read, counts.new, counts.changed, counts.same) == (6, 1, 2, 3)
    assert counts.absent >= len(MADE_UP) - 5
    assert Region.objects.get(pk="98.01").search_name == "mega"
    assert Region.objects.get(pk="98.02.01.2001").postal_code == "11111"
    assert Region.objects.get(pk="98.02.01.2001").superseded_by_id == "98.01.10.2001"
    assert Region.objects.filter(pk="98.01.01.1001").exists()


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["98,Nusa Khayal,provinsi,", "98.01,Awan,negara,"], "Line 3: 98.01 cannot be of the kind “negara”."),
        (["98,Nusa Khayal,kecamatan,"], "Line 2: 98 cannot be of the kind “kecamatan”."),
        (["98,Nusa Khayal,provinsi,", "98.1,Awan,kabupaten,"], "Line 3: Write the code"),
        (
            ["98,Nusa Khayal,provinsi,", "98.01.01,Awan,kecamatan,"],
            "Line 3: 98.01, the parent of 98.01.01, is missing.",
        ),
        (["98,Nusa Khayal,provinsi,", "98,Nusa Lain,provinsi,"], "Line 3: 98 stands in line 2 already."),
        (["98,,provinsi,"], "Line 2: The name has 1 to 100 letters."),
        ([f"98,{'a' * 101},provinsi,"], "Line 2: The name has 1 to 100 letters."),
        (["98,Nusa\u202eKhayal,provinsi,"], "Line 2: Contains a hidden character"),
        (["98,Nusa Khayal,provinsi,123"], "Line 2: A postal code has five digits."),
        (["98"], "Line 2: 98 cannot be of the kind"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(write, settings, lines, problem):
    settings.LANGUAGE_CODE = "en"
    before = Region.objects.count()
    with pytest.raises(FileError, match="^" + problem.replace(".", r"\.")):
        load_regions(write(HEADER, *lines))
    assert Region.objects.count() == before


def test_a_file_that_is_no_table_is_refused(write, tmp_path):
    with pytest.raises(FileError):
        load_regions(write("kode,nama", "98,Nusa Khayal"))
    with pytest.raises(FileError):
        load_regions(write(HEADER, "98,Nusa Kh\u00e4yal,provinsi,", encoding="latin-1"))
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(b"code,name,kind,postal_code\n" * 50)[:-12])
    with pytest.raises(FileError):
        load_regions(cut)


def test_the_command_prints_the_counts_and_takes_a_file_saved_by_a_spreadsheet(write, capsys, settings):
    settings.LANGUAGE_CODE = "en"
    path = write(HEADER, "98,Nusa Khayal,provinsi,", "98.01,Kabupaten Awan,kabupaten,", encoding="utf-8-sig")
    call_command("load_regions", str(path))
    assert "2 regions read = 2 new + 0 changed + 0 same." in capsys.readouterr().out
    call_command("load_regions", str(path))
    assert "2 regions read = 0 new + 0 changed + 2 same." in capsys.readouterr().out


def test_the_command_fails_in_words(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.csv"):
        call_command("load_regions", str(tmp_path / "missing.csv"))


def test_other_spellings_and_splits_come_with_the_regions_they_are_about():
    plant(BONE)
    RegionAlias.objects.all().delete()
    Succession.objects.all().delete()
    assert load_aliases() >= 7
    assert load_successions() == 2
    assert (load_aliases(), load_successions()) == (0, 0)
    assert Region.objects.get(pk="73.08.21.1002").aliases.first().name == "Ta'"
    splits = Succession.objects.filter(old="73.08.21")
    assert [(split.new_id, str(split.on), split.on_precision) for split in splits] == [
        ("73.08.22", "1999-01-01", Precision.YEAR),
        ("73.08.23", "1999-01-01", Precision.YEAR),
    ]
    assert str(splits[0]) == "Kecamatan Tanete Riattang → Kecamatan Tanete Riattang Barat, 1999"
