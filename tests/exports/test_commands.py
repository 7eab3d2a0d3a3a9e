"""export_sheet and import_sheet do what the screens do, with the rights of the account that is named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests import factories
from tests.factories import BIRU, PENFUI
from tests.spreadsheets.reading import about, csv_rows, records
from wksbm.accounts.models import AccessLog
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db
NIK = "9901014101900001"
KUPANG = "53.01"
PEOPLE = "Name,NIK,Sex (L/P),Why no NIK\nSiti Aminah,,P,not known\nMarta Boru,99,P,\n"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(cast):
    factories.person("Yuliana Tefa", PENFUI, nik=NIK)
    factories.person("Orang Biru", BIRU)


def said(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_the_file_has_the_rows_and_the_masks_of_the_screen(cast, people, tmp_path):
    file = tmp_path / "warga.xlsx"
    told = said("export_sheet", "people", f"--region={KUPANG}", "--as=dinas.kupang", f"--output={file}", "--reason=uji")
    content = file.read_bytes()
    [row] = records(content)
    assert (row["Name"], row["NIK"]) == ("Yuliana Tefa", "9901 •••• •••• ••••")
    [entry] = AccessLog.objects.filter(kind="export")
    assert (entry.user, entry.reason, entry.facts["rows"]) == (cast.dinas_kupang, "uji", 1)
    assert about(content)["Number of this file"] == entry.facts["id"]
    assert entry.facts["id"] in told
    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [file]


def test_csv_and_a_form_of_the_dinas(cast, people, tmp_path):
    file = tmp_path / "warga"
    said("export_sheet", "people", f"--region={KUPANG}", "--as=dinas.kupang", f"--output={file}", "--format=csv")
    assert len(csv_rows(file.read_bytes())) == 2
    said("export_sheet", "people", f"--region={KUPANG}", "--as=dinas.kupang", f"--output={file}", "--shape=bnba")
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("username", "region", "more"),
    [
        ("desa.penfui", "73.08", []),
        ("camat.tanete", "73.08.21", []),
        ("admin", "73.08", []),
        ("desa.mantan", BIRU, []),
        ("nobody", BIRU, []),
        ("desa.penfui", PENFUI, ["--shape=nope"]),
        ("desa.penfui", PENFUI, ["--shape=bnba", "--format=csv"]),
    ],
)
def test_what_the_screen_refuses_the_command_refuses(cast, people, tmp_path, username, region, more):
    file = tmp_path / "warga.xlsx"
    with pytest.raises(CommandError):
        said("export_sheet", "people", f"--region={region}", f"--as={username}", f"--output={file}", *more)
    assert list(tmp_path.iterdir()) == []
    assert not AccessLog.objects.filter(kind="export").exists()


def test_a_check_tells_rows_and_causes_and_keeps_nothing(cast, tmp_path):
    file = tmp_path / "warga.csv"
    file.write_text(PEOPLE)
    out = StringIO()
    with pytest.raises(CommandError, match="1 rows cannot come in"):
        call_command("import_sheet", "people", str(file), "--as=desa.penfui", stdout=out)
    told = out.getvalue()
    assert "Read 2 = 1 new + 1 wrong." in told
    assert "NIK: " in told
    assert "(rows 3)" in told
    assert "Marta" not in told
    assert not Person.objects.exists()
    assert ImportBatch.objects.get().state == "discarded"


def test_with_confirm_the_valid_rows_come_in(cast, tmp_path):
    file = tmp_path / "warga.csv"
    file.write_text(PEOPLE)
    out = StringIO()
    with pytest.raises(CommandError, match="1 rows cannot come in"):
        call_command("import_sheet", "people", str(file), "--as=desa.penfui", "--confirm", stdout=out)
    assert "1 new, 0 changed" in out.getvalue()
    [person] = Person.objects.all()
    assert (person.full_name, person.village_id) == ("Siti Aminah", PENFUI)
    assert person.history.latest().history_user == cast.penfui


def test_a_file_without_faults_ends_well(cast, tmp_path):
    file = tmp_path / "warga.csv"
    file.write_text(f"Name,NIK,Sex (L/P)\nSiti Aminah,{NIK},P\n")
    assert "1 new, 0 changed" in said("import_sheet", "people", str(file), "--as=desa.penfui", "--confirm")
    assert "Read 1 = 1 same." in said("import_sheet", "people", str(file), "--as=desa.penfui")


@pytest.mark.parametrize(
    ("sheet", "username", "content", "words"),
    [
        ("people", "camat.tanete", PEOPLE, "may not bring in"),
        ("people", "ketua.lina", PEOPLE, "may not bring in"),
        ("nope", "desa.penfui", PEOPLE, "he may: people"),
        ("people", "desa.penfui", "x,y\n1,2\n", "header"),
        ("people", "desa.penfui", PEOPLE.replace("Why no NIK", "Golongan"), "Golongan"),
    ],
)
def test_what_a_page_would_refuse_or_ask_ends_with_words(cast, tmp_path, sheet, username, content, words):
    file = tmp_path / "warga.csv"
    file.write_text(content)
    with pytest.raises(CommandError, match=words):
        said("import_sheet", sheet, str(file), f"--as={username}", "--confirm")
    assert not Person.objects.exists()


def test_columns_that_nobody_knows_may_be_left_out(cast, tmp_path):
    file = tmp_path / "warga.csv"
    file.write_text("Name,Sex (L/P),Why no NIK,Golongan\nSiti Aminah,P,not known,A\n")
    said("import_sheet", "people", str(file), "--as=desa.penfui", "--confirm", "--leave-out-unknown")
    assert Person.objects.count() == 1
