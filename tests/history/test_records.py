"""The stories of memberships, PMKS records, sealed cases, activities and accounts."""

from datetime import date

import pytest
from django.urls import reverse

from activities.models import Activity, MotivationNote
from activities.services import Found, correct_activity, log_activity, verify_activity, withdraw_activity
from beneficiaries import sealed
from beneficiaries.services import verify
from members.services import leave
from tests import factories
from tests.factories import BIRU, PENFUI, TANETE_RIATTANG
from tests.history.moments import acting_on
from tests.history.reading import sentences
from tests.screens.pages import fill
from wksbm.accounts.services import switch

pytestmark = pytest.mark.django_db
PENFUI_SAYS, DINAS_SAYS, LINA_SAYS = (
    "Desa Penfui (village officer)",
    "Dinas Kupang (Dinas Sosial)",
    "Lina Tefa (group leader)",
)


def test_a_membership(cast, english):
    with acting_on("2026-01-01", cast.penfui):
        row = factories.membership(factories.person("Ana", PENFUI), cast.group, number=1)
    with acting_on("2026-02-01", cast.lina):
        row.channel, row._change_reason = "own", "ditanya sendiri"
        row.save()
    with acting_on("2026-03-01", cast.penfui):
        leave(row, by=cast.penfui, on=date(2026, 3, 1), reason="pindah")
    told = sentences(english(cast.penfui), reverse("members:history", args=[row.pk]))
    assert told == [
        f"{PENFUI_SAYS} entered the leaving, last day 1 March 2026. Reason: pindah",
        f"{LINA_SAYS} changed Came by: – → came by herself. Reason: ditanya sendiri",
        f"{PENFUI_SAYS} entered this membership. Since 1 January 2020.",
    ]


def test_a_pmks_record(cast, english):
    with acting_on("2026-01-01", cast.penfui):
        row = factories.classification(factories.person("Ana", PENFUI), factories.category(), by=cast.penfui)
    with acting_on("2026-02-01", cast.penfui):
        row.source = "musyawarah desa"
        row.save()
    with acting_on("2026-03-01", cast.dinas_kupang):
        verify(row, by=cast.dinas_kupang, on=date(2026, 3, 1))
    assert sentences(english(cast.penfui), reverse("beneficiaries:history", args=[row.pk])) == [
        f"{DINAS_SAYS} verified the PMKS record Lanjut usia telantar.",
        f"{PENFUI_SAYS} changed Source: – → musyawarah desa.",
        f"{PENFUI_SAYS} proposed the PMKS record Lanjut usia telantar.",
    ]


def test_a_sealed_case_tells_its_states_and_nothing_of_its_content(cast, english):
    content = sealed.Content(name="Mawar Rahasia", seen="Luka di tangan", nik="9901014101900044")
    with acting_on("2026-01-01", cast.biru):
        case = sealed.refer(content, village=cast.regions[BIRU], on=date(2026, 1, 1), by=cast.biru)
    with acting_on("2026-01-02", cast.tksk_cleared):
        sealed.add_note(case, text="Dikunjungi diam-diam", by=cast.tksk_cleared)
    with acting_on("2026-01-03", cast.tksk_cleared):
        sealed.confirm(case, kinds=["PMKS-15"], text="Benar demikian", on=date(2026, 1, 3), by=cast.tksk_cleared)
    client, url = english(cast.tksk_cleared), reverse("beneficiaries:sealed-history", args=[case.pk])
    assert client.get(url)["Location"] == case.get_absolute_url(), "first its reason, as for the case itself"
    fill(client, case.get_absolute_url(), reason="rapat kasus")
    assert sentences(client, url) == [
        "Tksk Rahasia (TKSK) changed State: waiting → confirmed.",
        "Tksk Rahasia (TKSK) added a note.",
        "Desa Biru (village officer) sent this case.",
    ]
    body = client.get(url, {"on": "04/01/2026"}).content.decode()
    secrets = ("Mawar", "Luka", "9901", "PMKS-15", "diam-diam", "Benar")
    assert [secret for secret in secrets if secret in body] == []


def test_an_activity_with_its_marks_and_the_found(cast, english):
    women = [factories.membership(factories.person(name, PENFUI), cast.group) for name in ("Ana Lalu", "Eva Neno")]
    activity = Activity(group=cast.group, kind="outreach", date=date(2026, 1, 1))
    with acting_on("2026-01-01", cast.lina):
        log_activity(
            activity, marks={women[0].pk: "present"}, found=[Found("Ibu Rambu")], private_note="Rahasia", by=cast.lina
        )
    with acting_on("2026-01-02", cast.penfui):
        verify_activity(activity, by=cast.penfui)
    with acting_on("2026-01-03", cast.lina):
        activity.place = "Balai"
        correct_activity(activity, marks={women[1].pk: "absent"}, found=[Found("Pak Dominggus")], by=cast.lina)
    with acting_on("2026-01-04", cast.lina):
        withdraw_activity(activity, by=cast.lina, reason="tercatat dua kali")
    assert MotivationNote.objects.count() == 1
    assert sentences(english(cast.penfui), reverse("activities:history", args=[activity.pk])) == [
        f"{LINA_SAYS} withdrew this activity. Reason: tercatat dua kali",
        f"{LINA_SAYS} changed: | Place: – → Balai | Eva Neno: not marked → absent | People found: – → Pak Dominggus "
        "It has to be verified again.",
        f"{PENFUI_SAYS} verified this activity.",
        f"{LINA_SAYS} logged this activity. 1 present, 1 not marked. Found: Ibu Rambu.",
    ]


def test_an_account_with_its_duties_and_groups(cast, english):
    with acting_on("2026-01-01", cast.dinas_bone):
        officer = factories.user("tksk.baru", full_name="Andi Baru")
        duty = factories.duty(officer, "tksk", TANETE_RIATTANG, starts_on=date(2026, 1, 1))
    with acting_on("2026-01-02", cast.dinas_bone):
        officer.phone = "+628111111111"
        officer.set_password("sandi-yang-tidak-diceritakan")
        officer.save()
    until = date.today()
    with acting_on("2026-01-03", cast.admin):
        duty.cleared_until = until
        duty._change_reason = "menangani kasus"
        duty.save()
    with acting_on("2026-01-04", cast.dinas_bone):
        switch(officer, on=False, by=cast.dinas_bone, reason="cuti panjang")
    dinas = "Dinas Bone (Dinas Sosial)"
    day = f"{until.day} {until:%B %Y}"
    assert sentences(english(cast.dinas_bone), reverse("accounts:history", args=[officer.pk])) == [
        f"{dinas} changed May sign in: yes → no. Reason: cuti panjang",
        "Admin (administrator) changed the duty TKSK · Kecamatan Tanete Riattang: Cleared for sealed data until: "
        f"– → {day}. Reason: menangani kasus",
        f"{dinas} changed Phone: – → +628111111111.",
        f"{dinas} gave the duty TKSK · Kecamatan Tanete Riattang. From 1 January 2026.",
        f"{dinas} made this account.",
    ]


def test_an_account_is_told_of_its_groups_only_inside_the_readers_area(cast, english):
    here, there = factories.group("Dekat", PENFUI), factories.group("Jauh", BIRU)
    guide = factories.user("pendamping.dua")
    for group in (here, there):
        factories.leads(guide, group, role="companion")
    url = reverse("accounts:history", args=[guide.pk])
    told = sentences(english(cast.dinas_kupang), url)
    assert "Sistem made this account companion of Dekat from 1 January 2020." in told
    assert "Jauh" not in " ".join(told)
    assert "Jauh" in " ".join(sentences(english(cast.admin), url))
