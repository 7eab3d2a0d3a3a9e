"""A service post of a sub-district (Puspelkesos): registered like a group, with staff and a desk log, without members."""

import pytest
from django.urls import reverse

from activities.models import Activity
from groups.inventory import parts_of
from groups.models import SocialGroup
from members.models import OfficerTerm
from tests import factories
from tests.factories import WATAMPONE
from tests.screens.pages import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast, client_of) -> SocialGroup:
    typed = {"name": "Puspelkesos Tanete Riattang", "kind": "post", "founded_on": "2006", "status": "active"}
    answer = fill(client_of(cast.watampone), reverse("groups:create"), **typed)
    assert answer.status_code == 302
    return SocialGroup.objects.get(kind="post")


def test_its_inventory_asks_nothing_of_members(post, cast, client_of):
    assert [part.slug for part in parts_of(post)] == ["identitas", "sumber-daya", "program", "jaringan"]
    typed = {"scope_level": "district", "secretariat": "Kantor Camat"}
    part = reverse("groups:inventory-part", args=[post.pk, "identitas"])
    assert fill(client_of(cast.watampone), part, **typed).status_code == 302
    post.refresh_from_db()
    assert (post.scope_level, post.secretariat) == ("district", "Kantor Camat")
    assert client_of(cast.watampone).get(part.replace("identitas", "keanggotaan")).status_code == 404


def test_it_has_staff(post, cast, client_of):
    clerk = factories.person("Andi Tenri", WATAMPONE)
    url = f"{reverse('members:officer', args=[post.pk])}?orang={clerk.pk}"
    typed = {"post": "other", "post_name": "Petugas loket", "starts_on": "2024", "duties": "Menerima pengaduan."}
    assert fill(client_of(cast.watampone), url, **typed).status_code == 302
    term = OfficerTerm.objects.in_group(post).get()
    assert (term.person, term.title, term.duties) == (clerk, "Petugas loket", "Menerima pengaduan.")


def test_its_desk_log_is_its_activities(post, cast, client_of):
    url = f"{reverse('activities:log')}?kelompok={post.pk}"
    typed = {"kind": "visit", "when": "today", "summary": "Tiga warga bertanya tentang bantuan.", "guests": "Pak Rudi"}
    answer = fill(client_of(cast.watampone), url, **typed)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Activity.objects.get(group=post).guests == "Pak Rudi"
    post.refresh_from_db()
    assert post.last_activity_on is not None


def test_it_is_found_by_its_kind_and_nobody_elsewhere_sees_it(post, cast, client_of):
    listed = client_of(cast.tksk).get(reverse("groups:list"), {"kind": "post"}).content.decode()
    assert post.get_absolute_url() in listed
    assert client_of(cast.dinas_kupang).get(post.get_absolute_url()).status_code == 404
