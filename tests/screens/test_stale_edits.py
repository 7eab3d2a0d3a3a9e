"""Two people, one record: the second is told, shown both values, and loses nothing; nor does the first."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend, send

pytestmark = pytest.mark.django_db


def values(row, *names: str) -> dict[str, str]:
    row.refresh_from_db()
    return {name: str(getattr(row, name)) for name in names}


def told(response) -> set[tuple[str, str]]:
    """What the page says of each difference: theirs, and mine where both changed it."""
    return {(found.theirs, found.mine if found.both else "") for found in response.context["differences"]}


def test_the_second_editor_of_a_person_sees_both_values_and_saves_in_a_second_step(cast, client_of):
    person = factories.person("Yuliana Tefa", PENFUI, nik=factories.new_nik(), address="Jl. Lama")
    url = reverse("people:update", args=[person.pk])
    village, dinas = client_of(cast.penfui), client_of(cast.dinas_kupang)
    page = dinas.get(url)
    fill(village, url, address="Jl. Desa", phone="08123456789", seen_doubt="nik_province")
    before = everything()
    stale = send(dinas, url, page, address="Jl. Dinas", occupation="Penenun", seen_doubt="nik_province")
    assert stale.status_code == 409
    assert told(stale) == {("Jl. Desa", "Jl. Dinas"), ("+6281••••••••", "")}, (
        "what only the second changed is no conflict"
    )
    assert everything() == before
    assert values(person, "address", "phone", "occupation", "version") == {
        "address": "Jl. Desa", "phone": "+628123456789", "occupation": "", "version": "2",
    }  # fmt: skip
    body = stale.content.decode()
    assert "Jl. Desa" in body
    assert "Choice(" not in body
    kept = controls(stale)
    assert (kept["address"], kept["phone"], kept["occupation"]) == (["Jl. Dinas"], [""], ["Penenun"])
    assert kept["version"] == ["2"]
    assert resend(stale, seen_doubt="nik_province").status_code == 302
    assert values(person, "address", "phone", "occupation", "version") == {
        "address": "Jl. Dinas", "phone": "+628123456789", "occupation": "Penenun", "version": "3",
    }  # fmt: skip
    actors = [row.history_user.username for row in person.history.order_by("version")]
    assert actors == ["sistem", "desa.penfui", "dinas.kupang"]


def test_the_second_editor_of_a_group_sees_both_values_and_saves_in_a_second_step(cast, client_of):
    group = cast.group
    url = reverse("groups:update", args=[group.pk])
    officer, lina = client_of(cast.penfui), client_of(cast.lina)
    fill(officer, url, coverage="RW 8: 26, 27")
    page = lina.get(url)
    fill(officer, url, business="Tenun ikat", coverage="RW 08: 27, 28", founded_on="2015")
    stale = send(lina, url, page, business="Kue", secretariat="Rumah Lina")
    assert refusals(stale) == {}
    assert stale.status_code == 409
    assert told(stale) == {("Tenun ikat", "Kue"), ("RW 008: 027, 028", ""), ("2015", "")}
    kept = controls(stale)
    assert (kept["business"], kept["secretariat"]) == (["Kue"], ["Rumah Lina"])
    assert (kept["coverage"], kept["founded_on"]) == (["RW 008: 027, 028"], ["2015"])
    assert values(group, "business", "secretariat") == {"business": "Tenun ikat", "secretariat": ""}
    assert resend(stale).status_code == 302
    assert values(group, "business", "secretariat", "founded_on", "founded_on_precision", "village_id") == {
        "business": "Kue", "secretariat": "Rumah Lina", "founded_on": "2015-01-01", "founded_on_precision": "year",
        "village_id": PENFUI,
    }  # fmt: skip
    assert [str(row) for row in group.coverage.all()] == ["RT 027/RW 008", "RT 028/RW 008"]


def test_a_place_that_only_the_first_changed_is_taken_over(cast, client_of):
    person = factories.person("Yuliana Tefa", factories.BIRU)
    url = reverse("people:update", args=[person.pk])
    tksk, dinas = client_of(cast.tksk), client_of(cast.dinas_bone)
    page = dinas.get(url)
    fill(tksk, url, village=factories.TA)
    stale = send(dinas, url, page, occupation="Penenun")
    assert [found.both for found in stale.context["differences"]] == [False]
    assert resend(stale).status_code == 302
    assert values(person, "village_id", "occupation") == {"village_id": factories.TA, "occupation": "Penenun"}


def test_a_number_that_both_typed_is_no_less_a_conflict_because_it_is_hidden(cast, client_of):
    """NIK and KK number stand in no form; the second editor is told of the first one's all the same, masked."""
    person = factories.person("Yuliana Tefa", PENFUI)
    url, dinas = reverse("people:update", args=[person.pk]), client_of(cast.dinas_kupang)
    page = dinas.get(url)
    first = {"nik": "5301084101900001", "kk_number": "5301080102030004"}
    mine = {"nik": "5301084101900002", "kk_number": "5301080102030005"}
    fill(client_of(cast.penfui), url, **first)
    stale = send(dinas, url, page, **mine)
    both = [found for found in stale.context["differences"] if found.both]
    body = stale.content.decode()
    assert (stale.status_code, len(both)) == (409, 2)
    assert not [number for number in first.values() if number in body]
    assert {name: controls(stale)[name] for name in mine} == {name: [number] for name, number in mine.items()}


def editable(cast) -> dict[str, tuple]:
    """Every form over one record: who edits, where, what is typed, and a change that somebody else makes before."""
    person = factories.person("Yuliana Tefa", PENFUI)
    member = factories.membership(person, cast.group, number=1)
    waiting = factories.classification(person, factories.category(), by=cast.penfui)
    activity = factories.activity(cast.group, by=cast.lina)
    return {
        "people:update": (person, {"occupation": "Penenun"}, ("address", "Jl. Lain")),
        "groups:update": (cast.group, {"business": "Kue"}, ("secretariat", "Rumah Lain")),
        "members:update": (member, {"channel": "own"}, ("number", 7)),
        "beneficiaries:update": (waiting, {"source": "Musyawarah"}, ("own_wording", "Sendiri")),
        "activities:update": (activity, {"summary": "Rapat"}, ("place", "Balai")),
        "accounts:update": (cast.lina, {"full_name": "Lina T."}, ("phone", "+628123456789")),
    }


@pytest.mark.parametrize("route", ["people", "groups", "members", "beneficiaries", "activities", "accounts"])
def test_every_edit_needs_the_version_that_was_read_and_loses_no_other(cast, client_of, route):
    row, typed, (name, theirs) = editable(cast)[f"{route}:update"]
    url, client = reverse(f"{route}:update", args=[row.pk]), client_of(cast.penfui)
    page, before = client.get(url), everything()
    garbage = [None, "", "x", "-1", "1.5", "\u00b2", "9" * 30, "1\0"] if route == "people" else [None, "\u00b2"]
    answers = [send(client, url, page, **typed, version=version).status_code for version in garbage]
    assert answers == [400] * len(garbage)
    assert [send(client, url, page, **typed, version=ahead).status_code for ahead in ("0", "9" * 9)] == [409, 409]
    assert everything() == before
    other = type(row).objects.get(pk=row.pk)
    setattr(other, name, theirs)
    other.save()
    stale = send(client, url, page, **typed)
    assert stale.status_code == 409
    assert resend(stale).status_code == 302
    wanted = typed | {name: str(theirs), "version": "3"}
    assert values(row, *wanted) == wanted
