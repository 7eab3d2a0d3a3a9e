"""The workbook back: the same columns, what is wrong in each row, coloured; its upload continues the import."""

import io
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from tests import factories
from tests.workbench.files import HEAD, bring_in, checked, mend, page, person_row, upload, workbook
from tests.workbench.test_mending import asked, cause_of
from wksbm.people.models import Person
from wksbm.spreadsheets import batches
from wksbm.spreadsheets.engine.rows import Index
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.store import Store

pytestmark = pytest.mark.django_db


def returned(client, batch, query: str = ""):
    response = client.get(f"/impor/{batch.pk}/berkas/{query}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    content = b"".join(response.streaming_content)
    return content, load_workbook(io.BytesIO(content))


def table(book) -> list[list]:
    return [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]


@pytest.fixture
def batch(cast, english):
    above = [["PEMERINTAH KABUPATEN"], []]
    rows = [
        person_row("Ani", **{"Tanggal Lahir": date(1990, 1, 1)}),
        person_row("Ida", JK="x"),
        person_row("Eni", JK="y"),
    ]
    response = upload(english(cast.biru), workbook(rows, above=above), "daftar.xlsx")
    assert response.status_code == 302
    return ImportBatch.objects.get()


def test_all_rows_with_their_problems(batch, cast, english):
    _content, book = returned(english(cast.biru), batch)
    lines = table(book)
    assert lines[0] == [*HEAD, "Row in the file", "Problem"]
    assert [line[0] for line in lines[1:]] == ["Ani", "Ida", "Eni"]
    assert lines[1][3] == datetime(1990, 1, 1), "a day stays a day"
    assert (lines[1][-1] or "").find("permitted words") == -1
    assert "Sex (L/P): Not one of the permitted words" in lines[2][-1]
    page = book.worksheets[1]
    assert page["B2"].value.isdigit()
    assert (page["B2"].data_type, page["B2"].number_format) == ("s", "@")
    assert page["C3"].fill.fgColor.rgb != page["C2"].fill.fgColor.rgb


def test_only_the_wrong_ones_come_back_and_continue(batch, cast, english):
    client = english(cast.biru)
    bring_in(client, batch)
    _content, book = returned(client, batch, "?hanya=salah")
    page = book.worksheets[1]
    assert [(row[0].value, row[-2].value) for row in page.iter_rows(min_row=2)] == [("Ida", 5), ("Eni", 6)]
    page["C2"], page["C3"] = "P", "L"
    stream = io.BytesIO()
    book.save(stream)
    response = upload(client, stream.getvalue(), "diperbaiki.xlsx")
    child = ImportBatch.objects.latest("pk")
    assert (child.parent_id, child.counts["new"], child.counts["read"]) == (batch.pk, 2, 2)
    assert child.options["unknown"] == {}
    assert response["Location"] == child.get_absolute_url()
    assert f"Continues import {batch.pk}" in client.get(child.get_absolute_url()).content.decode()
    bring_in(client, child)
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Ani", "Eni", "Ida"]
    assert "diperbaiki.xlsx" in client.get(batch.get_absolute_url()).content.decode()


def test_a_continuation_waits_for_what_it_continues(cast, english):
    """Whoever has no NIK would come in twice: by the file as it was, and by the mended one."""
    client = english(cast.biru)
    nobody = {"NIK": None, "Alasan Tanpa NIK": "tidak diketahui"}
    first = checked(client, [person_row("Ani", **nobody), person_row("Ida", JK="x", **nobody)])
    content, _book = returned(client, first)
    upload(client, content, "diperbaiki.xlsx")
    child = ImportBatch.objects.latest("pk")
    assert child.parent == first
    assert f"Import {first.pk}, which this file continues, is still open" in page(client, child)
    bring_in(client, child)
    with pytest.raises(ValidationError, match=str(first.pk)):
        batches.write_batch(child)
    assert not Person.objects.exists()
    bring_in(client, first)
    child.refresh_from_db()
    assert child.counts["new"] == 1, "checked before"
    with pytest.raises(ValidationError, match=str(first.pk)):
        batches.write_batch(child)
    bring_in(client, child)
    child.refresh_from_db()
    assert (child.state, child.counts["new"], child.counts["same"]) == ("checked", 0, 1)
    assert [person.full_name for person in Person.objects.all()] == ["Ani"]


def test_a_continuation_is_not_offered_before_its_time(cast, english):
    """No button that refuses: the bar says what comes first, with the way there; so does the list."""
    client = english(cast.biru)
    first = checked(client, [person_row("Ani"), person_row("Ida", JK="x")])
    content, _book = returned(client, first)
    upload(client, content, "diperbaiki.xlsx")
    child = ImportBatch.objects.latest("pk")
    bar = page(client, child).partition('class="rk-savebar"')[2]
    assert f"Finish import {first.pk} first" in bar
    assert f'<a class="btn btn-primary flex-grow-1 flex-md-grow-0" href="{first.get_absolute_url()}">' in bar
    assert "masukkan/" not in bar, "nothing to be sent"
    listed = client.get("/impor/").content.decode()
    assert f"Import {first.pk}, which this file continues, is still open" in listed
    assert "Everything fits" not in listed
    assert f'<a href="{first.get_absolute_url()}">continues import {first.pk}</a>' in listed

    bring_in(client, first)
    bar = page(client, child).partition('class="rk-savebar"')[2]
    assert f"import {first.pk} was brought in meanwhile" in bar
    assert "masukkan/" not in bar
    mend(client, child, "check")
    child.refresh_from_db()
    assert (child.counts["new"], child.counts["same"], child.held_back) == (0, 1, "")


def test_a_continuation_comes_in_when_the_first_file_is_thrown_away(cast, english):
    client = english(cast.biru)
    first = checked(client, [person_row("Ani"), person_row("Ida", JK="x")])
    content, _book = returned(client, first)
    upload(client, content, "diperbaiki.xlsx")
    client.post(f"/impor/{first.pk}/buang/")
    child = ImportBatch.objects.latest("pk")
    assert "which this file continues" not in page(client, child)
    bring_in(client, child)
    child.refresh_from_db()
    assert (child.state, Person.objects.get().full_name) == ("written", "Ani")


def test_a_stranger_who_uploads_it_continues_nothing(batch, cast, client_of, english):
    content, _book = returned(english(cast.biru), batch)
    upload(client_of(cast.dinas_bone), content, "dari-biru.xlsx")
    assert ImportBatch.objects.latest("pk").parent is None


def test_what_was_mended_on_the_page_is_in_it(cast, english):
    client = english(cast.biru)
    batch = checked(client, [["Ani", "Wadon"], ["Ida", "Wadon"], ["Eni", "z"]], head=["Nama", "JK"])
    mend(client, batch, "put", **asked(cause_of(batch, "unknown_word")), value="P")
    mend(client, batch, "put", **asked(cause_of(batch, "no_nik")), value="unknown")
    mend(client, batch, "decide", number=3, said="skip")
    lines = table(returned(client, batch)[1])
    assert lines[0] == ["Nama", "JK", "Why no NIK", "Row in the file", "Problem"]
    assert [line[:3] for line in lines[1:]] == [["Ani", "P", "unknown"], ["Eni", "z", "unknown"]]


def test_what_was_refused_for_how_it_is_kept_is_refused_again(cast, english):
    """As text the spoilt number would be a NIK, and the formula an address."""
    client, head = english(cast.biru), [*HEAD, "Alamat"]
    rows = [
        person_row("Ani", NIK=9901014101901230, Alamat="Jl. Mawar"),
        person_row("Ida", JK="x", Alamat='=CONCATENATE("Jl. ", "Melati")'),
    ]
    upload(client, workbook(rows, head=head), "daftar.xlsx")
    content, book = returned(client, ImportBatch.objects.get())
    page = book.worksheets[1]
    assert (page["B2"].data_type, page["B2"].value, page["B2"].number_format) == ("n", 9901014101901230, "@")
    assert page["G3"].value is None
    assert "=CONCATENATE" in page["I3"].value, "what stood there is told"
    upload(client, content, "kembali.xlsx")
    causes = Index.of(Store(ImportBatch.objects.latest("pk").token)).causes.values()
    assert {cause.code for cause in causes} == {"excel_number", "unknown_word"}


def test_files_of_a_finished_import_are_gone(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani")])
    bring_in(client, batch)
    assert client.get(f"/impor/{batch.pk}/berkas/").status_code == 404


def test_similar_rows_say_so(cast, english):
    factories.person("Rosmini Daeng Puji", factories.BIRU)
    client = english(cast.biru)
    batch = checked(client, [person_row("Rosmini Dg Puji", NIK=None, **{"Alasan Tanpa NIK": "unknown"})])
    lines = table(returned(client, batch, "?hanya=salah")[1])
    assert "registered already" in lines[1][-1]


def test_rows_that_were_refused_at_the_last_moment_are_in_it(cast, english):
    """Somebody has changed the person between the check and the bringing in."""
    old = factories.person("Rosmini", factories.BIRU, nik=factories.new_nik(), rt="002")
    client = english(cast.biru)
    batch = checked(client, [person_row("Rosmini Baru", NIK=old.nik), person_row("Ani")])
    old.rt = "007"
    old.save()
    bring_in(client, batch)
    body = client.get(batch.get_absolute_url()).content.decode()
    assert "1 brought in, 1 kept out" in body
    assert "Row 2: Somebody has changed this person in the meantime" in body
    lines = table(returned(client, batch, "?hanya=salah")[1])
    assert [line[0] for line in lines[1:]] == ["Rosmini Baru"]
    assert "in the meantime" in lines[1][-1]


def test_what_the_user_left_out_is_not_asked_for_again(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani"), person_row("Ida", JK="x")])
    mend(client, batch, "decide", number=3, said="skip")
    bring_in(client, batch)
    body = client.get(batch.get_absolute_url()).content.decode()
    assert "1 left out" in body
    assert "hanya=salah" not in body
