"""How many may belong to a group: a KUBE has 5 to 20 (Permensos 2/2019, article 3(2)), a dasawisma ten."""

import pytest
from django.core.exceptions import ValidationError

from groups.sizes import limits, size_hint
from members.services import enrol
from tests import factories
from tests.factories import PENFUI

pytestmark = pytest.mark.django_db


def test_kind_and_type_say_how_many(cast, settings):
    ten = factories.group_type("PRS-21", "Dasawisma", max_members=10)
    assert limits(cast.group) == (5, 20)
    assert limits(factories.group("Melati", PENFUI, kind="kps")) == (None, None)
    assert limits(factories.group("Mawar", PENFUI, kind="kps", type=ten)) == (None, 10)
    assert limits(factories.group("Anggrek", PENFUI, type=ten)) == (5, 10)
    settings.GROUP_SIZES = {"kps": (3, 8)}
    assert limits(cast.group) == (None, None)
    assert limits(factories.group("Kamboja", PENFUI, kind="kps", type=ten)) == (3, 8)


def test_the_page_of_a_kube_with_too_few_says_so_until_there_are_five(cast, english):
    client, url = english(cast.lina), cast.group.get_absolute_url()
    assert "KUBE needs at least 5 members; so far there are 0." in client.get(url).content.decode()
    for number in range(1, 5):
        factories.membership(factories.person(f"Warga {'abcd'[number - 1]}", PENFUI), cast.group, number=number)
    assert "so far there are 4." in client.get(url).content.decode()
    factories.membership(factories.person("Warga e", PENFUI), cast.group, number=5)
    assert "needs at least" not in client.get(url).content.decode()


def test_a_count_without_names_counts_and_a_closed_group_is_told_nothing(cast):
    cast.group.declared_members = 12
    assert size_hint(cast.group) == ""
    cast.group.declared_members, cast.group.status = 3, "dissolved"
    assert size_hint(cast.group) == ""


def test_nobody_joins_a_full_kube(cast, settings):
    settings.GROUP_SIZES = {"kube": (1, 2)}
    people = [factories.person(f"Warga {letter}", PENFUI) for letter in "abc"]
    for person in people[:2]:
        enrol(person, cast.group, by=cast.penfui, joined=None)
    with pytest.raises(ValidationError) as refused:
        enrol(people[2], cast.group, by=cast.penfui, joined=None)
    assert "2" in refused.value.messages[0]
    assert cast.group.memberships.count() == 2
