"""Logging an activity as the leader does it on the phone: kind, day, who came, what was found, what was confided."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from activities.models import Activity, Attendance, MotivationNote, OutreachFinding, Skill
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.logged import LOG, marks, roster
from tests.screens.pages import controls, everything, fill, refusals, resend, send, undone
from wksbm.regions.models import Region

pytestmark = pytest.mark.django_db


def today() -> date:
    return Region(code=PENFUI).today()


def typed_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def test_the_three_services_are_logged_with_a_mark_for_everybody_of_the_day(cast, client_of):
    group, lina = cast.group, client_of(cast.lina)
    members = roster(group)
    factories.membership(factories.person("Dina", PENFUI), group, left_on=date(2021, 1, 1))
    skill = Skill(code="tenun", name="Tenun")
    skill.save()
    page, typed = lina.get(LOG), {f"mark_{members['A'].pk}": "present", f"mark_{members['B'].pk}": "absent"}
    assert {name: values for name, values in controls(page).items() if name.startswith("mark_")} == {
        f"mark_{row.pk}": [""] for row in members.values()
    }, "nobody is present before somebody says so"
    long_ago = date(2024, 2, 1)
    days = [
        ("outreach", today(), {"when": "today"}),
        ("motivation", today() - timedelta(days=1), {"when": "yesterday"}),
        ("training", long_ago, {"when": "other", "date": typed_day(long_ago), "skill": str(skill.pk)}),
        ("meeting", today(), {"when": None}),
        ("meeting", long_ago, {"when": None, "date": "1 Feb 2024"}),
    ]
    for kind, day, when in days:
        with undone():
            answer = send(lina, LOG, page, kind=kind, **when, **typed, summary="Latihan\nmotif", place="Balai  desa",
                          guests="Pak RT\nIbu Camat", follow_up_on="21/11/2030", method="group")  # fmt: skip
            activity = Activity.objects.get()
            assert (answer.status_code, answer.url) == (302, activity.get_absolute_url())
            assert (activity.kind, activity.date, activity.skill) == (kind, day, skill if kind == "training" else None)
            assert (activity.place, activity.summary, activity.method) == ("Balai desa", "Latihan\nmotif", "group")
            assert (activity.guest_names, activity.follow_up_on) == (["Pak RT", "Ibu Camat"], date(2030, 11, 21))
            assert (activity.group, activity.village_id, activity.recorded_by) == (group, PENFUI, cast.lina)
            assert marks(activity) == {"A": "present", "B": "absent", "C": ""}
            assert {row.history.get().history_user for row in [activity, *activity.attendance.all()]} == {cast.lina}
            group.refresh_from_db()
            assert (group.last_activity_on, group.version) == (day, 1)
            shown = lina.get(activity.get_absolute_url()).context
            assert (shown["present"], shown["absent"], shown["unmarked"]) == (1, 1, 1)


def test_an_older_activity_does_not_make_a_group_look_silent(cast, client_of):
    lina = client_of(cast.lina)
    fill(lina, LOG, kind="meeting", when="yesterday")
    fill(lina, LOG, kind="meeting", when="other", date="01/02/2024")
    cast.group.refresh_from_db()
    assert cast.group.last_activity_on == today() - timedelta(days=1)


def test_who_was_found_at_an_outreach_is_stored(cast, client_of):
    lina = client_of(cast.lina)
    found = {"found-0-name": "Nenek Maria", "found-0-rt": "7", "found-0-problem": "sakit, sendirian",
             "found-3-name": "orang gila pasar"}  # fmt: skip
    page, before = lina.get(LOG), everything()
    for wrong in ({"found-1-problem": "tanpa nama"}, {"found-0-rt": "tujuh"}, {"found-0-name": "x" * 121},
                  {"found-0-name": "a\0"}, {"found-TOTAL_FORMS": None}, {"found-TOTAL_FORMS": "x"},
                  {"found-TOTAL_FORMS": "99999"}):  # fmt: skip
        refused = send(lina, LOG, page, kind="outreach", **found | wrong)
        assert (refused.status_code, list(refusals(refused))) == (200, ["__all__"]), wrong
        assert everything() == before, wrong
    send(lina, LOG, page, kind="outreach", **found)
    rows = OutreachFinding.objects.order_by("pk").values_list("name", "rt", "problem", "activity__kind")
    assert list(rows) == [
        ("Nenek Maria", "007", "sakit, sendirian", "outreach"),
        ("orang gila pasar", "", "", "outreach"),
    ]


def test_a_private_note_is_sealed_and_only_its_author_reads_it(cast, client_of):
    secret = "suaminya memukulnya"
    fill(client_of(cast.lina), LOG, kind="motivation", private_note=f"{secret}\nsejak Mei")
    note, activity = MotivationNote.objects.get(), Activity.objects.get()
    assert (note.text, note.author) == (f"{secret}\nsejak Mei", cast.lina)
    with connection.cursor() as cursor:
        for table in (MotivationNote._meta.db_table, MotivationNote.history.model._meta.db_table):
            cursor.execute(f"SELECT text FROM {table}")
            (raw,) = cursor.fetchone()
            assert "memukul" not in raw
    pages = [activity.get_absolute_url(), reverse("activities:update", args=[activity.pk]), "/kegiatan/", "/",
             reverse("activities:of-group", args=[cast.group.pk])]  # fmt: skip
    second = factories.user("ketua.dua")
    factories.leads(second, cast.group)
    readers = {}
    for user in (cast.lina, second, cast.penfui, cast.dinas_kupang, cast.admin):
        client = client_of(user)
        readers[user.username] = [url for url in pages if secret in client.get(url).content.decode()]
    assert readers.pop("ketua.lina") == pages[:2]
    assert set(map(tuple, readers.values())) == {()}
    fill(client_of(second), pages[1], private_note="dia takut")
    fill(client_of(cast.penfui), pages[1], private_note="bukan ketua")
    notes = MotivationNote.objects.order_by("pk").values_list("author__username", "version")
    assert list(notes) == [("ketua.lina", 1), ("ketua.dua", 1)], "leaders write them, officers do not"
    assert MotivationNote.objects.get(author=cast.lina).text == f"{secret}\nsejak Mei"


def test_a_day_that_is_still_to_come_or_is_none_is_refused(cast, client_of):
    lina = client_of(cast.lina)
    page, before = lina.get(LOG), everything()
    for text in (
        typed_day(today() + timedelta(days=1)),
        "",
        "31/02/2024",
        "1/2/24",
        "31/12/1899",
        "besok",
        "\0",
        "9" * 40,
    ):
        refused = send(lina, LOG, page, kind="meeting", when="other", date=text, summary="Rapat")
        assert list(refusals(refused)) == ["date"], text
        assert controls(refused)["summary"] == ["Rapat"]
    for wrong in ({"kind": None}, {"kind": "pesta"}, {"when": "besok"}, {"skill": "9" * 30}, {"place": "x" * 121}):
        refused = send(lina, LOG, page, **{"kind": "meeting"} | wrong)
        assert list(refusals(refused)) == list(wrong)
    assert everything() == before


def test_a_tick_before_the_day_of_joining_is_told_and_nothing_is_lost(cast, client_of):
    members = roster(cast.group)
    late = factories.membership(factories.person("Wati", PENFUI), cast.group, number=9, joined_on=date(2024, 3, 1))
    lina, before = client_of(cast.lina), everything()
    typed = {f"mark_{members['A'].pk}": "present", f"mark_{late.pk}": "present", "summary": "Rapat besar"}
    refused = fill(lina, LOG, kind="meeting", when="other", date="29/02/2024", **typed)
    assert (refused.status_code, list(refusals(refused))) == (200, ["__all__"])
    assert "Wati" in " ".join(refused.context["form"].non_field_errors())
    kept = controls(refused)
    assert {name: kept[name][0] for name in typed} == typed
    assert everything() == before
    assert resend(refused, **{f"mark_{late.pk}": ""}).status_code == 302
    assert marks(Activity.objects.get()) == {"A": "present", "B": "", "C": ""}


def test_marks_of_others_and_marks_that_mean_nothing_are_no_marks(cast, client_of):
    members = roster(cast.group)
    stranger = factories.membership(factories.person("Orang Lain", PENFUI), factories.group("Lain", PENFUI))
    odd = {
        f"mark_{members['A'].pk}": "PRESENT",
        f"mark_{members['B'].pk}": "<script>",
        f"mark_{stranger.pk}": "present",
    }
    fill(client_of(cast.lina), LOG, kind="arisan", **odd, mark_x="present")
    assert marks(Activity.objects.get()) == {"A": "", "B": "", "C": ""}
    assert not Attendance.objects.filter(membership=stranger).exists()


def test_one_logs_for_the_groups_that_one_sees(cast, client_of):
    other, hidden = factories.group("Harapan", PENFUI), factories.group("Arisan Biru", BIRU)
    lina, page = client_of(cast.lina), client_of(cast.lina).get(LOG)
    before = everything()
    odd = [other.pk, hidden.pk, 987654321, 0, "x", "-1", "9" * 30]
    assert {send(lina, f"{LOG}?kelompok={key}", page, kind="meeting").status_code for key in odd} == {404}
    factories.leads(cast.lina, other)
    assert list(client_of(cast.lina).get(LOG).context["groups"]) == [other, cast.group]
    refused = {"camat": 404, "admin": 403, "biru": 404, "dinas_bone": 404, "tksk": 404}
    url = f"{LOG}?kelompok={cast.group.pk}"
    assert {
        who: send(client_of(getattr(cast, who)), url, page, kind="meeting").status_code for who in refused
    } == refused
    assert {row: count for row, count in everything().items() if row.startswith("activities")} == {
        row: count for row, count in before.items() if row.startswith("activities")
    }
    for user in (cast.penfui, cast.dinas_kupang):
        assert send(client_of(user), url, page, kind="meeting").status_code == 302
    assert list(Activity.objects.order_by("pk").values_list("recorded_by__username", flat=True)) == [
        "desa.penfui", "dinas.kupang",
    ]  # fmt: skip
