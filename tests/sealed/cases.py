"""Sealed kinds, referrals and cases for tests, and everything that stands in the database as text."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from beneficiaries.models import SealedCase
from beneficiaries.sealed import Content
from tests import factories
from tests.factories import BIRU
from tests.screens.pages import controls
from wksbm.regions.codes import parent_of

REFER = "/pmks/rahasia/kirim/"
RECEIPT = "/pmks/rahasia/terkirim/"
LIST = "/pmks/rahasia/"
EXPORT = "/pmks/rahasia/ekspor/"
WORDS = ("Zubaedah", "9901014101900077", "lebam", "majelis", "telepon suaminya", "PMKS-19")
WHY = "tindak lanjut laporan"


@dataclass(frozen=True)
class Kinds:
    violence: object
    hiv: object
    prison: object


def make_kinds() -> Kinds:
    return Kinds(
        violence=factories.category("PMKS-19", "Korban tindak kekerasan", sensitivity=3, abbreviation="KTK"),
        hiv=factories.category("PMKS-16", "Orang dengan HIV/AIDS", sensitivity=3, abbreviation="ODHA"),
        prison=factories.category("PMKS-15", "Bekas warga binaan", sensitivity=3, abbreviation="BWBLP"),
    )


def typed(**changes) -> dict:
    """What a sender types."""
    name, nik, seen, reach, avoid, kind = WORDS
    plain = {"name": f"Ibu {name}", "nik": nik, "sex": "P", "age": "30-an", "kinds": [kind], "seen": f"{seen} di lengan",
             "reach": f"{reach} taklim, Jumat", "avoid": avoid, "urgency": "week"}  # fmt: skip
    return plain | changes


def send(client, **changes):
    """Opens the form, types, sends; the answer to the last step."""
    page = client.get(REFER)
    assert page.status_code == 200
    sent = controls(page) | typed(**changes)
    if "village_district" in sent:
        sent["village_district"] = parent_of(sent["village"])
    return client.post(REFER, {name: value for name, value in sent.items() if value is not None})


def case(by, village: str = BIRU, *, received_on: date = date(2026, 2, 3), status="waiting", closed_on=None, **content):
    """A case in the table; `kinds` and `confirmed_on` stand inside its content."""
    row = SealedCase(
        receipt=f"RK-{factories.new_nik()[-6:]}", village_id=village, received_on=received_on, sent_by=by,
        status=status, decided_on=closed_on,
    )  # fmt: skip
    Content(**{"name": "Ibu Zubaedah", "seen": "lebam"} | content).sealed_in(row)
    row.save()
    return row


def confirmed(by, village: str = BIRU, *kinds: str, on: str = "2022-03-01", **facts):
    """A case that counts from the day `on`."""
    facts = {"received_on": date.fromisoformat(on), "status": "confirmed"} | facts
    return case(by, village, kinds=kinds, confirmed_on=on, **facts)


def open_case(client, row, reason: str = WHY):
    """Gives the reason and follows to the opened page."""
    url = row.get_absolute_url()
    return client.post(url, {"reason": reason}, follow=True)


def dump() -> str:
    """Every value of every table, sessions and logs included."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)
