"""A list by name and address: each row asks for the people of its household alone, also where nobody lives in one."""

from datetime import date

import pytest
from django.db import connection

from tests import sqlite_steps
from tests.sheets_people.bringing import bring, crowd
from wksbm.people.models import Person
from wksbm.people.resources import PersonResource
from wksbm.spreadsheets.formats import formats_of
from wksbm.spreadsheets.layouts import listed


def steps(user) -> int:
    bnba = next(form for form in formats_of("people") if form.code == "bnba")
    rows = Person.objects.visible_to(user).order_by("pk")
    with sqlite_steps.counted() as counted:
        _headings, cells = listed(bnba, PersonResource(user=user, on=date(2026, 11, 22)), rows)
        assert len(list(cells)) == rows.count()
    return counted.hundreds


@sqlite_steps.only_here
@pytest.mark.parametrize("in_households", [True, False])
def test_four_times_the_people_cost_four_times_as_much(cast, in_households):
    found = []
    for many, first in ((300, 0), (900, 300)):
        bring(cast.biru, *crowd(many, first=first, kk=in_households)).write()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        found.append(steps(cast.biru))
    assert Person.objects.count() == 1_200
    assert found[1] < found[0] * 6, found
