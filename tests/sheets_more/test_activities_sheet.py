"""The sheet of activities: known ones are found, new ones pass through the log, those to come are refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Activity, Attendance, Skill
from activities.resources import ActivityResource
from activities.services import log_activity
from groups.models import SocialGroup
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.sheets_more.running import Run, exported
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db
HEADER = ["Tanggal", "Jenis kegiatan", "Kelompok", "Tempat", "Uraian"]
ROW = ["03/02/2025", "Rapat", "KUBE Melati", "Balai desa", "Iuran\nRencana"]


@pytest.fixture
def melati(cast):
    return factories.group("Melati", BIRU)


def log(user, *rows, header=None, **kwargs) -> Run:
    return Run(user, "activities", header or HEADER, *rows, **kwargs)


def test_a_new_activity_is_logged_with_its_roster_and_taken_back(cast, melati):
    member = factories.membership(factories.person("Ani", BIRU), melati)
    run = log(cast.biru, ROW)
    assert run.kind == "new", run.texts()
    assert run.write().written == {"new": 1, "changed": 0}
    made = Activity.objects.get()
    assert (made.group, made.village_id, made.kind, made.date) == (melati, BIRU, "meeting", date(2025, 2, 3))
    assert (made.summary, made.place, made.recorded_by) == ("Iuran\nRencana", "Balai desa", cast.biru)
    assert Attendance.objects.get().membership == member
    assert made.history.get().history_change_reason == run.batch.reason
    run.undo()
    assert not Activity.objects.exists()
    assert not Attendance.objects.exists()


def test_the_same_day_kind_and_place_is_the_same_activity(cast, melati):
    log(cast.biru, ROW).write()
    again = log(cast.biru, ["2025-02-03", "Meeting", "melati", "balai  desa", None])
    assert again.kind == "same", again.changes()
    assert again.write().written == {"new": 0, "changed": 0}


def test_another_place_on_the_day_is_asked_about(cast, melati):
    log(cast.biru, ROW).write()
    other = [*ROW[:3], "Rumah ketua", None]
    run = log(cast.biru, other)
    known = Activity.objects.get()
    assert (run.kind, run.row().near) == ("similar", [known.pk])
    run.sheet.prepare([run.row()])
    ((pk, words, url),) = run.sheet.near_told(run.row())
    assert (pk, url) == (known.pk, known.get_absolute_url())
    assert "Balai desa" in words
    assert log(cast.biru, other, decided={2: "other"}).kind == "new"
    decided = log(cast.biru, other, decided={2: str(known.pk)})
    assert decided.changes() == {"place": ("Balai desa", "Rumah ketua")}


def test_by_its_number_an_activity_is_corrected_and_waits_again(cast, melati):
    skill = Skill(code="jahit", name="Menjahit")
    skill.save()
    known = factories.activity(
        melati, by=cast.tksk, on=date(2025, 2, 3), place="Balai", verified_on=date(2025, 3, 1), verified_by=cast.biru
    )
    header = ["Number in the registry", *HEADER, "Skill taught"]
    run = log(cast.biru, [known.pk, "04/02/2025", "Pelatihan", "Melati", None, "Jahit", "menjahit"], header=header)
    assert set(run.changes()) == {"date", "kind", "summary", "skill"}
    run.write()
    known.refresh_from_db()
    assert (known.date, known.kind, known.skill, known.place) == (date(2025, 2, 4), "training", skill, "Balai")
    assert known.verified_on is None
    run.undo()
    known.refresh_from_db()
    assert (known.date, known.kind, known.summary, known.verified_by) == (date(2025, 2, 3), "meeting", "", cast.biru)


def test_a_tksk_corrects_only_his_own(cast, melati):
    known = factories.activity(melati, by=cast.biru, on=date(2025, 2, 3), place="Balai desa", summary="Iuran")
    run = log(cast.tksk, ROW)
    assert run.faults() == {"summary": "locked"}
    assert log(cast.tksk, [*ROW[:4], "Iuran"]).kind == "same"
    log(cast.tksk, ROW).write()
    known.refresh_from_db()
    assert known.version == 1


def test_groups_and_activities_outside_the_area_are_answered_like_ones_that_do_not_exist(cast, melati):
    far = factories.group("Kenanga", WATAMPONE)
    there = factories.activity(far, by=cast.watampone)
    assert log(cast.biru, [*ROW[:2], "Kenanga", None, None]).faults() == {"group": "unknown_group"}
    unknown = log(cast.biru, [*ROW[:2], "Entahlah", None, None])
    assert unknown.faults() == {"group": "unknown_group"}
    guesses = {written: unknown.sheet.suggestion("group", written) for written in ("KUBE Melatih", "Kenangga", "Mawar")}
    assert guesses == {"KUBE Melatih": "Melati", "Kenangga": "", "Mawar": ""}
    header = [*HEADER, "Number in the registry"]
    seen, none = (log(cast.biru, [*ROW[:2], "Kenanga", None, None, pk], header=header) for pk in (there.pk, 999_999))
    assert (seen.faults(), seen.texts()) == (none.faults(), none.texts())
    assert seen.faults() == {"number": "unknown_number"}


def test_groups_of_one_name_need_their_village(cast, melati):
    factories.group("Melati", WATAMPONE)
    assert log(cast.dinas_bone, ROW).faults() == {"group": "ambiguous_group"}
    run = log(cast.dinas_bone, [*ROW, "Watampone"], header=[*HEADER, "Desa"])
    assert run.kind == "new"
    run.write()
    assert Activity.objects.get().village_id == WATAMPONE


def test_a_closed_group_gets_nothing_new_and_keeps_what_it_has(cast, melati):
    factories.activity(melati, by=cast.biru, on=date(2025, 2, 3), place="Balai desa")
    melati.status = "dissolved"
    melati.save()
    assert log(cast.biru, ["04/02/2025", *ROW[1:]]).faults() == {"group": "closed"}
    assert log(cast.biru, [*ROW[:4], None]).kind == "same"


def test_what_is_still_to_come_is_refused_by_the_day_of_the_place(cast, melati, monkeypatch):
    evening = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # 23.30 in Bone (WITA), 22.30 in Jakarta, 00.30 in Papua
    monkeypatch.setattr(timezone, "now", lambda: evening)
    assert log(cast.biru, ["22/11/2026", *ROW[1:]]).kind == "new"
    assert log(cast.biru, ["23/11/2026", *ROW[1:]]).faults() == {"date": "future"}
    monkeypatch.setattr(timezone, "now", lambda: evening + timedelta(minutes=31))  # the next day in Bone alone
    run = log(cast.biru, ["23/11/2026", *ROW[1:]])
    assert run.kind == "new"
    factories.group("Sehati", PENFUI)
    west = factories.user("dinas.bogor", "dinas", "32.02")
    factories.group("Sehati", factories.KABANDUNGAN)
    assert log(west, ["23/11/2026", "Rapat", "Sehati", None, None]).faults() == {"date": "future"}


def test_a_day_to_be_continued_on_may_be_to_come(cast, melati):
    run = log(cast.biru, [*ROW, "01/02/2030"], header=[*HEADER, "To be continued on"])
    run.write()
    assert Activity.objects.get().follow_up_on == date(2030, 2, 1)


def test_an_exported_list_comes_back_without_a_change(cast, melati):
    factories.activity(
        melati, by=cast.biru, kind="outreach", on=date(2025, 5, 1), place="RT 3", method="individual", guests="Camat",
        facilitators="Bu Rina", summary="Satu\nDua", materials="Kain", follow_up_on=date(2025, 6, 1),
    )  # fmt: skip
    factories.activity(melati, by=cast.tksk, on=date(2025, 5, 1))
    header, rows = exported(ActivityResource, Activity.objects.all(), cast.biru)
    run = log(cast.biru, *rows, header=header)
    assert run.header.unknown == {}
    assert run.kinds == ["same", "same"], run.texts()


def test_what_stands_twice_is_refused(cast, melati):
    assert log(cast.biru, ROW, ROW).faults(3) == {"": "twice"}


def test_somebody_who_changed_it_meanwhile_keeps_his_words(cast, melati):
    known = factories.activity(melati, by=cast.biru, on=date(2025, 2, 3), place="Balai desa")
    run = log(cast.biru, ROW)
    known.summary = "Lain"
    known.save()
    assert list(run.write().refused) == [2]
    known.refresh_from_db()
    assert known.summary == "Lain"


@pytest.mark.parametrize("count", [2, 40])
def test_the_queries_do_not_grow_with_the_rows(cast, melati, count):
    rows = [[(date(2024, 1, 1) + timedelta(days=place)).isoformat(), *ROW[1:]] for place in range(count)]
    assert cast.biru.duties_now
    with CaptureQueriesContext(connection) as queries:
        run = log(cast.biru, *rows)
    assert set(run.kinds) == {"new"}
    assert len([query for query in queries.captured_queries if query["sql"].startswith("SELECT")]) <= 12


def test_an_undoing_gives_the_group_its_last_day_back(cast):
    melati, mawar = factories.group("Melati", BIRU), factories.group("Mawar", BIRU)
    with acting_as(cast.biru):
        log_activity(Activity(group=melati, kind="meeting", date=date(2020, 1, 1)), marks={}, by=cast.biru)
    rows = [["02/02/2024", "Rapat", name, "Balai desa", "Iuran"] for name in ("Melati", "Mawar")]
    run = Run(cast.biru, "activities", HEADER, *rows)
    run.write()
    run.undo()
    days = dict(SocialGroup.objects.filter(pk__in=[melati.pk, mawar.pk]).values_list("name", "last_activity_on"))
    assert days == {"Melati": date(2020, 1, 1), "Mawar": None}
