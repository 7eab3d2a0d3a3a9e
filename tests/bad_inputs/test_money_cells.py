"""Every bad amount in a sheet: whole rupiah or refused with what is permitted, never a thousandfold error."""

import pytest
from django.utils import translation

from tests.bad_inputs import money
from tests.bad_inputs.cases import CASES, Refused
from tests.bad_inputs.checking import checked, faults
from tests.bad_inputs.people import BIRU, TODAY
from tests.screens.pages import everything
from wksbm.spreadsheets.engine.rows import NEW, WRONG

pytestmark = pytest.mark.django_db

GROUP = {"name": "Mekar", "kind": "KUBE", "village_code": BIRU, "dues_amount": None}


def judge(officer, name: str, raw) -> str:
    """What was wrong with the answer to an amount, or nothing."""
    answer = money.ANSWERS[name]
    sheet, row = checked(officer, "groups", GROUP | {"dues_amount": raw}, TODAY)
    said = faults(sheet, row)
    if isinstance(answer, Refused):
        fits = row.kind == WRONG and list(said) == ["dues_amount"] and answer.said in said["dues_amount"]
    else:
        fits = row.kind == NEW and sheet.get(row, "dues_amount") == answer.value
    return "" if fits and CASES[name].expected & answer.kinds else f"{row.kind} {said} {row.atoms}"


def test_every_bad_amount_has_its_answer(cast):
    before = everything()
    with translation.override("en"):
        wrong = {name: found for name, raw in money.written() if (found := judge(cast.biru, name, raw))}
    assert wrong == {}
    assert everything() == before
