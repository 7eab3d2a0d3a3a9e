"""The groups that make up a WKSBM: taken up, registered straight under it, taken out; no circles."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from groups.components import add_component
from groups.models import Component, SocialGroup
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.screens.pages import controls, everything, fill, refusals, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def wksbm(cast):
    return factories.group("Warga Rukun", BIRU, kind="wksbm")


@pytest.fixture
def arisan(cast):
    return factories.group("Arisan Melati", BIRU, kind="kps")


def add(umbrella) -> str:
    return reverse("groups:component-add", args=[umbrella.pk])


def end(row) -> str:
    return reverse("groups:component-end", args=[row.pk])


def test_a_group_of_the_area_becomes_a_component_since_a_day(cast, english, wksbm, arisan):
    village = english(cast.biru)
    assert add(wksbm) in village.get(wksbm.get_absolute_url()).content.decode()
    found = village.get(add(wksbm), {"q": "melati"}).content.decode()
    assert f"?kelompok={arisan.pk}" in found
    assert fill(village, f"{add(wksbm)}?kelompok={arisan.pk}", since="01/03/2020").status_code == 302
    row = Component.objects.get()
    assert (row.umbrella, row.part, row.since, row.until) == (wksbm, arisan, date(2020, 3, 1), None)
    assert row.history.get().history_user == cast.biru
    assert "1 Mar 2020" in village.get(wksbm.get_absolute_url()).content.decode()
    page = village.get(arisan.get_absolute_url()).content.decode()
    assert "Component of" in page
    assert wksbm.get_absolute_url() in page
    assert f"?kelompok={arisan.pk}" not in village.get(add(wksbm), {"q": "melati"}).content.decode(), "once is enough"


def test_a_new_group_is_registered_straight_under_its_wksbm(cast, english, wksbm):
    village = english(cast.biru)
    new = f"{reverse('groups:create')}?wksbm={wksbm.pk}"
    assert new in village.get(add(wksbm)).content.decode()
    page = village.get(new)
    assert "It becomes a component of Warga Rukun." in page.content.decode()
    assert "since" not in controls(village.get(reverse("groups:create")))
    before = everything()
    refused = send(village, new, page, name="Ikatan Suka Duka", kind="kps", since="31/02/2020")
    assert (list(refusals(refused)), everything()) == (["since"], before)
    answer = send(village, new, page, name="Ikatan Suka Duka", kind="kps", since="01/03/2020")
    group = SocialGroup.objects.get(name="Ikatan Suka Duka")
    assert (answer.status_code, answer["Location"]) == (302, group.get_absolute_url())
    assert Component.objects.get(part=group).since == date(2020, 3, 1)
    send(village, new, page, name="Ikatan Suka Duka", kind="kps", since="01/03/2020")
    assert Component.objects.count() == 1, "sent twice, made once"


def test_a_component_is_taken_out_on_a_day_with_a_reason(cast, english, wksbm, arisan):
    row = factories.component(wksbm, arisan, since=date(2020, 3, 1))
    village, before = english(cast.biru), everything()
    page = village.get(end(row))
    tomorrow = f"{wksbm.village.today() + timedelta(days=1):%d/%m/%Y}"
    for typed, field in (({"on": "29/02/2020"}, "on"), ({"on": tomorrow}, "on"), ({"reason": ""}, "reason")):
        answer = send(village, end(row), page, **{"on": "01/02/2024", "reason": "bubar"} | typed)
        assert (answer.status_code, list(refusals(answer))) == (200, [field])
    assert everything() == before
    assert send(village, end(row), page, on="01/02/2024", reason="pindah ke RW lain").status_code == 302
    row.refresh_from_db()
    then = row.history.order_by("history_id").last()
    assert (row.until, then.history_change_reason) == (date(2024, 2, 1), "pindah ke RW lain")
    shown = village.get(wksbm.get_absolute_url())
    assert [list(shown.context[name]) for name in ("components", "former_components")] == [[], [row]]
    assert wksbm.get_absolute_url() not in village.get(arisan.get_absolute_url()).content.decode()
    assert village.get(end(row)).status_code == 403, "it has ended"
    assert fill(village, f"{add(wksbm)}?kelompok={arisan.pk}").status_code == 302, "it may come back"


def test_nothing_belongs_to_itself_nor_to_its_own_part(cast, client_of, wksbm, arisan):
    middle = factories.group("Kasih", BIRU, kind="wksbm")
    low = factories.group("Damai", BIRU, kind="wksbm")
    factories.component(wksbm, middle)
    factories.component(middle, low)
    village, before = client_of(cast.biru), everything()
    assert [village.get(add(low), {"kelompok": one.pk}).status_code for one in (low, middle, wksbm)] == [404] * 3
    for part in (low, middle, wksbm):
        with pytest.raises(ValidationError):
            add_component(low, part, since=None, by=cast.biru)
    with pytest.raises(ValidationError):
        add_component(wksbm, middle, since=None, by=cast.biru)  # twice
    with pytest.raises(ValidationError):
        add_component(arisan, wksbm, since=None, by=cast.biru)  # only a WKSBM has components
    assert everything() == before
    add_component(low, arisan, since=None, by=cast.biru)


def test_who_may_not_change_the_wksbm_or_does_not_see_the_part_adds_nothing(cast, client_of, wksbm, arisan):
    far = factories.group("Jauh", WATAMPONE, kind="kps")
    closed = factories.group("Sudah Bubar", BIRU, kind="kps", status="dissolved")
    row, before = factories.component(wksbm, arisan), everything()
    new = f"{reverse('groups:create')}?wksbm="
    village, tksk, other = client_of(cast.biru), client_of(cast.tksk), client_of(cast.watampone)
    assert [village.get(add(wksbm), {"kelompok": one.pk}).status_code for one in (far, closed)] == [404, 404]
    assert village.get(add(arisan)).status_code == 404, "no WKSBM, no components"
    assert [tksk.get(page).status_code for page in (add(wksbm), end(row))] == [403, 403]
    assert [other.get(page).status_code for page in (add(wksbm), end(row), f"{new}{wksbm.pk}")] == [404] * 3
    assert [village.get(f"{new}{key}").status_code for key in (arisan.pk, "x", 10**17)] == [404] * 3
    wksbm.status = "dissolved"
    wksbm.save()
    assert [village.get(page).status_code for page in (add(wksbm), end(row), f"{new}{wksbm.pk}")] == [403] * 3
    assert everything() == before | {"groups.HistoricalSocialGroup": before["groups.HistoricalSocialGroup"] + 1}


def test_of_components_elsewhere_the_page_says_nothing(cast, client_of, wksbm):
    factories.component(wksbm, factories.group("Rahasia Jauh", PENFUI, kind="kps"))
    assert "Rahasia Jauh" not in client_of(cast.biru).get(wksbm.get_absolute_url()).content.decode()
