"""The scan of a member's form, with the card on it: opened for a reason, logged, limited, gone with the person."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from members.models import Membership
from tests import factories
from tests.factories import BIRU, BONE, PENFUI
from tests.groups.files import pdf
from wksbm.accounts.limits import LIMITS
from wksbm.accounts.models import AccessLog
from wksbm.people.erasing import erase_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    group = factories.group("Arisan", BIRU, kind="kps")
    row = factories.membership(factories.person("Siti Rahma", BIRU), group)
    row.form_scan = ContentFile(pdf(), name="scan.pdf")
    row.save()
    return row


def url(member) -> str:
    return reverse("members:form-scan", args=[member.pk])


@pytest.mark.parametrize(("who", "status"), [("biru", 200), ("dinas_bone", 200), ("tksk", 403), ("admin", 403),
                                             ("watampone", 404), ("dinas_kupang", 404), ("camat", 404)])  # fmt: skip
def test_it_opens_to_who_may_reveal_it_against_a_reason(cast, client_of, member, who, status):
    client = client_of(getattr(cast, who))
    assert client.get(url(member)).status_code == status
    answer = client.post(url(member), {"why": "card"})
    assert answer.status_code == status
    assert answer.content.startswith(b"%PDF") is (status == 200)


def test_the_page_of_the_membership_leads_there_for_who_may_open_it(cast, client_of, member):
    factories.leads(cast.lina, member.group)
    page = reverse("members:update", args=[member.pk])
    assert url(member) in client_of(cast.biru).get(page).content.decode()
    assert url(member) not in client_of(cast.lina).get(page).content.decode()


def test_a_leader_never_opens_it(cast, client_of, member):
    factories.leads(cast.lina, member.group)
    client = client_of(cast.lina)
    assert [client.get(url(member)).status_code, client.post(url(member), {"why": "card"}).status_code] == [403, 403]


def test_without_a_reason_nothing_is_shown_or_logged(cast, client_of, member):
    client = client_of(cast.biru)
    for typed in ({}, {"why": "other"}, {"why": "curious"}):
        answer = client.post(url(member), typed)
        assert answer["Content-Type"].startswith("text/html")
    assert AccessLog.objects.filter(kind="reveal").count() == 0


def test_the_log_knows_whose_form_was_opened_and_what_for(cast, client_of, member):
    client_of(cast.biru).post(url(member), {"why": "other", "other": "cek tanda tangan"})
    entry = AccessLog.objects.get(kind="reveal")
    assert (entry.user, entry.target, entry.number) == (cast.biru, "people.Person", member.person_id)
    assert (entry.field, entry.reason) == ("form_scan", "cek tanda tangan")
    page = client_of(cast.dinas_bone).get(reverse("people:seen", args=[member.person_id]))
    assert "cek tanda tangan" in page.content.decode()


def test_it_counts_among_the_looks_of_the_hour(cast, client_of, member):
    for _look in range(LIMITS["reveal"]):
        AccessLog.objects.create(user=cast.biru, kind="reveal", region_id=BIRU)
    client = client_of(cast.biru)
    assert [client.get(url(member)).status_code, client.post(url(member), {"why": "card"}).status_code] == [429, 429]


def test_without_a_scan_there_is_no_page(cast, client_of):
    member = factories.membership(factories.person("Ana Lalu", PENFUI), cast.group)
    assert client_of(cast.penfui).get(url(member)).status_code == 404


def test_an_erased_person_takes_the_scan_along_and_no_history_names_the_file(
    cast, member, tmp_path, django_capture_on_commit_callbacks
):
    kept = tmp_path / "scans" / member.form_scan.name
    assert kept.exists()
    dinas = factories.user("dinas.dua", "dinas", BONE)
    with django_capture_on_commit_callbacks(execute=True):
        erasure = erase_person(member.person, by=dinas, reason="diminta")
        assert kept.exists(), "not before the commit"
    assert not kept.exists()
    assert erasure.counts["files"] == 1
    assert Membership.objects.get().form_scan.name == ""
    assert set(Membership.history.values_list("form_scan", flat=True)) == {""}
