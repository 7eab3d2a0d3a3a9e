"""Those that fit exactly are matched together, after a look; what changed meanwhile is left and said."""

from datetime import date

import pytest
from django.urls import reverse

from members.identities import to_decide
from members.likely import exact_matches
from tests import factories
from tests.factories import BIRU, MATA_AIR, PENFUI
from tests.identities.test_matching import typed_by
from tests.screens.pages import everything, fill

pytestmark = pytest.mark.django_db
ALL = reverse("members:identity-all")
BORN = {"birth_date": date(1985, 3, 12)}
YEAR = {"birth_date": date(1985, 1, 1), "birth_date_precision": "year"}


def exact(cast) -> list[tuple[str, int]]:
    names = list(to_decide(cast.penfui).select_related("group__village"))
    return [(str(name), person.pk) for name, person in exact_matches(names, cast.penfui)]


def test_exact_is_one_living_person_of_the_village_with_this_name_and_birth(cast):
    group = cast.group
    for name, facts in {"Ina Satu": BORN, "Ina Dua": YEAR, "Ina Tiga": {}, "Ina Empat": BORN, "Ina Lima": BORN}.items():
        typed_by(cast.lina, name, group, **facts)
    typed_by(cast.lina, "Ina Enam", group, sex="L", **BORN)
    typed_by(cast.lina, "Ina Tujuh", group, **BORN)
    typed_by(cast.penfui, "Ina Delapan", group, **BORN)
    first = factories.person("Ina Sattu", PENFUI, **BORN)
    second = factories.person("Ina Dua", PENFUI, birth_date=date(1985, 7, 7))
    factories.person("Ina Tiga", PENFUI, **BORN)
    for village in (PENFUI, PENFUI):
        factories.person("Ina Empat", village, **BORN)
    factories.person("Ina Lima", MATA_AIR, **BORN)
    factories.person("Ina Enam", PENFUI, **BORN)
    factories.person("Ina Delapan", PENFUI, **BORN)
    factories.person("Ina Tujuh", PENFUI, living="deceased", **BORN)
    assert exact(cast) == [("Ina Satu", first.pk), ("Ina Dua", second.pk)]
    factories.membership(first, group)
    assert exact(cast) == [("Ina Dua", second.pk)], "nobody is a member twice"
    typed_by(cast.lina, "Ina Duwa", group, **YEAR)
    typed_by(cast.lina, "Ina Dua", group, **YEAR)
    assert exact(cast) == [], "two names cannot be one person"


def test_they_are_looked_through_and_matched_together(cast, client_of):
    names = [typed_by(cast.lina, name, cast.group, **BORN) for name in ("Ina Satu", "Ina Dua", "Ina Tiga")]
    people = [factories.person(str(name), PENFUI, **BORN) for name in names]
    client = client_of(cast.penfui)
    assert client.get(reverse("members:identities")).context["exact"] == 3
    page = client.get(ALL)
    tokens = [token for token, _name, _person in page.context["pairs"]]
    people[1].rt = "009"
    people[1].save()
    answer = client.post(ALL, {"pair": tokens})
    assert answer.url == reverse("members:identities")
    told = client.get(answer.url).content.decode()
    assert "2 nama sudah dicocokkan" in told
    assert "Ina Dua dilewati" in told
    for name in names:
        name.refresh_from_db()
    assert [name.person for name in names] == [people[0], None, people[2]]
    before = everything()
    client.post(ALL, {"pair": tokens[:1]})
    assert everything() == before, "sent twice is sent once"


def test_a_pair_that_is_taken_out_waits_on(cast, client_of):
    name = typed_by(cast.lina, "Ina Satu", cast.group, **BORN)
    factories.person("Ina Satu", PENFUI, **BORN)
    assert fill(client_of(cast.penfui), ALL, pair=None).status_code == 302
    name.refresh_from_db()
    assert name.is_waiting


def test_what_lies_outside_or_is_no_pair_is_left(cast, client_of):
    """API-06: tokens of elsewhere, of nothing, and of what one may not decide."""
    name = typed_by(cast.lina, "Ina Satu", cast.group, **BORN)
    here, elsewhere = factories.person("Ina Satu", PENFUI, **BORN), factories.person("Ina Satu", BIRU, **BORN)
    own = typed_by(cast.penfui, "Ina Dua", cast.group, **BORN)
    before, client = everything(), client_of(cast.penfui)
    odd = [f"{name.pk}-1-{elsewhere.pk}-1", f"{name.pk}-1-987654321-1", "x", "1-2-3", f"{own.pk}-1-{here.pk}-1"]
    client.post(ALL, {"pair": odd})
    client_of(cast.biru).post(ALL, {"pair": [f"{name.pk}-1-{elsewhere.pk}-1"]})
    for who in ("lina", "tksk"):
        assert client_of(getattr(cast, who)).post(ALL, {"pair": [f"{name.pk}-1-{here.pk}-1"]}).status_code == 403
    assert everything() == before


def test_the_oldest_group_stands_first(cast, client_of):
    other = factories.group("Arisan Melati", PENFUI, kind="kps")
    names = [
        typed_by(cast.lina, "Ina Satu", cast.group),
        typed_by(cast.lina, "Ina Dua", other),
        typed_by(cast.lina, "Ina Tiga", cast.group),
    ]
    page = client_of(cast.penfui).get(reverse("members:identities"))
    assert [row for row, _day, _mine in page.context["rows"]] == [names[0], names[2], names[1]]
    assert all(mine for _row, _day, mine in page.context["rows"])
    assert client_of(cast.biru).get(reverse("members:identities")).context["rows"] == []
