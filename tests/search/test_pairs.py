"""The queue of likely duplicates: of the reader's area, the most likely first, told apart once and for all."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.likeness import similar as similar_groups
from groups.models import DifferentGroups, SocialGroup
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.screens.pages import fill, resend, send
from wksbm.people.likeness import tell_apart
from wksbm.people.models import DifferentPeople

pytestmark = pytest.mark.django_db

PEOPLE, GROUPS = "/warga/ganda/", "/kelompok/ganda/"


@pytest.fixture
def pairs(client_of):
    def of(user, url: str = PEOPLE, **query) -> list[set[str]]:
        page = client_of(user).get(url, query)
        assert page.status_code == 200
        return [{str(one), str(other)} for one, other, _reason in page.context["pairs"]]

    return of


def two(village: str = BIRU, other: str = BIRU):
    return factories.person("Siti Aminah", village), factories.person("Sitti Amina Boru", other)


def test_likely_pairs_stand_by_likeness_and_others_not_at_all(cast, pairs):
    two(BIRU, WATAMPONE)
    factories.person("Budi Santoso", BIRU)
    same = [factories.person("Yuliana Tefa", BIRU, birth_date=date(1970, 5, 5), sex="P") for _both in "ab"]
    found = pairs(cast.tksk)
    assert found == [{"Yuliana Tefa"}, {"Siti Aminah", "Sitti Amina Boru"}]
    assert pairs(cast.biru) == [{"Yuliana Tefa"}]
    assert pairs(cast.tksk, area=WATAMPONE) == []
    assert same[0].pk != same[1].pk


def test_year_and_village_or_an_unknown_birthday_make_a_pair_too(cast, pairs):
    factories.person("Siti Aminah", BIRU, birth_date=date(1980, 5, 5))
    factories.person("Siti Aminah", BIRU, birth_date=date(1980, 12, 9))
    factories.person("Budi Santoso", BIRU, birth_date=None)
    factories.person("Budi Santoso", BIRU, birth_date=date(1999, 12, 9))
    factories.person("Maria Boru", BIRU, birth_date=date(1950, 12, 9))
    factories.person("Maria Boru", BIRU, birth_date=date(1999, 12, 9))
    assert pairs(cast.biru) == [{"Siti Aminah"}, {"Budi Santoso"}]


def test_two_with_two_niks_stand_last(cast, pairs):
    for _number in "ab":
        factories.person("Siti Aminah", BIRU, nik=factories.new_nik())
        factories.person("Budi Aminudin", BIRU, birth_date=date(1977, 7, 7))
    assert pairs(cast.biru) == [{"Budi Aminudin"}, {"Siti Aminah"}]


def test_told_apart_a_pair_never_comes_back_and_history_knows_who_said_it(cast, client_of, pairs):
    one, other = two()
    client = client_of(cast.biru)
    answer = send(client, PEOPLE, client.get(PEOPLE), reason="Ibu dan anak")
    assert (answer.status_code, answer["Location"]) == (302, PEOPLE)
    assert pairs(cast.biru) == []
    said = DifferentPeople.objects.get()
    assert (said.first, said.second, said.reason) == (one, other, "Ibu dan anak")
    assert said.history.get().history_user == cast.biru
    client.post(PEOPLE, {"one": other.pk, "other": one.pk})
    assert DifferentPeople.objects.count() == 1


def test_wrong_forms_say_so_and_lose_nothing(cast, client_of):
    one, other = two()
    client = client_of(cast.biru)
    nik = factories.new_nik()
    for typed in ({"one": one.pk, "other": other.pk, "reason": f"NIK {nik} dan lain"}, {"one": one.pk, "other": one.pk},
                  {"one": "x", "other": ""}, {"one": "9" * 30, "other": other.pk}):  # fmt: skip
        page = client.post(PEOPLE, typed)
        assert page.status_code == 200, typed
        assert page.context["form"].errors, typed
        assert (typed.get("reason", "") in page.content.decode()) is True
    assert DifferentPeople.objects.count() == 0


def test_a_pair_beyond_the_area_is_not_there_and_who_may_not_change_may_not_say(cast, client_of):
    one, other = two(BIRU, PENFUI)
    typed = {"one": one.pk, "other": other.pk}
    assert client_of(cast.biru).post(PEOPLE, typed).status_code == 404
    assert client_of(cast.lina).get(PEOPLE).status_code == 403
    assert client_of(cast.admin).post(PEOPLE, typed).status_code == 403
    with pytest.raises(PermissionDenied):
        tell_apart(one, other, by=cast.lina)
    assert DifferentPeople.objects.count() == 0


def test_erased_people_and_numbers_are_not_shown(cast, client_of):
    nik = factories.new_nik()
    factories.person("Siti Aminah", BIRU, nik=nik)
    factories.person("Siti Aminah", BIRU)
    factories.person("Siti Aminah", BIRU, erased_on=date(2026, 1, 1))
    page = client_of(cast.biru).get(PEOPLE)
    assert len(page.context["pairs"]) == 1
    assert nik not in page.content.decode()


def test_pages_lose_nobody_and_cost_the_same(cast, client_of):
    client, counts = client_of(cast.biru), []
    factories.person("Siti Aminah", BIRU)
    for _number in range(5):
        factories.person("Siti Aminah", BIRU)
        client.get(PEOPLE)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(PEOPLE)
        counts.append(len(queries))
    assert set(counts) == {counts[0]}
    shown = [pair for start in ("", "10", "20") for pair in client.get(PEOPLE, {"mulai": start}).context["pairs"]]
    assert len({(one.pk, other.pk) for one, other, _reason in shown}) == 15
    assert page.context["after"] == 10
    for odd in ("x", "-1", "9" * 30):
        assert client.get(PEOPLE, {"mulai": odd}).status_code == 200


def test_groups_of_a_village_with_similar_names_and_of_a_district_with_the_same(cast, client_of, pairs):
    here, there = factories.group("Mekar Jaya", BIRU), factories.group("Mekar Djaya", BIRU)
    factories.group("Mekar Jaya", WATAMPONE)
    factories.group("Sepakat", WATAMPONE)
    assert pairs(cast.biru, GROUPS) == [{"Mekar Jaya", "Mekar Djaya"}]
    found = pairs(cast.tksk if cast.tksk.may("update", "group") else cast.dinas_bone, GROUPS)
    assert (len(found), found[0]) == (3, {"Mekar Jaya", "Mekar Djaya"})
    client_of(cast.biru).post(GROUPS, {"one": here.pk, "other": there.pk, "reason": "Dua RW"})
    assert DifferentGroups.objects.get().history.get().history_user == cast.biru
    assert pairs(cast.biru, GROUPS) == []


def test_a_closed_group_is_no_duplicate_and_one_elsewhere_does_not_exist(cast):
    factories.group("Mekar Jaya", BIRU, status="dissolved", ended_on=date(2024, 1, 1))
    new = SocialGroup(name="Mekar Djaya", village_id=BIRU)
    assert similar_groups(new, by=cast.biru) == []
    known = factories.group("Mekar Jaya", BIRU)
    assert similar_groups(new, by=cast.biru) == [known]
    assert similar_groups(new, by=cast.penfui) == []


def test_a_similar_name_in_the_village_is_asked_about_once_while_registering(cast, client_of):
    factories.group("Mekar Djaya", BIRU)
    factories.group("Mekar Jaya", PENFUI)
    typed = {"name": "Mekar Jaya", "kind": "kps", "status": "active"}
    asked = fill(client_of(cast.biru), "/kelompok/baru/", **typed)
    assert asked.status_code == 200
    assert asked.context["form"].open_doubts == {"similar_group"}
    assert "Mekar Djaya" in asked.content.decode()
    assert resend(asked).status_code == 302
    assert SocialGroup.objects.filter(name="Mekar Jaya", village=BIRU).count() == 1
