"""Tanete Riattang: made-up sealed cases, so that the cleared accounts have something to open. None of them is anybody.

The text of each says that it is made up: whoever opens one must not take it for real.
"""

from datetime import date

from django.db import transaction

from beneficiaries.models import SealedCase
from beneficiaries.sealed import Content, close, confirm, refer
from reports.demo.entering import Row, acting, rows
from wksbm.regions.models import Region

MADE_UP = "Kasus rekaan untuk peragaan: "
COLUMNS = ("name", "sex", "age", "reach", "avoid", "urgency")


@transaction.atomic
def load() -> bool:
    if SealedCase.history.exists():
        return False
    for row in rows("sealed"):
        case = _refer(row)
        if row["confirmed_by"]:
            _decide(case, row)
    return True


def _refer(row: Row) -> SealedCase:
    facts = {name: row[name] for name in COLUMNS}
    content = Content(kinds=tuple(row["kinds"].split()), seen=MADE_UP + row["seen"], **facts)
    village = Region.objects.get(pk=row["village"])
    with acting(row["sent_by"]) as sender:
        return refer(content, village=village, by=sender, on=date.fromisoformat(row["received_on"]))


def _decide(case: SealedCase, row: Row) -> None:
    on, kinds = date.fromisoformat(row["confirmed_on"]), row["kinds"].split()
    with acting(row["confirmed_by"]) as cleared:
        confirm(case, kinds=kinds, text=f"{MADE_UP}sudah ditemui, benar.", by=cleared, on=on)
        if row["closed_on"]:
            done = date.fromisoformat(row["closed_on"])
            close(case, text=f"{MADE_UP}sudah kembali ke keluarga.", by=cleared, on=done)
