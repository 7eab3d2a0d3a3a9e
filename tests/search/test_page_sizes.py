"""Lists on a village's connection: the first page with its styles at most 150 kB, a later one at most 40 kB."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests import factories
from tests.factories import BIRU

pytestmark = pytest.mark.django_db

FIRST, LATER = 150_000, 40_000  # bytes as sent; scripts and styles come once and are kept by the browser
PAGES = ("/warga/", "/kelompok/", "/anggota/", "/anggota/rangkap/", "/warga/ganda/", "/kelompok/ganda/",
         "/cari/?q=warga", "/warga/daftar/?q=warga", "/warga/?q=warga")  # fmt: skip


@pytest.fixture
def full(cast) -> None:
    """Thirty people and groups with long names, all alike, each in two KUBE."""
    for number in range(30):
        letter = chr(97 + number % 26)
        group = factories.group(f"Kelompok Usaha Bersama Warga Sejahtera {letter}", BIRU)
        person = factories.person(
            f"Warga Siti Aminah Rahmawati {letter}", BIRU, rt="003", rw="001", nik=factories.new_nik()
        )
        factories.membership(person, group)
        factories.membership(person, cast.group)


@pytest.mark.parametrize("url", PAGES)
def test_no_page_of_rows_is_heavy(full, cast, client_of, url):
    page = client_of(cast.biru).get(url).content
    assert len(page) <= LATER, url
    assert b"Warga" in page


def test_the_first_page_with_all_that_comes_along(full, cast, client_of):
    page = client_of(cast.biru).get("/warga/").content
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode()))
    assert files
    assert len(page) + sum(compressed(name) for name in files) <= FIRST


def compressed(name: str) -> int:
    """As whitenoise sends it."""
    return len(gzip.compress(Path(finders.find(re.sub(r"\.[0-9a-f]{12}\.", ".", name))).read_bytes()))
