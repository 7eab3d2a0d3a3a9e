"""Everything held and done about one person: whole, in full, in the same few queries however much it is."""

import io
import time
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext

from activities.models import Attendance
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.privacy.somebody import CANARIES, FORMER, NAME, NIK, everything_about_her
from tests.screens.pages import undone
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.actor import acting_as
from wksbm.people.subject import report

pytestmark = pytest.mark.django_db
REASON = "Permintaan warga, surat 12 Maret"


def told(person, by) -> str:
    with acting_as(by):
        sections = report(person, by=by, reason=REASON)
    return "\n".join(
        " | ".join([section.title, section.empty, *(f"{label}: {value}" for label, value in section.facts),
                    *(cell for row in section.rows for cell in row)])
        for section in sections
    )  # fmt: skip


def test_it_holds_everything_that_stands_in_the_rows_about_her(cast):
    her = everything_about_her(cast)
    text = told(her.person, cast.dinas_bone)
    elsewhere = {"name key", "NIK in groups", "phone in groups", "birth day", "former KK", "problem found"}
    missing = [name for name, canary in CANARIES.items() if name not in elsewhere and canary not in text]
    assert missing == []
    for words in ("13 Mei 1988", NIK, "Kelompok Melati", "Kelompok Kamboja", "Ketua", "hadir", f"{FORMER} → {NAME}"):
        assert words in text, words


def test_who_looked_and_why_stands_in_it(cast):
    her = everything_about_her(cast)
    note(cast.tksk, AccessLog.Kind.REVEAL, her.person, field="nik", reason="bandingkan KTP")
    note(cast.biru, AccessLog.Kind.VIEW, factories.person("Orang Lain", BIRU), reason="bukan dia")
    text = told(her.person, cast.dinas_bone)
    assert "bandingkan KTP" in text
    assert cast.tksk.username in text
    assert "bukan dia" not in text


def test_without_clearance_the_same_sentence_stands_there_with_and_without_a_case(cast):
    her = everything_about_her(cast)
    nobody = factories.person("Tanpa Kasus", BIRU)
    title, sections = gettext("Confidential help"), []
    for person in (her.person, nobody):
        with acting_as(cast.dinas_bone):
            found = report(person, by=cast.dinas_bone, reason=REASON)
        sections.append([section for section in found if section.title.startswith(title)])
    assert sections[0] == sections[1]
    assert len(sections[0]) == 1
    assert not AccessLog.objects.filter(kind="opened").exists()


def test_the_cleared_read_the_cases_and_each_is_logged_as_opened(cast):
    her = everything_about_her(cast)
    cleared = factories.user("dinas.rahasia", "dinas", factories.BONE, cleared=True)
    text = told(her.person, cleared)
    assert "lebam" in text
    assert "tanpa NIK" in text
    assert (
        list(AccessLog.objects.filter(kind="opened").values_list("user__username", "reason"))
        == [("dinas.rahasia", REASON)] * 2
    )


def grown(cast, rows: int):
    """A member with so many marks of attendance, and more than twice as many looks."""
    group = factories.group("Kelompok Melati", BIRU)
    person = factories.person("Yuliana Tefa", BIRU, nik="9901014101900001")
    membership = factories.membership(person, group)
    for number in range(rows):
        on = date(2020, 1, 1) + timedelta(number)
        activity = factories.activity(group, by=cast.biru, on=on)
        Attendance(activity=activity, membership=membership, status="present").save()
    looks = AccessLog(user=cast.biru, kind="view", target="people.Person", number=person.pk, region_id=BIRU)
    AccessLog.objects.bulk_create(
        AccessLog(user=cast.biru, kind=looks.kind, target=looks.target, number=looks.number, region_id=BIRU)
        for _look in range(rows * 5 // 2)
    )
    return person


def test_the_queries_do_not_grow_with_the_rows(cast):
    counts = []
    told(factories.person("Siapa Saja", BIRU), cast.dinas_bone)  # reads his duties once
    for rows in (1, 6):
        with undone():
            person = grown(cast, rows)
            with CaptureQueriesContext(connection) as queries:
                told(person, cast.dinas_bone)
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 60


@pytest.mark.long
def test_two_thousand_marks_and_five_thousand_looks_take_seconds(cast, client_of, capsys):
    person = grown(cast, 2000)
    client, url = client_of(cast.dinas_bone), f"/warga/{person.pk}/laporan/"
    begun = time.perf_counter()
    page = client.post(url, {"reason": REASON, "password": factories.PASSWORD})
    took = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\nreport on a person with 2,000 marks and 5,000 looks: {took:.2f} s, {len(page.content):,} bytes")
    assert page.content.count(b"<tr>") > 7000


def test_the_command_prints_it_for_whoever_may_and_for_nobody_else(cast):
    person = factories.person("Yuliana Tefa", BIRU, nik="9901014101900001")
    factories.person("Orang Penfui", PENFUI)
    out = io.StringIO()
    call_command("subject_report", person.pk, "--as", "dinas.bone", "--reason", REASON, stdout=out)
    assert "9901014101900001" in out.getvalue()
    assert AccessLog.objects.get(kind="report").reason == REASON
    for username in ("dinas.kupang", "desa.biru", "desa.mantan", "tidak.ada"):
        with pytest.raises(CommandError):
            call_command("subject_report", person.pk, "--as", username, "--reason", REASON, stdout=out)


def test_the_report_says_when_it_was_put_together(cast, client_of):
    person = factories.person("Yuliana Tefa", BIRU)
    page = client_of(cast.dinas_bone).post(
        f"/warga/{person.pk}/laporan/", {"reason": REASON, "password": factories.PASSWORD}
    )
    assert f"{timezone.localtime():%Y}" in page.content.decode()
