"""Groups: registering each kind, editing, the stages of a KUBE, and a closed group that stays as it was."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from activities.models import Activity
from groups.models import Kube, SocialGroup, StageChange
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import controls, everything, fill, refusals, send, undone
from wksbm.regions.models import Region

pytestmark = pytest.mark.django_db

NEW = "/kelompok/baru/"


def stored(row, *names: str) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in names}


def covered(group) -> list[tuple[str, str]]:
    return list(group.coverage.order_by("rw", "rt").values_list("rw", "rt"))


def test_a_group_of_each_kind_is_registered_as_typed(cast, client_of):
    kind_of_work = factories.group_type("EKO-01", "Koperasi")
    client = client_of(cast.penfui)
    typed = {
        "type": str(kind_of_work.pk), "founded_on": "2008", "origin": "community", "business": "Tenun ikat",
    }  # fmt: skip
    for kind, status in zip(SocialGroup.Kind.values, ("active", "preparing", "active", "preparing"), strict=True):
        with undone():
            answer = fill(client, NEW, **typed, name=f"Harapan  {kind}", kind=kind, status=status)
            group = SocialGroup.objects.get(name=f"Harapan {kind}")
            assert (answer.status_code, answer.url) == (302, group.get_absolute_url())
            assert stored(group, "kind", "type_id", "village_id", "founded_on", "founded_on_precision", "status") == {
                "kind": kind, "type_id": str(kind_of_work.pk), "village_id": PENFUI,
                "founded_on": "2008-01-01", "founded_on_precision": "year", "status": status,
            }  # fmt: skip
            assert stored(group, "origin", "business") == {"origin": "community", "business": "Tenun ikat"}
            then = group.history.get()
            assert (then.history_user, then.history_type, then.name) == (cast.penfui, "+", f"Harapan {kind}")
            stages = list(Kube.objects.filter(group=group).values_list("stage", flat=True))
            assert stages == (["T0"] if kind == "kube" else [])


def test_what_a_group_cannot_be_is_refused_at_its_field(cast, client_of):
    office = factories.group_type("FAS-01", "Kantor kelurahan", is_group=False)
    retired = factories.group_type("EKO-99", "Dahulu", retired=True)
    client, before, wrong = client_of(cast.penfui), everything(), {}
    page = client.get(NEW)
    tomorrow = Region(code=PENFUI).today() + timedelta(days=1)
    cases = [
        ("type", str(office.pk)), ("type", str(retired.pk)), ("type", "987654321"), ("type", "9" * 30), ("type", "x\0"),
        ("name", "\u200b"), ("name", "x" * 121), ("name", "Hara\0pan"), ("kind", "partai"), ("kind", ""),
        ("village", BIRU), ("village", "53.01.08.2999"), ("village", "\0"), ("founded_on", f"{tomorrow:%d/%m/%Y}"),
        ("founded_on", "1/2/23"), ("status", "gone"), ("status", "dissolved"), ("status", "merged"),
        ("business", "x" * 121),
    ]  # fmt: skip
    for field, value in cases:
        with undone():
            answer = send(client, NEW, page, **{"name": "Harapan", "kind": "kube"} | {field: value})
            if list(refusals(answer)) != [field] or everything() != before:
                wrong[field, value[:20]] = refusals(answer)
    assert wrong == {}


def test_a_place_covered_twice_is_kept_once(cast, client_of):
    url = reverse("groups:update", args=[cast.group.pk])
    assert fill(client_of(cast.penfui), url, coverage="RW 8: 27, 027; RW 08: 27; RW 08").status_code == 302
    assert covered(cast.group) == [("008", ""), ("008", "027")]


def test_an_edited_group_keeps_what_was_not_touched(cast, client_of):
    retired = factories.group_type("EKO-99", "Dahulu", retired=True)
    group = factories.group("Harapan", PENFUI, kind="kps", type=retired, founded_on=date(2008, 1, 1),
                            founded_on_precision="year", business="Kue")  # fmt: skip
    client, url = client_of(cast.penfui), reverse("groups:update", args=[group.pk])
    fill(client, url, coverage="RW 1: 2, 3", kind="kube")
    fill(client, url, coverage="RW 1: 3, 4", name="Harapan Baru")
    group.refresh_from_db()
    assert stored(group, "name", "name_key", "kind", "business", "type", "founded_on_precision", "version") == {
        "name": "Harapan Baru", "name_key": "harapan baru", "kind": "kube", "business": "Kue", "type": "Dahulu",
        "founded_on_precision": "year", "version": "3",
    }  # fmt: skip
    assert covered(group) == [("001", "003"), ("001", "004")]
    assert group.kube.stage == "T0"
    assert [row.history_user for row in group.history.order_by("version")][1:] == [cast.penfui] * 2


def test_the_stages_follow_each_other_and_each_leaves_its_day_and_person(cast, client_of):
    client, url = client_of(cast.penfui), reverse("groups:stage", args=[cast.group.pk])
    kube, tomorrow = cast.group.kube, Region(code=PENFUI).today() + timedelta(days=1)
    odd_days = (f"{tomorrow:%d/%m/%Y}", "", "31/02/2024", "01/01/1899")
    for stage, day in (("T1", date(2023, 1, 5)), ("T2", date(2024, 1, 5)), ("T3", date(2024, 1, 5))):
        page, before = client.get(url), everything()
        assert controls(page)["to"] == [stage]
        refused = [{"to": to} for to in {"T0", "T1", "T2", "T3", "T4", "", None} - {stage}]
        refused += [{"on": "04/01/2023"}] if stage != "T1" else [{"on": day} for day in odd_days]
        for wrong in refused:
            answer = send(client, url, page, **{"on": "06/01/2024"} | wrong)
            assert (answer.status_code, bool(refusals(answer))) == (200, True), wrong
        assert everything() == before
        assert send(client, url, page, on=f"{day:%d/%m/%Y}", note="Modal\ndibagi").status_code == 302
        kube.refresh_from_db()
        assert kube.stage == stage
    changes = StageChange.objects.filter(kube=kube)
    assert list(changes.values_list("from_stage", "to_stage", "on", "note")) == [
        ("T0", "T1", date(2023, 1, 5), "Modal\ndibagi"),
        ("T1", "T2", date(2024, 1, 5), "Modal\ndibagi"),
        ("T2", "T3", date(2024, 1, 5), "Modal\ndibagi"),
    ]
    assert {change.history.get().history_user for change in changes} == {cast.penfui}
    assert "to" not in controls(client.get(url))
    assert client.post(url, {"to": "", "on": "06/01/2024"}).status_code == 200
    assert changes.count() == 3


def test_a_group_that_is_no_kube_has_no_stages(cast, client_of):
    group = factories.group("Arisan", PENFUI, kind="kps")
    client, before = client_of(cast.penfui), everything()
    client.raise_request_exception = False
    assert client.post(reverse("groups:stage", args=[group.pk]), {"to": "T1", "on": "01/02/2024"}).status_code == 404
    assert everything() == before


def test_a_closed_group_stays_as_it_was(cast, client_of):
    """Every screen that would change it says no: to the page, and to a form that was opened before."""
    group, person = cast.group, factories.person("Ina Lalu", PENFUI)
    member = factories.membership(factories.person("Marta Boru", PENFUI), group)
    meeting = factories.activity(group, by=cast.penfui)
    key, row, orang = [group.pk], [member.pk], f"?orang={person.pk}"
    client = client_of(cast.penfui)
    typed = {"on": "01/02/2024", "reason": "x", "post": "chair", "full_name": "Yuliana", "username": "ketua.dua"}
    urls = {
        "enrol": f"{reverse('members:enrol', args=key)}{orang}", "enrol new": reverse("members:enrol", args=key),
        "leave": reverse("members:leave", args=row), "membership": reverse("members:update", args=row),
        "office": reverse("members:officer", args=key), "stage": reverse("groups:stage", args=key),
        "account": reverse("groups:leader-account", args=key), "log": f"{reverse('activities:log')}?kelompok={group.pk}",
        "correct": reverse("activities:update", args=[meeting.pk]),
    }  # fmt: skip
    pages = {name: client.get(url) for name, url in urls.items()}
    for status in ("dissolved", "merged"):
        with undone():
            group.refresh_from_db()
            group.status = status
            group.save()
            before = everything()
            shown = {name for name, url in urls.items() if client.get(url).status_code not in (403, 404)}
            sent = {name for name, page in pages.items() if send(client, urls[name], page, **typed).status_code == 302}
            assert (shown, sent) == (set(), set())
            assert everything() == before
            assert client.get(group.get_absolute_url()).status_code == 200
    assert Activity.objects.get().version == 1
