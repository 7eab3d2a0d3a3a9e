"""Correcting and withdrawing an activity: by whom, with what is kept, and by two people at once."""

from datetime import date

import pytest
from django.urls import reverse

from activities.models import Activity, Skill
from tests import factories
from tests.factories import PENFUI
from tests.screens.logged import LOG, marks, roster
from tests.screens.pages import controls, everything, fill, refusals, resend, send

pytestmark = pytest.mark.django_db


def correct(activity) -> str:
    return reverse("activities:update", args=[activity.pk])


def withdraw(activity) -> str:
    return reverse("activities:delete", args=[activity.pk])


def test_a_correction_changes_what_was_typed_and_keeps_the_rest(cast, client_of):
    members, lina = roster(cast.group), client_of(cast.lina)
    skill = Skill(code="tenun", name="Tenun")
    skill.save()
    ticks = {f"mark_{members['A'].pk}": "present", "found-0-name": "Nenek Maria"}
    fill(lina, LOG, kind="outreach", skill=str(skill.pk), place="Balai", private_note="rahasia", **ticks)
    skill.retired = True
    skill.save()
    activity, officer = Activity.objects.get(), client_of(cast.penfui)
    page = officer.get(correct(activity))
    assert controls(page)[f"mark_{members['A'].pk}"] == ["present"]
    answer = send(officer, correct(activity), page, date="01/02/2024", **{f"mark_{members['B'].pk}": "absent",
                  "found-0-name": "Nenek Maria", "found-1-name": "Pak Tua"})  # fmt: skip
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert (activity.date, activity.place, activity.skill, activity.version) == (date(2024, 2, 1), "Balai", skill, 2)
    assert (activity.recorded_by, activity.history.latest().history_user) == (cast.lina, cast.penfui)
    assert marks(activity) == {"A": "present", "B": "absent", "C": ""}
    versions = activity.attendance.order_by("membership__number").values_list("version", flat=True)
    assert list(versions) == [1, 2, 1], "a mark that did not change is not written again"
    assert list(activity.findings.values_list("name", flat=True)) == ["Nenek Maria", "Pak Tua"]
    assert activity.private_notes.get().text == "rahasia"
    cast.group.refresh_from_db()
    assert cast.group.last_activity_on == date(2024, 2, 1)
    fill(lina, correct(activity), private_note="")
    assert activity.private_notes.get().text == ""


def test_of_two_who_correct_at_once_neither_loses_a_word_or_a_mark(cast, client_of):
    members = roster(cast.group)
    activity = factories.activity(cast.group, by=cast.lina, place="Balai")
    lina, officer = client_of(cast.lina), client_of(cast.penfui)
    fill(lina, correct(activity), **{f"mark_{members['C'].pk}": "absent"})
    page = lina.get(correct(activity))
    fill(officer, correct(activity), summary="Rapat", place="Kantor", **{f"mark_{members['A'].pk}": "present"})
    before = everything()
    stale = send(lina, correct(activity), page, place="Rumah Lina", **{f"mark_{members['B'].pk}": "absent"})
    assert stale.status_code == 409
    assert everything() == before
    kept = controls(stale)
    assert (kept["place"], kept["summary"], kept["version"]) == (["Rumah Lina"], ["Rapat"], ["3"])
    assert "Kantor" in stale.content.decode()
    assert [kept[f"mark_{row.pk}"] for row in members.values()] == [["present"], ["absent"], ["absent"]]
    assert resend(stale).status_code == 302
    activity.refresh_from_db()
    assert (activity.place, activity.summary, activity.version) == ("Rumah Lina", "Rapat", 4)
    assert marks(activity) == {"A": "present", "B": "absent", "C": "absent"}


def test_the_officers_of_the_area_correct_every_log_and_a_tksk_or_companion_his_own(cast, client_of):
    tksk = factories.user("tksk.kupang", "tksk", factories.KUPANG_TENGAH)
    companion = factories.user("pendamping")
    factories.leads(companion, cast.group, role="companion")
    logged = {user: factories.activity(cast.group, by=user) for user in (cast.lina, tksk, companion)}
    allowed = {}
    for user in (cast.lina, cast.penfui, cast.dinas_kupang, tksk, companion):
        client = client_of(user)
        offered = {row: client.get(row.get_absolute_url()).context["may_update"] for row in logged.values()}
        allowed[user.username] = sorted(row.recorded_by.username for row, offer in offered.items() if offer)
        assert {client.get(correct(row)).status_code for row, offer in offered.items() if not offer} <= {403}
    every = ["ketua.lina", "pendamping", "tksk.kupang"]
    assert allowed == {
        "ketua.lina": every, "desa.penfui": every, "dinas.kupang": every,
        "tksk.kupang": ["tksk.kupang"], "pendamping": ["pendamping"],
    }  # fmt: skip
    page, before = client_of(cast.lina).get(correct(logged[cast.lina])), everything()
    refused = {"tksk": 404, "biru": 404, "camat": 404, "admin": 403, "dinas_bone": 404}
    url = correct(logged[cast.lina])
    assert {who: send(client_of(getattr(cast, who)), url, page).status_code for who in refused} == refused
    assert send(client_of(tksk), url, page, summary="x").status_code == 403
    assert everything() == before


def test_a_withdrawn_activity_no_longer_counts_and_stays_with_its_reason(cast, client_of):
    lina, members = client_of(cast.lina), roster(cast.group)
    first, second = (
        factories.activity(cast.group, by=cast.lina, on=day) for day in (date(2024, 1, 5), date(2024, 2, 5))
    )
    fill(lina, correct(second), summary="Rapat", **{f"mark_{members['A'].pk}": "present"})
    before = everything()
    page = lina.get(withdraw(second))
    for reason in ("", "\u200b", "a\0", "x" * 201):
        assert list(refusals(send(lina, withdraw(second), page, reason=reason))) == ["reason"]
    refused = {"penfui": 403, "dinas_kupang": 403, "tksk": 403, "camat": 404, "admin": 403}
    answers = {
        who: send(client_of(getattr(cast, who)), withdraw(second), page, reason="x").status_code for who in refused
    }
    assert answers == refused
    assert everything() == before
    assert send(lina, withdraw(second), page, reason="dicatat dua kali").status_code == 302
    second.refresh_from_db()
    assert (second.withdrawn_on, second.withdrawn_reason) == (cast.regions[PENFUI].today(), "dicatat dua kali")
    assert (second.summary, marks(second)["A"], second.history.latest().history_user) == ("Rapat", "present", cast.lina)
    cast.group.refresh_from_db()
    assert cast.group.last_activity_on == first.date
    assert [row.pk for row in lina.get("/kegiatan/").context["rows"]] == [first.pk]
    assert "dicatat dua kali" in lina.get(second.get_absolute_url()).content.decode()
    assert (lina.get(correct(second)).status_code, lina.get(withdraw(second)).status_code) == (403, 302)
    fill(lina, withdraw(first), reason="salah kelompok")
    cast.group.refresh_from_db()
    assert (cast.group.last_activity_on, Activity.objects.count()) == (None, 2)
