"""What is longer than any form of ours is refused before it is read; a scan that is too large keeps what was typed."""

import pytest
from django.conf import settings
from django.urls import reverse

from groups.models import Document
from tests.groups.files import upload
from tests.screens.pages import fill, refusals

pytestmark = pytest.mark.django_db


class Unread:
    """A body of which nothing may be asked."""

    def read(self, *args) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("address", ["/", "/kelompok/", "/masuk/"])
def test_a_hundred_megabytes_are_refused_unread(cast, client_of, address):
    client = client_of(cast.penfui)
    answer = client.generic("POST", address, b"", **{"CONTENT_LENGTH": str(100 * 2**20), "wsgi.input": Unread()})
    assert answer.status_code == 413
    assert reverse("home") in answer.content.decode()


def test_at_the_limit_it_is_read(cast, client_of):
    length = {"CONTENT_LENGTH": str(settings.REQUEST_MAX_BYTES)}
    assert client_of(cast.penfui).generic("POST", "/kelompok/", b"", **length).status_code == 405


def test_a_scan_above_its_own_limit_is_told_in_the_form(cast, client_of):
    large = upload(b"%PDF-" + b"\0" * settings.SCAN_MAX_BYTES)
    answer = fill(client_of(cast.penfui), reverse("groups:document-create", args=[cast.group.pk]), kind="decree",
                  number="7/2026", scan=large)  # fmt: skip
    assert refusals(answer) == {"scan": ["too_large"]}
    assert answer.context["form"]["number"].value() == "7/2026"
    assert Document.objects.count() == 0
