"""The history of the inventory: codes by their words, old values back through the part that holds them."""

import pytest
from django.urls import reverse

from tests.groups.test_inventory import part
from tests.history.reading import restorable, sentences
from tests.screens.pages import everything, fill

pytestmark = pytest.mark.django_db
WHY = "salah centang"
CASES = {
    "rights": ("keanggotaan", ["arisan", "aid"], ["loan"]),
    "purposes": ("identitas", [], ["income"]),
    "fund_sources": ("sumber-daya", ["dues", "donor"], None),
    "voluntary": ("keanggotaan", False, "True"),
    "meets_at": ("program", "Sabtu", "Minggu"),
    "no_links": ("jaringan", True, None),
}


def story(group) -> str:
    return reverse("groups:history", args=[group.pk])


def restore(group, field: str, version: int) -> str:
    return f"{reverse('groups:restore', args=[group.pk])}?versi={version}&isian={field}"


def test_codes_are_told_by_their_words(cast, english):
    client, url = english(cast.penfui), part(cast.group, "keanggotaan")
    fill(client, url, rights=["arisan", "aid"])
    fill(client, url, rights=["loan"], voluntary="False")
    told = sentences(client, story(cast.group))[:2]
    assert "Rights of members: arisan, social aid → loans" in told[0]
    assert "Joining is voluntary: – → no" in told[0]
    assert told[1].endswith("changed Rights of members: – → arisan, social aid.")
    day = client.get(story(cast.group), {"on": f"{cast.group.village.today():%d/%m/%Y}"}).context["facts"]
    assert ("Rights of members", "loans") in day.known
    assert "Purposes" in day.blank


@pytest.mark.parametrize("field", CASES)
def test_an_old_value_of_every_part_comes_back(cast, english, field):
    slug, old, typed = CASES[field]
    group, client = cast.group, english(cast.penfui)
    setattr(group, field, old)
    group.facilities = "Alat tenun"
    group.save()
    assert fill(client, part(group, slug), **{field: typed}).status_code == 302
    group.refresh_from_db()
    assert (getattr(group, field) == old, group.version) == (False, 3)
    assert (field, 2) in restorable(client, story(group))
    assert fill(client, restore(group, field, 2), why=WHY).status_code == 302
    group.refresh_from_db()
    then = group.history.order_by("history_id").last()
    assert (getattr(group, field), group.facilities) == (old, "Alat tenun")
    assert (then.history_change_reason, then.history_user) == (WHY, cast.penfui)


def test_what_stands_in_no_part_does_not_come_back(cast, client_of):
    client, before = client_of(cast.penfui), everything()
    cast.group.status = "preparing"
    cast.group.save()
    for field in ("status", "ended_on", "merged_into", "name_key", "last_activity_on", "x"):
        assert client.get(restore(cast.group, field, 1)).status_code == 404, field
    assert everything() == before | {"groups.HistoricalSocialGroup": before["groups.HistoricalSocialGroup"] + 1}
