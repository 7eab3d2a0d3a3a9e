"""The file comes in: what it may be, what is asked about it once, and when it is hardly the right one."""

import io
import os
import uuid

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from tests.workbench.files import HEAD, checked, mend, page, person_row, upload, workbook
from wksbm.accounts import editing
from wksbm.accounts.models import Submission
from wksbm.people.models import Person
from wksbm.spreadsheets import batches
from wksbm.spreadsheets.import_forms import REST
from wksbm.spreadsheets.models import ImportBatch, KnownHeader
from wksbm.spreadsheets.store import Store, kept_tokens

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("content", "name", "said"), [
    (b"", "kosong.xlsx", "This file is empty"),
    (b"%PDF-1.4 ...", "daftar.xlsx", "This is a PDF"),
    (b"Barang;Harga\nMeja;3", "barang.csv", "No row of this file is a header"),
])  # fmt: skip
def test_what_is_no_table_of_people_is_refused_at_the_field(cast, english, settings, content, name, said):
    response = upload(english(cast.biru), content, name)
    assert response.status_code == 200
    with translation.override("en"):  # the words are put together only now
        assert said in " ".join(response.context["form"].errors["file"])
    assert not ImportBatch.objects.exists()
    folder = settings.MEDIA_ROOT / "sheets"
    assert not folder.exists() or not list(folder.glob(f"*/{name}"))


@pytest.fixture
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_file_is_looked_into_before_anything_is_written(cast, english, monkeypatch, own_files):
    """On SQLite nobody else writes while a transaction is open."""
    client, content, keys, looked = english(cast.biru), workbook([person_row("Ani")]), [str(uuid.uuid4())], []

    def look(*args):
        looked.append(Submission.objects.filter(key=keys[0]).exists())
        return look_into(*args)

    look_into = batches.look_into
    monkeypatch.setattr(batches, "look_into", look)
    first = upload(client, content, key=keys[0])
    assert (first.status_code, looked) == (302, [False])
    again = upload(client, content, key=keys[0])
    assert again["Location"] == first["Location"]
    assert kept_tokens() == [ImportBatch.objects.get().token]


def test_of_two_equal_uploads_at_the_same_moment_one_stays(cast, english, monkeypatch, own_files):
    """The second has looked into its file before it hears that the first was quicker."""
    client, content, key = english(cast.biru), workbook([person_row("Ani")]), str(uuid.uuid4())
    first = upload(client, content, key=key)
    monkeypatch.setattr(editing, "sent_already", lambda **facts: None)
    assert upload(client, content, key=key)["Location"] == first["Location"]
    other = upload(client, workbook([person_row("Ida")]), key=key)
    assert "sent with other content" in " ".join(other.context["form"].non_field_errors())
    assert kept_tokens() == [ImportBatch.objects.get().token]


def test_files_that_nothing_knows_go_after_a_day(cast, own_files):
    lost, fresh = Store("a" * 32), Store("b" * 32)
    for store in (lost, fresh):
        store.keep(batches.UPLOAD, [b"x"])
    os.utime(lost.folder, (0, 0))
    batches.expire()
    assert kept_tokens() == [fresh.token]


def test_too_large(cast, english, settings):
    settings.IMPORT_MAX_BYTES = 2**20
    response = upload(english(cast.biru), b"x" * (2**20 + 1))
    assert "larger than 1 MB" in str(response.context["form"].errors["file"])


def test_unknown_columns_are_asked_about_once(cast, english):
    client = english(cast.biru)
    rows = [[*person_row("Ani"), "L1", "sembako", "9901014101900001"], [*person_row("Ida"), "L2", "-", None]]
    content = workbook(rows, head=[*HEAD, "Lorong", "Bantuan", "Kode"])
    response = upload(client, content)
    batch = ImportBatch.objects.get()
    assert client.get(response["Location"])["Location"] == f"/impor/{batch.pk}/kolom/"
    asked = client.get(f"/impor/{batch.pk}/kolom/")
    labels = {field.label: str(field.help_text) for field in asked.context["form"].fields.values()}
    samples = {"Lorong": "L1 · L2", "Bantuan": "sembako · -", "Kode": "9901••••"}
    assert labels == {label: f"For example: {sample}" for label, sample in samples.items()}

    places = {field.label: name for name, field in asked.context["form"].fields.items()}
    twice = client.post(f"/impor/{batch.pk}/kolom/", dict.fromkeys(places.values(), "hamlet"))
    assert "Two columns cannot mean the same" in twice.content.decode()
    said = {places["Lorong"]: "hamlet", places["Bantuan"]: "-", places["Kode"]: "-"}
    assert client.post(f"/impor/{batch.pk}/kolom/", said)["Location"] == f"/impor/{batch.pk}/"
    assert "2 read = 2 new" in page(client, batch)
    known = dict(KnownHeader.objects.values_list("header", "column"))
    assert known == {"lorong": "hamlet", "bantuan": "", "kode": ""}

    assert "2 read = 2 new" in client.get(upload(client, content)["Location"]).content.decode(), "not asked again"


def test_of_several_sheets_one_is_chosen(cast, english):
    client = english(cast.biru)
    content = two_sheets()
    upload(client, content)
    batch = ImportBatch.objects.get()
    form = client.get(f"/impor/{batch.pk}/kolom/").context["form"]
    assert [words for _index, words in form.fields["sheet"].choices] == ["Oktober", "November"]
    client.post(f"/impor/{batch.pk}/kolom/", {"sheet": "1"})
    assert "2 read = 2 new" in page(client, batch)
    assert "sheet November" in page(client, batch)


def two_sheets() -> bytes:
    book = Workbook()
    book.active.title = "Oktober"
    for line in (HEAD, person_row("Ani")):
        book.active.append(line)
    second = book.create_sheet("November")
    for line in (HEAD, person_row("Ida"), person_row("Eni")):
        second.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_file_that_is_mostly_wrong(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani", JK="x") for _ in range(25)] + [person_row("Ida")])
    body = page(client, batch)
    assert "Is this the right file?" in body
    assert "26 rows 25 are wrong" in " ".join(body.split())
    assert client.post(f"/impor/{batch.pk}/masukkan/", {"rows": "1"}).status_code == 302
    assert not Person.objects.exists()
    mend(client, batch, "anyway")
    assert "26 read = 1 new + 25 wrong" in page(client, batch)


def test_where_one_word_is_wrong_in_all_rows_the_file_is_hardly_a_wrong_one(cast, english):
    """Then the main button is not the one that throws the file away."""
    client = english(cast.biru)
    main, link = 'class="btn btn-primary" name="do" value="anyway"', "one word that is wrong in all of them"
    one_word = page(client, checked(client, [person_row("Ani", JK="x") for _ in range(25)]))
    assert main in one_word
    assert link in one_word
    for cells in ({"JK": "x", "Kelurahan": "Atlantis"}, {"JK": None}):
        body = page(client, checked(client, [person_row("Ani", **cells) for _ in range(25)]))
        assert "Is this the right file?" in body
        assert main not in body
        assert link not in body


def test_the_files_are_sealed(cast, client_of):
    batch = checked(client_of(cast.biru), [person_row("Ani Rahasia")])
    kept = b"".join(path.read_bytes() for path in Store(batch.token).folder.iterdir())
    assert b"Rahasia" not in kept


def test_what_is_odd_about_the_file_stands_on_the_page(cast, english):
    client = english(cast.biru)
    batch = checked(client, [[*person_row("Ani"), "003"]], head=[*HEAD, "Nama Lengkap"])
    assert "Not read, because a column before it means the same: Nama Lengkap." in page(client, batch)


def test_a_header_without_rows_says_so(cast, english):
    client = english(cast.biru)
    batch = checked(client, [])
    body = page(client, batch)
    assert "There is a header in this file, and no row below it." in body
    assert "read = 0" not in body
    assert f"/impor/{batch.pk}/buang/" in body
    listed = client.get("/impor/").content.decode()
    assert "As it stands, no row comes in." in listed
    assert "Everything fits" not in listed


def test_of_many_unknown_columns_the_rest_is_left_out_at_once(cast, english):
    client = english(cast.biru)
    foreign = ["Lorong", "Bantuan", "Kode", "Status Rumah"]
    upload(client, workbook([[*person_row("Ani"), *("L1", "-", "K", "S")]], head=[*HEAD, *foreign]))
    batch = ImportBatch.objects.get()
    address = f"/impor/{batch.pk}/kolom/"
    places = {field.label: name for name, field in client.get(address).context["form"].fields.items()}
    open_ones = client.post(address, {places["Lorong"]: "hamlet"}).context["form"]
    assert set(open_ones.errors) == {places[name] for name in foreign[1:]}
    rest = {places["Lorong"]: "hamlet", REST: "on"}
    assert client.post(address, rest)["Location"] == f"/impor/{batch.pk}/"
    assert "1 read = 1 new" in page(client, batch)
    known = dict(KnownHeader.objects.values_list("header", "column"))
    assert known == {"lorong": "hamlet", "bantuan": "", "kode": "", "status rumah": ""}


def test_a_row_that_numbers_the_columns_is_no_record(cast, english):
    client = english(cast.biru)
    numbers = [str(place) for place in range(1, len(HEAD) + 2)]
    content = workbook([numbers, [*person_row("Ani"), "L1"]], head=[*HEAD, "Lorong"])
    upload(client, content)
    batch = ImportBatch.objects.get()
    asked = client.get(f"/impor/{batch.pk}/kolom/").context["form"].fields
    assert [str(field.help_text) for field in asked.values()] == ["For example: L1"]
    client.post(f"/impor/{batch.pk}/kolom/", dict.fromkeys(asked, "hamlet"))
    assert "1 read = 1 new" in page(client, batch)


def test_a_row_of_other_numbers_is_read(cast, english):
    client = english(cast.biru)
    batch = checked(client, [["1", "2", "4"], ["Ani", "9901014101900001", "P"]], head=HEAD[:3])
    assert batch.counts["read"] == 2


def test_the_words_of_our_own_template_are_no_hidden_sheet_to_speak_of(cast, english):
    client = english(cast.biru)
    blank = b"".join(client.get("/impor/people/contoh/").streaming_content)
    book = load_workbook(io.BytesIO(blank))
    book.create_sheet("Lama").sheet_state = "hidden"
    for content, told in ((blank, False), (kept(book), True)):
        upload(client, content)
        body = page(client, ImportBatch.objects.latest("pk"))
        assert ("Hidden sheets were not read: Lama." in body) == ("Hidden sheets" in body) == told


def test_merged_cells_of_the_letterhead_are_no_news(cast, english):
    client = english(cast.biru)
    book = load_workbook(io.BytesIO(workbook([person_row("Ani"), person_row("Ida")], above=[["KABUPATEN"], []])))
    book.active.merge_cells("A1:F1")
    upload(client, kept(book))
    assert "Merged cells" not in page(client, ImportBatch.objects.get())
    book.active.merge_cells("E5:F5")
    upload(client, kept(book))
    assert "Merged cells: E5:F5. " in page(client, ImportBatch.objects.latest("pk"))


def kept(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
