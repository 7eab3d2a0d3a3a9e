"""An erased person goes on counting: recaps by age, education and kind, attendance and rosters of the past."""

from datetime import date

import pytest

from activities.models import Activity
from members.models import Membership
from reports.recaps import members, pmks
from tests import factories
from tests.factories import BIRU, BONE
from tests.privacy.somebody import everything_about_her
from wksbm.actor import acting_as
from wksbm.people.erasing import erase_person
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


def recaps(cast) -> list:
    """Members of today and of the years before, PMKS records of the years before, marks of attendance."""
    region, user = cast.regions[BONE], cast.dinas_bone
    today = region.today()
    found = []
    for on in (today, date(today.year - 1, 12, 31), date(2021, 6, 30)):
        roster = members.Roster(user, on, region=region)
        found += [members.age(roster), members.education(roster)]
    for year in (2021, 2022, today.year - 1):
        found.append(pmks.tables(user, region, year, pmks.ALL))
    rows = Activity.objects.with_counts().values_list("present_count", "absent_count", "unmarked_count", "found_count")
    return [*found, list(rows)]


def test_no_number_of_a_recap_changes(cast):
    her = everything_about_her(cast)
    factories.membership(factories.person("Rina Lain", BIRU, education="SD"), her.group)
    before = recaps(cast)
    with acting_as(cast.dinas_bone):
        erase_person(her.person, by=cast.dinas_bone, reason="Permintaan warga")
    assert recaps(cast) == before
    assert before[0].totals.total.value == 2, "the recap did count her"


def test_of_the_birth_day_only_the_age_of_today_stays(cast):
    today = cast.regions[BIRU].today()
    tomorrow = date.fromordinal(today.toordinal() + 1)
    young = factories.person("Hampir Ulang Tahun", BIRU, birth_date=date(1990, tomorrow.month, min(tomorrow.day, 28)))
    age, unknown = young.age(today), factories.person("Tanpa Tanggal", BIRU, birth_date=None)
    with acting_as(cast.dinas_bone):
        for person in (young, unknown):
            erase_person(person, by=cast.dinas_bone, reason="Permintaan warga")
    assert (young.birth_date, young.birth_date_precision) == (date(today.year - age, 1, 1), "year")
    assert young.age(today) == age
    assert {row.birth_date for row in young.history.all()} == {young.birth_date}
    assert unknown.birth_date is None


def test_the_roster_of_the_past_keeps_an_empty_line_without_a_link(cast, client_of):
    her = everything_about_her(cast)
    with acting_as(cast.dinas_bone):
        erase_person(her.person, by=cast.dinas_bone, reason="Permintaan warga")
    client = client_of(cast.biru)
    for url in (f"/kelompok/{her.group.pk}/anggota/?on=01/01/2023", "/anggota/?on=01/01/2023"):
        body = client.get(url).content.decode()
        assert "(dihapus)" in body, url
        assert her.person.get_absolute_url() not in body, url
    assert Membership.objects.filter(person=her.person).count() == 2


def test_lists_searches_and_pages_know_the_person_no_more(cast, client_of):
    her = everything_about_her(cast)
    with acting_as(cast.dinas_bone):
        erase_person(her.person, by=cast.dinas_bone, reason="Permintaan warga")
    for who in (cast.biru, cast.dinas_bone):
        client, pk = client_of(who), her.person.pk
        missing = client.get("/warga/999999/").content
        for url in (f"/warga/{pk}/", f"/warga/{pk}/ubah/", f"/warga/{pk}/pmks/", f"/warga/{pk}/keanggotaan/"):
            assert client.get(url).status_code == 404, url
        assert client.get(f"/warga/{pk}/").content == missing
        for url in ("/warga/", "/warga/?q=dihapus", "/cari/?q=dihapus", "/warga/daftar/?q=dihapus"):
            assert f"/warga/{pk}/" not in client.get(url).content.decode(), url
    assert not Person.objects.visible_to(cast.dinas_bone).filter(pk=her.person.pk).exists()
