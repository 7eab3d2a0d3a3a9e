"""Every number of a recap by name opens a list of exactly as many rows."""

import re
from datetime import date
from html import unescape

import pytest

from tests import factories
from tests.factories import BIRU, WATAMPONE

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="(/(?:pmks|anggota)/\?[^"]+)"[^>]*>([0-9]+)</a>')


STATES = [
    ("verified", {}),
    ("proposed", {}),
    ("ended", {"verified_on": date(2022, 2, 1), "decided_on": date(2022, 8, 1)}),
    ("rejected", {"decided_on": date(2022, 8, 1)}),
    ("verified", {"verified_on": date(2023, 1, 9)}),
]


@pytest.fixture
def register(cast):
    """Cases of every state and members of every age, in two villages."""
    elderly, poor = factories.category(), factories.category("PMKS-24", "Fakir Miskin")
    for village in (BIRU, WATAMPONE):
        group = factories.group("Melati", village, kind="kps")
        for place, (status, facts) in enumerate(STATES):
            precision, school = ("day", "year")[place % 2], ("SD", "")[place % 2]
            birth = {"birth_date": date(1960 + 7 * place, 12, 31), "birth_date_precision": precision}
            who = factories.person("Sitti Rahma", village, education=school, **birth)
            factories.membership(who, group)
            for kind in (elderly, poor)[: 1 + place % 2]:
                dates = {"identified_on": date(2022, 1, 5)} | facts
                factories.classification(who, kind, by=cast.biru, status=status, **dates)


@pytest.mark.parametrize("who", ["tksk", "biru"])
@pytest.mark.parametrize(
    "address",
    ["/rekap/pmks/?year=2022", "/rekap/pmks/?year=2022&status=all", "/rekap/pmks/?status=all", "/rekap/anggota/",
     "/rekap/anggota/?on=31/12/2022"],
)  # fmt: skip
def test_a_number_opens_as_many_rows(cast, register, client_of, who, address):
    client = client_of(getattr(cast, who))
    links = {(unescape(url), int(shown)) for url, shown in LINK.findall(client.get(address).content.decode())}
    assert len(links) >= 2
    assert {(url, client.get(url).context["count"]) for url, _shown in links} == links
