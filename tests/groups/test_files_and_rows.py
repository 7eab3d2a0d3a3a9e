"""A file and its row live and die with one transaction: none is left behind, none is missing."""

from contextlib import contextmanager, suppress

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from groups.models import Document
from members.models import Membership
from tests import factories
from tests.factories import PENFUI
from tests.groups.files import pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(settings, tmp_path):
    """The names of the files on the disk."""
    settings.MEDIA_ROOT = tmp_path
    return lambda: sorted(path.name for path in (tmp_path / "scans").glob("*")) if (tmp_path / "scans").exists() else []


@pytest.fixture
def in_a_transaction(django_capture_on_commit_callbacks):
    """What follows a commit is done at the end, as if the transaction of the test were committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


class Interrupted(Exception):
    pass


@contextmanager
def interrupted():
    """A transaction that fails at its end."""
    with suppress(Interrupted), transaction.atomic():
        yield
        raise Interrupted


def test_nothing_is_asked_of_a_folder_that_is_not_there_yet(cast, files, client_of):
    factories.paper(cast.group)
    assert client_of(cast.penfui).get(cast.group.get_absolute_url()).status_code == 200
    assert files() == []


def test_a_transaction_that_fails_leaves_no_file(cast, files):
    with interrupted():
        paper = factories.paper(cast.group, scan=pdf())
        assert files() == [paper.scan.name]
    assert files() == []
    assert Document.objects.count() == 0


def test_a_step_that_is_undone_takes_only_its_own_file_along(cast, files, in_a_transaction):
    with in_a_transaction():
        kept = factories.paper(cast.group, scan=pdf())
        with interrupted():
            factories.paper(cast.group, scan=pdf())
        assert files() == [kept.scan.name]


def test_a_deleted_paper_takes_its_file_along_after_the_commit_alone(cast, files, in_a_transaction):
    with in_a_transaction():
        paper = factories.paper(cast.group, scan=pdf())
    with interrupted():
        paper.delete()
    assert len(files()) == 1
    with in_a_transaction():
        Document.objects.get().delete()
        assert len(files()) == 1
    assert files() == []


def test_a_scan_that_is_replaced_or_cleared_leaves_no_orphan(cast, files, in_a_transaction):
    member = factories.membership(factories.person("Ana Lalu", PENFUI), cast.group)
    for content in (pdf(), picture(), None):
        with in_a_transaction():
            member = Membership.objects.get()
            member.form_scan = ContentFile(content, name="scan.pdf") if content else ""
            member.save()
        assert len(files()) == bool(content)
        with in_a_transaction():
            Membership.objects.get().save()
        assert len(files()) == bool(content), "a save of something else leaves the scan alone"


@pytest.mark.django_db(transaction=True)
def test_a_real_commit_keeps_the_file_and_a_real_rollback_does_not(cast, files):
    kept = factories.paper(cast.group, scan=pdf())
    with interrupted():
        factories.paper(cast.group, scan=pdf())
    assert files() == [kept.scan.name]
    kept.delete()
    assert files() == []
