"""The served people of Warga Rukun (25 and 18) and 5,000 generated groups: every list keeps its queries and its weight."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import SocialGroup
from tests import factories
from tests.factories import SOROSUTAN
from tests.search.test_page_sizes import LATER
from wksbm.text import name_key

pytestmark = pytest.mark.django_db

SERVED, GENERATED = (25, 18), 5_000
LISTS = (
    "/kelompok/", "/kelompok/?halaman=190", "/kelompok/?q=warga", "/kelompok/?state=dormant", "/kelompok/?links=none",
    "/kelompok/mitra/", "/kelompok/berkas/", "/anggota/", "/warga/", "/warga/?halaman=2", "/pmks/", "/pmks/?halaman=2",
    "/kegiatan/", "/nama-menunggu/", "/cari/?q=warga", "/kegiatan/catat/", "/rekap/anggota/",
    "/anggota/rangkap/", "/akun/",
)  # fmt: skip


@pytest.fixture
def officer(cast):
    user = factories.user("desa.uji", "village", SOROSUTAN)
    factories.group("Warga Rukun", SOROSUTAN, kind="wksbm")
    serve(user, 2)
    return user


def serve(user, many: int) -> None:
    kind = factories.category()
    for number in range(many):
        person = factories.person(f"Warga Dilayani {chr(97 + number % 26)}", SOROSUTAN, rt="027", rw="008")
        factories.classification(person, kind, by=user)


def generate() -> None:
    names = (f"Kelompok Warga Sejahtera Bersama {number}" for number in range(GENERATED))
    facts = {"kind": "kps", "village_id": SOROSUTAN, "secretariat": "Jl. Sidokabul 41 E, Sorosutan"}
    rows = [SocialGroup(name=name, name_key=name_key(name), **facts) for name in names]
    SocialGroup.objects.bulk_create(rows, batch_size=500)


def asked(client, url: str) -> tuple[int, int]:
    """How many queries a list takes, and what it weighs."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(url)
    assert page.status_code == 200, url
    return len(queries), len(page.content)


def test_every_list_keeps_its_queries_and_its_weight(officer, client_of):
    client = client_of(officer)
    few = {url: asked(client, url)[0] for url in LISTS}
    generate()
    serve(officer, sum(SERVED) - 2)
    many = {url: asked(client, url) for url in LISTS}
    assert b"5.001" in client.get("/kelompok/").content
    assert b"43" in client.get("/pmks/").content
    assert {url: (few[url], queries) for url, (queries, _bytes) in many.items() if queries > few[url] + PAGED} == {}
    assert {url: weight for url, (_queries, weight) in many.items() if weight > LATER} == {}


PAGED = 1  # with more than a page the number of all rows is asked as well
