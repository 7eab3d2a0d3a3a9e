"""An hour holds so many looks: counted in rows, per account, and the Dinas hears of it."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import BIRU
from tests.looks.conftest import NIK
from wksbm.accounts.limits import LIMITS
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
Kind = AccessLog.Kind


def spent(user, kind: str, count: int, *, minutes_ago: int = 10) -> None:
    """`count` looks of that kind, the first so long ago and each next one a second later."""
    begin = timezone.now() - timedelta(minutes=minutes_ago)
    for second in range(count):
        with patch("django.utils.timezone.now", return_value=begin + timedelta(seconds=second)):
            note(user, kind)  # rows of the log cannot be dated back


def reveal(client, person, number: str = "nik", **headers):
    return client.post(f"{reverse('people:reveal', args=[person.pk])}?data={number}", {"why": "card"}, **headers)


def search(client, **headers):
    return client.get(reverse("search"), {"q": NIK}, **headers)


def match(client, person, **headers):
    return client.post(reverse("people:match", args=[person.pk]), {"digits": "0001"}, **headers)


ACTS = {
    Kind.REVEAL: reveal,
    Kind.MATCH: match,
    Kind.LOOK_UP: lambda client, _person, **headers: search(client, **headers),
}


def test_the_limits_are_those_of_the_contract():
    assert LIMITS == {Kind.REVEAL: 30, Kind.LOOK_UP: 60, Kind.MATCH: 10}


@pytest.mark.parametrize("kind", ACTS)
def test_the_last_one_is_shown_and_the_next_one_refused(cast, siti, client_of, log, kind):
    spent(cast.biru, kind, LIMITS[kind] - 1)
    client = client_of(cast.biru)
    assert ACTS[kind](client, siti).status_code == 200
    answer = ACTS[kind](client, siti)
    assert answer.status_code == 429
    assert NIK not in answer.content.decode()
    assert "Siti Aminah" not in answer.content.decode()
    assert len(log(kind)) == LIMITS[kind]


@pytest.mark.parametrize("kind", ACTS)
def test_the_refusal_says_when_it_opens_again_and_is_logged_once_an_hour(cast, siti, client_of, log, kind):
    spent(cast.biru, kind, LIMITS[kind], minutes_ago=40)
    client = client_of(cast.biru)
    answers = [ACTS[kind](client, siti) for _try in range(3)]
    opens = timezone.localtime(log(kind)[0].at + timedelta(hours=1, seconds=59), cast.regions[BIRU].time_zone)
    assert f"{opens:%H.%M}" in answers[0].content.decode()
    assert 19 * 60 < int(answers[0].headers["Retry-After"]) <= 20 * 60
    [entry] = log("limit")
    assert (entry.user, entry.region_id) == (cast.biru, BIRU)
    assert entry.facts == {"of": kind, "most": LIMITS[kind], "role": "village"}


def test_each_kind_is_told_to_the_dinas_by_itself(cast, siti, client_of, log):
    for kind in ACTS:
        spent(cast.biru, kind, LIMITS[kind])
        ACTS[kind](client_of(cast.biru), siti)
    assert [entry.facts["of"] for entry in log("limit")] == list(ACTS)


@pytest.mark.parametrize("kind", ACTS)
def test_after_an_hour_it_is_open_again(cast, siti, client_of, kind):
    spent(cast.biru, kind, LIMITS[kind], minutes_ago=61)
    assert ACTS[kind](client_of(cast.biru), siti).status_code == 200


def test_it_is_the_hour_behind_one_and_not_the_hour_of_the_clock(cast, siti, client_of):
    spent(cast.biru, Kind.REVEAL, 15, minutes_ago=61)
    spent(cast.biru, Kind.REVEAL, 29, minutes_ago=59)
    client = client_of(cast.biru)
    assert [reveal(client, siti).status_code for _try in range(2)] == [200, 429]


def test_all_fields_and_people_count_together_and_accounts_apart(cast, siti, client_of):
    other = factories.person("Orang Lain", BIRU, nik=factories.new_nik())
    spent(cast.tksk, Kind.REVEAL, 27)
    client = client_of(cast.tksk)
    assert [reveal(client, siti, number).status_code for number in ("nik", "phone", "kk_number")] == [200] * 3
    assert reveal(client, other).status_code == 429
    assert reveal(client_of(cast.dinas_bone), other).status_code == 200


def test_looks_of_one_kind_leave_the_others_open(cast, siti, client_of):
    spent(cast.biru, Kind.REVEAL, 30)
    client = client_of(cast.biru)
    assert (match(client, siti).status_code, search(client).status_code) == (200, 200)
    assert client.get(siti.get_absolute_url()).status_code == 200


def test_at_the_limit_the_question_is_not_even_asked(cast, siti, client_of):
    spent(cast.biru, Kind.REVEAL, 30)
    url = reverse("people:reveal", args=[siti.pk])
    assert client_of(cast.biru).get(url).status_code == 429
    assert client_of(cast.dinas_bone).get(url).status_code == 200


def test_in_place_the_refusal_is_a_fragment(cast, siti, client_of):
    spent(cast.biru, Kind.REVEAL, 30)
    client = client_of(cast.biru)
    page, fragment = reveal(client, siti), reveal(client, siti, HTTP_HX_REQUEST="true")
    assert ("<html" in page.content.decode(), "<html" in fragment.content.decode()) == (True, False)
    assert fragment.status_code == 429


def test_an_entry_without_a_row_belongs_to_the_first_area_or_to_the_village_of_the_group(cast):
    assert note(cast.biru, Kind.LOOK_UP).region_id == BIRU
    assert note(cast.lina, Kind.LOOK_UP).region_id == cast.group.village_id
    assert note(cast.admin, Kind.LOOK_UP).region_id is None
