"""Notes of a motivation: their author reads them, who is cleared opens them with a reason, others see a number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import MotivationNote
from tests import factories
from tests.factories import BIRU, MACEGE
from tests.screens.pages import controls, refusals
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
NOTES = "/kegiatan/catatan-pribadi/"
SECRET = "suaminya memukulnya"
WHY = "pendampingan lanjutan"


def note_in(village: str, author, text: str = SECRET) -> MotivationNote:
    group = factories.group(f"Kelompok {village}", village, kind="kps")
    activity = factories.activity(group, by=author, kind="motivation")
    row = MotivationNote(activity=activity, author=author, text=text)
    row.save()
    return row


@pytest.fixture
def note(cast):
    return note_in(BIRU, cast.biru)


def opened() -> list:
    return list(AccessLog.objects.filter(kind="opened").values_list("user__username", "target", "number", "reason"))


def test_its_author_reads_it_on_the_page_of_the_activity(cast, note, client_of):
    body = client_of(cast.biru).get(note.activity.get_absolute_url()).content.decode()
    assert SECRET in body
    assert "1 private note" not in body
    assert opened() == []


@pytest.mark.parametrize("who", ["tksk", "dinas_bone"])
def test_officers_see_that_there_is_one_and_nothing_more(who, cast, note, client_of):
    client = client_of(getattr(cast, who))
    body = client.get(note.activity.get_absolute_url()).content.decode()
    assert "1 private note" in body
    assert SECRET not in body
    assert note.get_absolute_url() not in body
    assert client.get(note.get_absolute_url()).status_code == client.get(f"{NOTES}987654321/").status_code == 404
    assert client.post(note.get_absolute_url(), {"reason": WHY}).status_code == 404
    assert SECRET not in client.get(NOTES).content.decode()
    assert note.activity.title not in client.get(NOTES).content.decode()


def test_a_leader_of_the_group_sees_the_number_and_a_viewer_nothing(cast, note, client_of):
    leader = factories.user("ketua.kelompok")
    factories.leads(leader, note.activity.group)
    assert "1 private note" in client_of(leader).get(note.activity.get_absolute_url()).content.decode()
    assert client_of(cast.camat).get(NOTES).status_code == client_of(cast.admin).get(NOTES).status_code == 404
    assert client_of(cast.camat).get(note.activity.get_absolute_url()).status_code == 404
    assert "private note" not in client_of(cast.admin).get(note.activity.get_absolute_url()).content.decode()


def test_the_cleared_open_it_with_a_reason_that_is_logged(cast, note, client_of):
    client = client_of(cast.tksk_cleared)
    listed = client.get(NOTES).content.decode()
    assert note.get_absolute_url() in listed
    assert SECRET not in listed
    page = client.get(note.activity.get_absolute_url()).content.decode()
    assert note.get_absolute_url() in page
    assert SECRET not in page
    asked = client.get(note.get_absolute_url())
    assert SECRET not in asked.content.decode()
    assert list(refusals(client.post(note.get_absolute_url(), {"reason": ""}))) == ["reason"]
    answer = client.post(note.get_absolute_url(), {"reason": WHY}, follow=True)
    assert SECRET in answer.content.decode()
    assert opened() == [("tksk.rahasia", "activities.MotivationNote", note.pk, WHY)]


def test_elsewhere_and_after_its_end_a_clearance_opens_nothing(cast, note, client_of):
    other = note_in(MACEGE, cast.dinas_bone)
    client = client_of(cast.tksk_cleared)
    assert client.get(other.get_absolute_url()).status_code == 404
    client.post(note.get_absolute_url(), {"reason": WHY})
    duty = cast.tksk_cleared.duties.get()
    duty.cleared_until = timezone.localdate() - timedelta(days=1)
    duty.save()
    assert client.get(note.get_absolute_url()).status_code == 404


def test_the_cleared_correct_their_own_note_and_never_anothers(cast, note, client_of):
    cast.tksk_cleared.duties.get()
    activity = factories.activity(note.activity.group, by=cast.tksk_cleared, kind="motivation")
    MotivationNote(activity=activity, author=cast.biru, text=SECRET).save()
    MotivationNote(activity=activity, author=cast.tksk_cleared, text="catatan lama").save()
    client = client_of(cast.tksk_cleared)
    page = client.get(f"{activity.get_absolute_url()}ubah/")
    assert SECRET not in page.content.decode()
    answer = client.post(f"{activity.get_absolute_url()}ubah/", controls(page) | {"private_note": "punyaku"})
    assert answer.status_code == 302
    texts = dict(activity.private_notes.values_list("author__username", "text"))
    assert texts == {"desa.biru": SECRET, "tksk.rahasia": "punyaku"}


def test_a_note_that_was_emptied_is_no_note(cast, note, client_of):
    note.text = ""
    note.save()
    assert "private note" not in client_of(cast.tksk).get(note.activity.get_absolute_url()).content.decode()
    assert note.activity.title not in client_of(cast.tksk_cleared).get(NOTES).content.decode()
