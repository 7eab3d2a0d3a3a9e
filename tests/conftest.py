"""The cast, who is acting, and what fails every test: a missing template variable, an ERROR in the log."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import hypothesis
import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client

from tests import factories, flushing, missing_variables
from wksbm.accounts.system import system_user
from wksbm.actor import acting_as

# The same examples in every run and nothing kept between runs: a red test is red for everybody.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("steady")

NEEDS_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out the tests that ask no database")


def pytest_collection_modifyitems(config, items) -> None:
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_database(item)])
        items[:] = [item for item in items if asks_database(item)]


def asks_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or NEEDS_DATABASE & set(item.fixturenames))


@dataclass(frozen=True)
class Cast:
    """Always the same people; `regions` are the places by code, `group` is the KUBE that Lina leads."""

    regions: dict
    group: object
    lina: object  # leads Rindu Sejahtera in Penfui Timur
    penfui: object  # officer of Penfui Timur
    biru: object  # officer of Biru
    watampone: object  # officer of Watampone, the next village: sees nothing of Biru
    tksk: object  # Tanete Riattang, the district of both
    tksk_cleared: object  # the same, with clearance for sealed data
    camat: object  # viewer of Tanete Riattang
    dinas_bone: object
    dinas_kupang: object  # another regency
    admin: object
    ended: object  # was officer of Biru
    disabled: object  # officer of Biru whose account is switched off


@pytest.fixture
def cast(db, acting) -> Cast:
    regions = factories.make_regions()
    group = factories.group("Rindu Sejahtera", factories.PENFUI)
    lina = factories.user("ketua.lina", full_name="Lina Tefa")
    factories.leads(lina, group)
    district = factories.TANETE_RIATTANG
    return Cast(
        regions=regions,
        group=group,
        lina=lina,
        penfui=factories.user("desa.penfui", "village", factories.PENFUI),
        biru=factories.user("desa.biru", "village", factories.BIRU),
        watampone=factories.user("desa.watampone", "village", factories.WATAMPONE),
        tksk=factories.user("tksk.tanete", "tksk", district),
        tksk_cleared=factories.user("tksk.rahasia", "tksk", district, cleared=True),
        camat=factories.user("camat.tanete", "viewer", district),
        dinas_bone=factories.user("dinas.bone", "dinas", factories.BONE),
        dinas_kupang=factories.user("dinas.kupang", "dinas", factories.KUPANG),
        admin=factories.user("admin", "admin"),
        ended=factories.user("desa.mantan", "village", factories.BIRU, ends_on=date(2021, 12, 31)),
        disabled=factories.user("desa.nonaktif", "village", factories.BIRU, is_active=False),
    )


@pytest.fixture(scope="session", autouse=True)
def flushes_with_a_permit() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        flush = flushing.with_a_permit(BaseDatabaseOperations.execute_sql_flush)
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture(autouse=True)
def acting(request) -> Iterator:
    """In tests with a database everything belongs to a system account, until a test says acting_as(somebody)."""
    if not asks_database(request.node):
        yield None
        return
    request.getfixturevalue("db")
    system = system_user()
    with acting_as(system):
        yield system


@pytest.fixture
def client_of():
    """`client_of(cast.biru)` is a browser in which that account has signed in."""

    def signed_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def english(client_of):
    """`english(cast.biru)` is a browser of that account with the language switched."""

    def reader(user):
        client = client_of(user)
        client.cookies["rukun_language"] = "en"
        return client

    return reader


@pytest.fixture(autouse=True)
def no_missing_variables() -> Iterator[list[str]]:
    """What templates of ours named in vain during the test; a test that wants it to happen clears the list."""
    missing_variables.missing.clear()
    yield missing_variables.missing
    found = sorted(set(missing_variables.missing))
    if found:
        pytest.fail("nobody gave these variables:\n" + "\n".join(found), pytrace=False)


@pytest.fixture(autouse=True)
def no_errors_in_the_log(request, caplog) -> Iterator[None]:
    """Fails the test that leaves an ERROR in any log, unless it is marked `expects_errors`."""
    yield
    if request.node.get_closest_marker("expects_errors"):
        return
    errors = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    if errors:
        lines = (f"{record.name}: {record.getMessage()}" for record in errors)
        pytest.fail("errors in the log:\n" + "\n".join(lines), pytrace=False)
