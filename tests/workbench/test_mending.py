"""Wrong rows are mended on the page: all equal cells, one cell, suggestions, blank, left out; similar ones are decided."""

import re

import pytest

from tests import factories
from tests.workbench.files import HEAD, bring_in, checked, mend, page, person_row
from wksbm.people.models import Person
from wksbm.spreadsheets.batches import sheet_for
from wksbm.spreadsheets.causes import CauseView
from wksbm.spreadsheets.engine.rows import Index
from wksbm.spreadsheets.store import Store

pytestmark = pytest.mark.django_db


def cause_of(batch, code: str) -> CauseView:
    index = Index.of(Store(batch.token))
    cause = next(cause for cause in index.causes.values() if cause.code == code)
    return CauseView(batch, sheet_for(batch), cause)


def counts(batch) -> dict:
    batch.refresh_from_db()
    return {kind: count for kind, count in batch.counts.items() if count}


def asked(view: CauseView, place: int = 0) -> dict:
    return {"cause": view.id, "written": view.written[place].key}


def test_one_value_mends_all_equal_cells(cast, english):
    client = english(cast.biru)
    batch = checked(
        client, [person_row(name, JK="Wadon") for name in ("Ani", "Ida", "Eni")] + [person_row("Ati", JK="?!")]
    )
    cause = cause_of(batch, "unknown_word")
    assert [(one.value, one.count) for one in cause.written] == [("Wadon", 3), ("?!", 1)]
    response = mend(client, batch, "put", **asked(cause), value="P")
    assert response.status_code == 302
    assert counts(batch) == {"read": 4, "new": 3, "wrong": 1}
    assert "Wadon" in page(client, batch), "what was mended stands on the page, to be taken back"
    mend(client, batch, "forget", written=CauseView.key(batch, "sex", "Wadon"))
    assert counts(batch) == {"read": 4, "wrong": 4}


def test_who_mended_a_cause_wholly_finds_himself_at_those_that_are_left(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani", JK="Wadon"), person_row("Ida", JK="?!"), person_row("12")])
    cause = cause_of(batch, "unknown_word")
    place = f'<li class="rk-cause" id="{cause.anchor}">', f'<section class="rk-sheet" id="{cause.anchor}">'
    found = []
    for _value in cause.written:
        answer = mend(client, batch, "put", **asked(cause_of(batch, "unknown_word")), value="P")
        body = client.get(answer["Location"]).content.decode()
        found.append([there in body for there in place])
    assert found == [[True, False], [False, True]]


def test_a_long_value_shows_that_more_of_it_stands_in_the_cell(cast, english):
    client, long = english(cast.biru), "perempuan muda dari dusun sebelah yang baru saja pindah ke sini"
    batch = checked(client, [person_row("Ani", JK=long), person_row("Ida", JK="x" * 50)])
    body = page(client, batch)
    assert f"{long[:50]}…" in body
    assert long not in body
    assert "x" * 50 in body
    assert "x…" not in body


def test_a_value_that_cannot_be_read_comes_back_with_its_reason(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani", **{"Tanggal Lahir": "31/02/1990"})])
    response = mend(client, batch, "put", **asked(cause_of(batch, "no_day")), value="30/02/1990")
    body = response.content.decode()
    assert response.status_code == 200
    assert 'value="30/02/1990"' in body
    assert "is-invalid" in body
    assert counts(batch) == {"read": 1, "wrong": 1}
    mend(client, batch, "put", **asked(cause_of(batch, "no_day")), value="")
    assert counts(batch) == {"read": 1, "wrong": 1}, "nothing was chosen"


def test_all_suggestions_at_once(cast, english):
    client = english(cast.tksk)
    rows = [person_row(f"Ani {at}", Kelurahan="Watampune") for at in ("a", "b", "c")]
    batch = checked(client, [*rows, person_row("Ida", Kelurahan="Byru")])
    cause = cause_of(batch, "unknown_village")
    assert [(one.value, one.suggestion) for one in cause.suggested] == [("Watampune", "Watampone"), ("Byru", "Biru")]
    assert "Take all suggestions (4 rows)" in page(client, batch)
    mend(client, batch, "suggest", cause=cause.id)
    assert counts(batch) == {"read": 4, "new": 4}
    bring_in(client, batch)
    assert sorted(Person.objects.values_list("village", flat=True)) == [factories.BIRU] + [factories.WATAMPONE] * 3


def test_blank_cells_are_filled_in_those_rows_alone(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani", JK=None), person_row("Ida", JK="P"), person_row("Budi", JK=None)])
    mend(client, batch, "put", **asked(cause_of(batch, "required")), value="L")
    assert counts(batch) == {"read": 3, "new": 3}
    taken_back = client.get(batch.get_absolute_url()).context["review"].mended[0]
    assert (taken_back.rows, taken_back.value) == (2, "male")
    mend(client, batch, "forget", written=taken_back.key)
    assert counts(batch) == {"read": 3, "new": 1, "wrong": 2}
    mend(client, batch, "put", **asked(cause_of(batch, "required")), value="L")
    bring_in(client, batch)
    assert dict(Person.objects.values_list("full_name", "sex")) == {"Ani": "L", "Ida": "P", "Budi": "L"}


def test_a_column_that_the_file_lacks_can_be_filled_in(cast, english):
    client = english(cast.biru)
    batch = checked(client, [["Ani", "P"], ["Ida", "P"]], head=["Nama", "JK"])
    mend(client, batch, "put", **asked(cause_of(batch, "no_nik")), value="unknown")
    assert counts(batch) == {"read": 2, "new": 2}


def test_left_blank_and_left_out(cast, english):
    client = english(cast.biru)
    days = ("31/02/1990", "31/02/1990", "32/01/1991")
    batch = checked(client, [person_row(f"Ani {day[-1]}{at}".replace("0", "o").replace("1", "i").replace("2", "u"),
                                        **{"Tanggal Lahir": day}) for at, day in enumerate(days)])  # fmt: skip
    mend(client, batch, "blank", **asked(cause_of(batch, "no_day")))
    assert counts(batch) == {"read": 3, "new": 2, "wrong": 1}
    mend(client, batch, "skip", **asked(cause_of(batch, "no_day")))
    assert counts(batch) == {"read": 3, "new": 2, "skipped": 1}
    mend(client, batch, "decide", number=4, said="")
    assert counts(batch) == {"read": 3, "new": 2, "wrong": 1}
    mend(client, batch, "blank-all", cause=cause_of(batch, "no_day").id)
    assert counts(batch) == {"read": 3, "new": 3}


def test_one_cell_of_one_row(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani", JK="x"), person_row("Ida", JK="x")])
    refused = mend(client, batch, "cell", number=3, column="sex", value="z").content.decode()
    assert 'value="z"' in refused
    mend(client, batch, "cell", number=3, column="sex", value="L")
    assert counts(batch) == {"read": 2, "new": 1, "wrong": 1}


def test_similar_ones_are_decided(cast, english):
    known = factories.person("Rosmini Daeng Puji", factories.BIRU)
    stranger = factories.person("Rosmini Daeng Puji", factories.WATAMPONE)
    factories.person("Nurhayati Daeng Baji", factories.BIRU)
    client, why = english(cast.biru), {"NIK": None, "Alasan Tanpa NIK": "unknown"}
    batch = checked(client, [person_row("Rosmini Dg Puji", **why), person_row("Nurhayati Dg Baji", **why)])
    assert counts(batch) == {"read": 2, "similar": 2}
    cards = page(client, batch)
    assert known.get_absolute_url() in cards
    assert stranger.get_absolute_url() not in cards
    mend(client, batch, "decide", number=2, said=str(stranger.pk))
    assert counts(batch) == {"read": 2, "similar": 2}, "nobody of those who look alike"
    mend(client, batch, "decide", number=2, said=str(known.pk))
    mend(client, batch, "all-other")
    assert counts(batch) == {"read": 2, "new": 1, "changed": 1}
    bring_in(client, batch)
    known.refresh_from_db()
    assert (known.full_name, Person.objects.count()) == ("Rosmini Dg Puji", 4)


def test_a_fix_that_comes_too_late_changes_nothing(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani", JK="x")])
    late = asked(cause_of(batch, "unknown_word"))
    mend(client, batch, "put", **late, value="P")
    again = mend(client, batch, "put", **late, value="L")
    assert again.status_code == 302
    bring_in(client, batch)
    assert Person.objects.get().sex == "P"
    assert mend(client, batch, "put", **late, value="L").status_code == 302
    assert mend(client, batch, "shell").status_code == 400


def test_the_list_stays_open_while_rows_are_mended_one_by_one(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row(name, JK="x") for name in ("Ani", "Ida", "Eni")])
    closed = page(client, batch)
    assert "<details open>" not in closed
    address = re.search(r'action="(/impor/\d+/perbaiki/\?[^"#]+)#baris"', closed)[1].replace("&amp;", "&")
    after = client.post(address, {"do": "decide", "number": 2, "said": "skip"})
    assert "<details open>" in client.get(after["Location"]).content.decode()


def test_what_somebody_new_lacks_is_named_as_the_template_names_it(cast, english):
    client = english(cast.dinas_bone)
    batch = checked(client, [person_row("Ani", Kelurahan=None)])
    assert cause_of(batch, "required").name == "village"
    mend(client, batch, "put", **asked(cause_of(batch, "required")), value="Biru")
    assert counts(batch) == {"read": 1, "new": 1}


def test_a_list_without_days_again_is_settled_at_once(cast, english):
    client, why = english(cast.biru), {"NIK": None, "Alasan Tanpa NIK": "unknown", "Tanggal Lahir": "1960"}
    rows = [person_row(name, **why) for name in ("Rosmini", "Nurhayati", "Baco Daeng", "Baco")]
    bring_in(client, checked(client, rows))
    factories.person("Baco", factories.BIRU, birth_date=None)
    batch = checked(client, [*rows, person_row("Rosmina", **why | {"Tanggal Lahir": None})])
    assert counts(batch) == {"read": 5, "new": 1, "similar": 4}
    button = 'value="all-meant"'
    assert button in page(client, batch, "?jenis=mirip")
    mend(client, batch, "all-meant")
    assert counts(batch) == {"read": 5, "new": 1, "same": 3, "similar": 1}, "two are called Baco"
    assert button not in page(client, batch, "?jenis=mirip")


def test_who_sounds_alike_or_lives_elsewhere_is_not_settled_at_once(cast, english):
    factories.person("Rosmini Daeng Puji", factories.BIRU)
    factories.person("Nurhayati", factories.WATAMPONE)
    client, why = english(cast.tksk), {"NIK": None, "Alasan Tanpa NIK": "unknown"}
    batch = checked(client, [person_row("Rosmini Dg Puji", **why), person_row("Nurhayati", **why)])
    assert counts(batch) == {"read": 2, "similar": 2}
    mend(client, batch, "all-meant")
    assert counts(batch) == {"read": 2, "similar": 2}


def test_long_cells_that_only_begin_alike_are_mended_one_by_one(cast, english):
    client, alike = english(cast.biru), "Jalan Poros Trans Sulawesi " * 8
    rows = [person_row(name, Alamat=f"{alike}{name}") for name in ("Ani", "Ida")]
    batch = checked(client, rows, head=[*HEAD, "Alamat"])
    cause = cause_of(batch, "too_long")
    assert [one.count for one in cause.written] == [1, 1]
    assert "At most 200" in cause.text
    mend(client, batch, "put", **asked(cause), value="Jalan Poros")
    assert counts(batch) == {"read": 2, "new": 1, "wrong": 1}
