"""The list of groups by guidance, registration, origin and programme; the sheet with the whole inventory."""

from datetime import date

import pytest

from tests import factories
from tests.factories import BIRU
from tests.spreadsheets.reading import body, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(cast):
    facts = {
        "A": {"guidance": "guided", "registration_number": "460/1", "origin": "community", "cohort": "Uji coba 2006"},
        "B": {
            "guidance": "listed",
            "registered_on": date(2011, 1, 1),
            "origin": "government",
            "cohort": "uji coba 2011",
        },
        "C": {},
    }
    return {name: factories.group(name, BIRU, kind="kps", **values) for name, values in facts.items()}


def test_each_filter_shows_what_it_names(cast, client_of, groups):
    client = client_of(cast.biru)
    wanted = {
        "guidance=guided": "A", "guidance=listed": "B", "registered=yes": "AB", "registered=no": "C",
        "origin=community": "A", "cohort=uji%20coba": "AB", "cohort=2011": "B", "registered=yes&cohort=2006": "A",
        "registered=maybe": "ABC", "guidance=x": "ABC",
    }  # fmt: skip
    shown = {
        query: "".join(row[0].name for row in client.get(f"/kelompok/?{query}").context["rows"]) for query in wanted
    }
    assert shown == wanted


def test_the_sheet_has_the_inventory_in_words(cast, english, groups):
    group = groups["A"]
    group.purposes, group.fund_sources, group.voluntary = ["welfare", "income"], ["dues"], False
    group.dues_amount, group.dues_every, group.meets_every = 5000, "month", "need"
    group.save()
    content = body(english(cast.dinas_bone).post("/kelompok/ekspor/"))
    [row] = [row for row in records(content) if row["Group"] == "A"]
    assert (row["Purposes"], row["Sources of funds"], row["Joining is voluntary"], row["Guidance"]) == (
        "better welfare; more income", "dues of members", "no", "guided"
    )  # fmt: skip
    assert (row["Dues in rupiah"], row["Paid"], row["Meets"], row["Rights of members"]) == (
        5000, "each month", "when there is need", ""
    )  # fmt: skip
