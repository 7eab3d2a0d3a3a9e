"""The life of a group: it begins its work, ends on a day, goes over into another, is revived; each with its reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from groups.life import activate, dissolve, merge, revive
from groups.models import Link
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.screens.pages import controls, everything, fill, refusals, send

pytestmark = pytest.mark.django_db


def url(act: str, group) -> str:
    return reverse(f"groups:{act}", args=[group.pk])


def stored(group) -> tuple:
    group.refresh_from_db()
    then = group.history.order_by("history_id").last()
    return group.status, group.ended_on, group.merged_into_id, then.history_change_reason, then.history_user.username


@pytest.fixture
def group(cast):
    return factories.group("Melati", BIRU, kind="kps", founded_on=date(2015, 6, 1))


def test_what_is_in_preparation_begins_its_work(cast, english, group):
    group.status = "preparing"
    group.save()
    village = english(cast.biru)
    assert url("activate", group) in village.get(group.get_absolute_url()).content.decode()
    assert fill(village, url("activate", group), reason="rapat pertama").status_code == 302
    assert stored(group) == ("active", None, None, "rapat pertama", "desa.biru")
    assert village.get(url("activate", group)).status_code == 403, "it is active already"


def test_the_dinas_dissolves_on_a_day_and_the_page_says_why(cast, english, group):
    leader = factories.user("ketua.melati", full_name="Ida Melati")
    led = factories.leads(leader, group)
    wksbm = factories.group("Kasih", BIRU, kind="wksbm")
    inside = factories.component(wksbm, group, since=date(2020, 1, 1))
    link = Link(group=group, party="Bank Sulselbar", since=date(2021, 1, 1))
    link.save()
    answer = fill(english(cast.dinas_bone), url("dissolve", group), on="31/12/2023", reason="anggota pindah semua")
    assert answer.status_code == 302
    assert stored(group) == ("dissolved", date(2023, 12, 31), None, "anggota pindah semua", "dinas.bone")
    for row in (led, inside, link):
        row.refresh_from_db()
        then = row.history.order_by("history_id").last()
        assert (then.history_user, then.history_change_reason) == (cast.dinas_bone, "anggota pindah semua")
    assert (led.ends_on, inside.until, link.until) == (date(2023, 12, 31),) * 3
    page = english(cast.biru).get(group.get_absolute_url()).content.decode()
    assert "31 Dec 2023" in page
    assert "Reason: anggota pindah semua" in page
    assert english(leader).get(group.get_absolute_url())["Location"].startswith("/masuk/"), "nothing left to lead"


def test_a_day_before_the_founding_or_to_come_is_refused_and_nothing_typed_is_lost(cast, client_of, group):
    dinas, before = client_of(cast.dinas_bone), everything()
    tomorrow = f"{group.village.today() + timedelta(days=1):%d/%m/%Y}"
    page = dinas.get(url("dissolve", group))
    for on in ("31/05/2015", tomorrow, "31/02/2020", ""):
        answer = send(dinas, url("dissolve", group), page, on=on, reason="pindah")
        assert (answer.status_code, list(refusals(answer))) == (200, ["on"]), on
        assert controls(answer)["reason"] == ["pindah"]
    assert list(refusals(send(dinas, url("dissolve", group), page, on="01/06/2015", reason=""))) == ["reason"]
    assert everything() == before
    group.founded_on, group.founded_on_precision = date(2015, 1, 1), "year"
    group.save()
    with pytest.raises(ValidationError):
        dissolve(group, on=date(2014, 12, 31), by=cast.dinas_bone, reason="x")
    dissolve(group, on=date(2015, 1, 1), by=cast.dinas_bone, reason="tahun yang sama")


def test_a_merged_group_and_the_one_it_went_into_point_to_each_other(cast, english, group):
    other = factories.group("Mawar", WATAMPONE, kind="kps")
    factories.membership(factories.person("Ana", BIRU), group)
    dinas = english(cast.dinas_bone)
    found = dinas.get(url("merge", group), {"q": "mawar"})
    choice = f"{url('merge', group)}?kelompok={other.pk}"
    assert f"?kelompok={other.pk}" in found.content.decode()
    assert fill(dinas, choice, on="01/02/2024", reason="anggota sama").status_code == 302
    assert stored(group) == ("merged", date(2024, 2, 1), other.pk, "anggota sama", "dinas.bone")
    assert group.memberships.count() == 1, "members are not moved"
    assert other.get_absolute_url() in dinas.get(group.get_absolute_url()).content.decode()
    assert group.get_absolute_url() in dinas.get(other.get_absolute_url()).content.decode()
    told = english(cast.biru).get(reverse("groups:history", args=[group.pk])).content.decode()
    assert "merged this group into (not open to you), last day 1 February 2024" in told


def test_it_goes_over_only_into_another_open_group_of_the_area(cast, english, group):
    closed = factories.group("Mawar", WATAMPONE, kind="kps", status="dissolved")
    far = factories.group("Mawar Jauh", PENFUI, kind="kps")
    dinas, before = english(cast.dinas_bone), everything()
    wrong = [closed.pk, far.pk, group.pk, 10**17, "x", ""]
    answers = [dinas.get(url("merge", group), {"kelompok": key}).status_code for key in wrong]
    assert answers == [404] * len(wrong)
    posted = [dinas.post(f"{url('merge', group)}?kelompok={key}", {"reason": "x"}).status_code for key in wrong]
    assert posted == [404] * len(wrong)
    body = dinas.get(url("merge", group), {"q": "mawar"}).content.decode()
    assert "No group of your area that fits is called “mawar”." in body
    assert dinas.get(url("merge", group), {"q": "melati " * 200}).status_code == 200
    assert dinas.post(url("merge", group), {"reason": "x"}).status_code == 200
    for into in (closed, far, group):
        with pytest.raises(ValidationError):
            merge(group, into=into, on=date(2024, 1, 1), by=cast.dinas_bone, reason="x")
    assert everything() == before


def test_a_closed_group_is_revived_with_a_reason(cast, english, group):
    other = factories.group("Mawar", WATAMPONE, kind="kps")
    merge(group, into=other, on=date(2024, 2, 1), by=cast.dinas_bone, reason="keliru")
    dinas = english(cast.dinas_bone)
    assert url("revive", group) in dinas.get(group.get_absolute_url()).content.decode()
    assert list(refusals(fill(dinas, url("revive", group)))) == ["reason"]
    assert fill(dinas, url("revive", group), reason="anggota kembali").status_code == 302
    assert stored(group) == ("active", None, None, "anggota kembali", "dinas.bone")
    assert dinas.get(url("revive", group)).status_code == 403, "it is open"
    told = english(cast.biru).get(reverse("groups:history", args=[group.pk])).content.decode()
    assert "revived this group" in told
    dissolve(group, on=date(2025, 1, 1), by=cast.dinas_bone, reason="sekali lagi")
    page = dinas.get(group.get_absolute_url()).content.decode()
    assert "Reason: sekali lagi" in page, "the reason of this end, not of the former"


def test_an_act_sent_twice_happens_once_and_gets_the_same_answer(cast, client_of, group):
    dinas = client_of(cast.dinas_bone)
    for act in ("dissolve", "revive"):
        page = dinas.get(url(act, group))
        answers = [send(dinas, url(act, group), page, reason="anggota pindah") for _time in "ab"]
        assert [(one.status_code, one["Location"]) for one in answers] == [(302, group.get_absolute_url())] * 2
        other = send(dinas, url(act, group), page, reason="lain")
        assert other.status_code == 403, "what was not sent before cannot happen any more"
    assert [row.status for row in group.history.order_by("history_id")] == ["active", "dissolved", "active"]


def test_only_whoever_may_close_a_group_ends_and_revives_it(cast, client_of, group):
    acts = ("dissolve", "merge", "revive", "activate")
    assert [client_of(cast.biru).get(url(act, group)).status_code for act in acts] == [403] * 4
    assert [client_of(cast.dinas_kupang).get(url(act, group)).status_code for act in acts] == [404] * 4
    before = everything()
    for by in (cast.biru, cast.lina, cast.dinas_kupang):
        for act, facts in ((dissolve, {"on": date(2024, 1, 1)}), (revive, {})):
            with pytest.raises(ValidationError):
                act(group, by=by, reason="x", **facts)
    with pytest.raises(ValidationError):
        activate(group, by=cast.biru, reason="already active")
    assert everything() == before


def test_the_state_stands_in_no_form_but_the_first(cast, client_of, group):
    pages = [url("update", group), *(reverse("groups:inventory-part", args=[group.pk, slug]) for slug in ("program",))]
    client = client_of(cast.biru)
    assert [name for page in pages for name in controls(client.get(page)) if name in ("status", "ended_on")] == []
    assert "status" in controls(client.get(reverse("groups:create")))
