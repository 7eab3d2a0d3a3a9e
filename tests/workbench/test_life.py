"""Once is enough: double sending, work that was killed, throwing away, undoing with what stays."""

import time
import uuid

import pytest

from tests import factories
from tests.workbench.files import bring_in, checked, csv, mend, page, person_row, upload
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.progress import LOST, Teller, wait
from wksbm.spreadsheets.store import Store

pytestmark = pytest.mark.django_db


def test_the_same_upload_twice_is_one_import(cast, client_of):
    client, key, content = client_of(cast.biru), str(uuid.uuid4()), csv([person_row("Ani")])
    first = upload(client, content, "w.csv", key=key)
    again = upload(client, content, "w.csv", key=key)
    assert first["Location"] == again["Location"]
    assert ImportBatch.objects.count() == 1


def test_bringing_in_twice_is_once(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani")])
    assert bring_in(client, batch).status_code == bring_in(client, batch).status_code == 302
    assert Person.objects.count() == 1
    batch.refresh_from_db()
    assert "stopped" not in batch.facts


def test_nobody_brings_in_what_he_has_not_seen(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani"), person_row("Ida")])
    client.post(f"/impor/{batch.pk}/masukkan/", {"rows": "1"})
    assert "checked anew meanwhile" in page(client, batch)
    assert not Person.objects.exists()


def test_a_work_that_was_killed(cast, english):
    """Its job still stands in the row, its last sign of life is old."""
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani")])
    teller = Teller(Store(batch.token), 10)
    ImportBatch.objects.update(job="write")
    teller(4)
    running = page(client, batch)
    assert "40 %" in running
    assert 'hx-trigger="every 2s"' in running
    assert "40 %" in client.get("/impor/").content.decode()
    assert "4 of 10 rows" in client.get(f"/impor/{batch.pk}/kemajuan/").content.decode()
    assert mend(client, batch, "clear").status_code == 302
    assert ImportBatch.objects.get().job == "write", "it still runs"

    teller.path.write_text(f"[4, 10, {time.time() - LOST - 1}]")
    assert "nothing was brought in" in page(client, batch)
    assert client.get(f"/impor/{batch.pk}/kemajuan/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    mend(client, batch, "clear")
    assert "Bring in 1 row" in page(client, batch)
    bring_in(client, batch)
    assert Person.objects.count() == 1


def test_a_check_that_was_killed_begins_again(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani")])
    ImportBatch.objects.update(job="check", state="uploaded", counts={})
    assert "stopped" in page(client, batch)
    mend(client, batch, "clear")
    assert "Bring in 1 row" in page(client, batch)


def test_what_waits_for_the_worker_is_not_lost(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani")])
    ImportBatch.objects.update(job="write")
    wait(Store(batch.token))
    assert "Waits for its turn" in page(client, batch)


def test_large_files_go_to_the_background(cast, english, settings):
    settings.SHEET_ROWS_AT_ONCE = 1
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani"), person_row("Ida")])
    batch.refresh_from_db()
    assert (batch.state, batch.job) == ("checked", "")
    bring_in(client, batch)
    assert Person.objects.count() == 2


def test_thrown_away(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani")])
    assert client.get(f"/impor/{batch.pk}/buang/").status_code == 200
    assert client.post(f"/impor/{batch.pk}/buang/")["Location"] == "/impor/"
    assert not Store(batch.token).folder.exists()
    assert "thrown away" in page(client, batch)
    assert bring_in(client, batch).status_code == 302
    assert not Person.objects.exists()


def test_undoing_keeps_what_somebody_changed_since(cast, english):
    old = factories.person("Rosmini", factories.BIRU, nik=factories.new_nik(), rt="002")
    client = english(cast.biru)
    rows = [person_row(name) for name in ("Ani", "Ida", "Eni")] + [person_row("Rosmini Baru", NIK=old.nik)]
    batch = checked(client, rows)
    bring_in(client, batch)
    ida = Person.objects.get(full_name="Ida")
    with acting_as(cast.tksk):
        ida.rt = "009"
        ida.save()
    client.post(f"/impor/{batch.pk}/batalkan/")
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Ida", "Rosmini"]
    body = page(client, batch)
    assert "3 as it was before" in body
    kept = page(client, batch, "?apa=tetap")
    assert f"kept: somebody has changed it since ({cast.tksk.full_name})" in " ".join(kept.split())
    assert "Rosmini" not in kept
    assert client.post(f"/impor/{batch.pk}/batalkan/").status_code == 302, "twice is once"
