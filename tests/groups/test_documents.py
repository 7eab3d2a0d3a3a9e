"""The papers of a group: added with a scan, opened by who may, taken away with a reason, missed before they end."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups.models import Document
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.groups.files import pdf, picture, upload
from tests.screens.pages import dangers, fill, refusals, send

pytestmark = pytest.mark.django_db
SK = {"kind": "decree", "number": "140/12/2024", "dated_on": "12/03/2024", "signer": "Lurah Penfui Timur"}


def new(group) -> str:
    return reverse("groups:document-create", args=[group.pk])


def scan_of(paper) -> str:
    return reverse("groups:document-scan", args=[paper.pk])


def deletion_of(paper) -> str:
    return reverse("groups:document-delete", args=[paper.pk])


@pytest.fixture
def officer(cast, client_of):
    return client_of(cast.penfui)


def test_a_paper_with_its_photo_stands_on_the_page_of_the_group(cast, officer):
    answer = fill(officer, new(cast.group), **SK, expires_on="12/03/2099", scan=upload(picture(), "IMG_2024.jpg"))
    assert answer["Location"] == f"{cast.group.get_absolute_url()}#berkas"
    paper = Document.objects.get()
    assert (paper.dated_on, paper.expires_on, paper.signer) == (date(2024, 3, 12), date(2099, 3, 12), SK["signer"])
    page = officer.get(cast.group.get_absolute_url())
    assert dangers(page) == []
    assert [text in page.content.decode() for text in (SK["number"], SK["signer"], scan_of(paper))] == [True] * 3


def test_the_scan_opens_in_a_page_of_its_own_where_nothing_runs(cast, officer):
    fill(officer, new(cast.group), **SK, scan=upload(pdf(), "sk.pdf"))
    answer = officer.get(scan_of(Document.objects.get()))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="sk-140122024-rindu-sejahtera.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_a_wrong_file_is_told_at_its_field_and_nothing_else_is_lost(cast, officer):
    answer = fill(officer, new(cast.group), **SK, scan=upload(b"<html>", "sk.pdf"))
    assert refusals(answer) == {"scan": ["kind"]}
    assert [answer.context["form"][name].value() for name in SK] == list(SK.values())
    assert Document.objects.count() == 0


def test_beside_another_error_the_file_is_asked_for_again(cast, officer):
    answer = fill(officer, new(cast.group), **SK | {"dated_on": "12/03/2099"}, scan=upload(picture()))
    assert refusals(answer) == {"dated_on": ["future"], "scan": ["again"]}


def test_a_paper_does_not_end_before_its_own_date(cast, officer):
    answer = fill(officer, new(cast.group), **SK, expires_on="11/03/2024")
    assert "before its own date" in str(answer.context["form"].errors) or answer.context["form"].non_field_errors()
    assert Document.objects.count() == 0


def test_a_form_that_is_sent_twice_keeps_one_paper_and_with_another_file_it_is_another(cast, officer):
    page = officer.get(new(cast.group))
    for _tap in range(2):
        assert send(officer, new(cast.group), page, **SK, scan=upload(picture())).status_code == 302
    assert Document.objects.count() == 1
    answer = send(officer, new(cast.group), page, **SK, scan=upload(picture("PNG")))
    assert answer.status_code == 200
    assert Document.objects.count() == 1


@pytest.mark.parametrize(("who", "adds", "deletes", "opens"), [
    ("lina", 302, 302, 200), ("penfui", 302, 302, 200), ("dinas_kupang", 302, 302, 200),
    ("admin", 403, 403, 403), ("biru", 404, 404, 404), ("camat", 404, 404, 404),
])  # fmt: skip
def test_the_table_says_who_adds_opens_and_deletes(cast, client_of, who, adds, deletes, opens):
    client, paper = client_of(getattr(cast, who)), factories.paper(cast.group, number="7", scan=pdf())
    page = client_of(cast.penfui).get(new(cast.group))
    assert send(client, new(cast.group), page, **SK, client_key=page.context["client_key"]).status_code == adds
    assert client.get(scan_of(paper)).status_code == opens
    page = client_of(cast.penfui).get(deletion_of(paper))
    assert send(client, deletion_of(paper), page, reason="salah berkas").status_code == deletes


def test_a_tksk_adds_and_opens_and_deletes_nothing(cast, client_of):
    group = factories.group("Mekar", BIRU)
    paper, client = factories.paper(group, scan=pdf()), client_of(cast.tksk)
    assert fill(client, new(group), **SK).status_code == 302
    assert client.get(scan_of(paper)).status_code == 200
    assert client.get(deletion_of(paper)).status_code == 403
    assert deletion_of(paper) not in client.get(group.get_absolute_url()).content.decode()


def test_a_paper_without_a_scan_has_no_page_of_one(cast, officer):
    assert officer.get(scan_of(factories.paper(cast.group))).status_code == 404


def test_a_closed_group_takes_and_loses_no_papers(cast, officer):
    paper = factories.paper(cast.group)
    cast.group.status = "dissolved"
    cast.group.save()
    assert [officer.get(url).status_code for url in (new(cast.group), cast.group.get_absolute_url())] == [403, 200]
    answer = officer.post(deletion_of(paper), {"client_key": "1f0c8c1e-0000-4000-8000-000000000000", "reason": "salah"})
    assert (answer.status_code, Document.objects.count()) == (200, 1)


def test_a_deletion_wants_a_reason_and_a_double_tap_leads_to_the_group(cast, officer):
    paper = factories.paper(cast.group)
    assert refusals(fill(officer, deletion_of(paper), reason="")) == {"reason": ["required"]}
    page = officer.get(deletion_of(paper))
    answers = [send(officer, deletion_of(paper), page, reason="salah berkas") for _tap in range(2)]
    assert [answer["Location"] for answer in answers] == [f"{cast.group.get_absolute_url()}#berkas"] * 2
    gone = Document.history.get(history_type="-")
    assert (gone.history_user, gone.history_change_reason) == (cast.penfui, "salah berkas")


def test_the_papers_of_an_area_and_those_about_to_end(cast, client_of):
    today = date.today()
    mine, next_door = factories.group("Mekar", BIRU), factories.group("Harapan", WATAMPONE)
    factories.paper(mine, number="LAMA-1", expires_on=today - timedelta(days=400))
    factories.paper(mine, number="BARU-1", kind="statutes", expires_on=today + timedelta(days=30))
    factories.paper(mine, number="JAUH-1", kind="agreement", expires_on=today + timedelta(days=90))
    factories.paper(next_door, number="TETANGGA-1", expires_on=today)
    client = client_of(cast.biru)
    tasks = {task.url: task.count for task in client.get("/").context["tasks"]}
    url = f"{reverse('groups:papers')}?state=expiring"
    assert tasks[url] == 2
    assert numbers(client, url) == {"LAMA-1", "BARU-1"}
    assert numbers(client, reverse("groups:papers")) == {"LAMA-1", "BARU-1", "JAUH-1"}
    assert numbers(client, f"{reverse('groups:papers')}?q=mekar&state=bare") == {"LAMA-1", "BARU-1", "JAUH-1"}
    factories.paper(mine, number="GANTI-1")
    assert numbers(client, url) == {"BARU-1"}, "a newer paper of the kind has followed"


def test_the_dinas_takes_the_list_as_shown_out_as_a_file(cast, client_of):
    factories.paper(cast.group, number="140/1", dated_on=date(2024, 3, 12), scan=pdf())
    factories.paper(factories.group("Mekar", PENFUI), number="140/2")
    url = f"{reverse('groups:papers-export')}?q=rindu"
    client = client_of(cast.dinas_kupang)
    assert url in client.get(f"{reverse('groups:papers')}?q=rindu").content.decode()
    _header, *rows = b"".join(client.post(url, {"format": "csv"}).streaming_content).decode().strip().splitlines()
    assert len(rows) == 1
    assert [text in rows[0] for text in ("Rindu Sejahtera", "140/1", "2024-03-12")] == [True] * 3
    assert [client_of(who).get(url).status_code for who in (cast.penfui, cast.lina, cast.admin)] == [403] * 3


def numbers(client, url: str) -> set[str]:
    return {row[0].number for row in client.get(url).context["rows"]}


def test_the_leader_is_told_at_home_of_his_own_papers_alone(cast, client_of):
    factories.paper(cast.group, expires_on=date.today())
    factories.paper(factories.group("Mekar", PENFUI), expires_on=date.today())
    page = client_of(cast.lina).get("/")
    assert [task.count for task in page.context["tasks"]] == [1]
    assert f"{reverse('groups:papers')}?state=expiring" in page.content.decode()


def test_list_and_page_ask_the_same_number_of_questions_however_many_papers_there_are(cast, officer):
    counts = set()
    for _more in range(3):
        factories.paper(cast.group, number="x", expires_on=date.today())
        with CaptureQueriesContext(connection) as asked:
            officer.get(reverse("groups:papers"))
            officer.get(cast.group.get_absolute_url())
        counts.add(len(asked))
    assert len(counts) == 1
