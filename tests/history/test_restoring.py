"""Putting one old value back: through the record's own form, with a reason, and refused where the form refuses."""

from datetime import date

import pytest
from django.urls import reverse

from activities.services import log_activity
from beneficiaries.services import verify
from groups.life import dissolve
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.history.reading import restorable, sentences
from tests.screens.pages import everything, fill, resend, send

pytestmark = pytest.mark.django_db
WHY = "alasan memulihkan"


def story_url(app: str, row) -> str:
    return reverse(f"{app}:history", args=[row.pk])


def restore_url(app: str, row, field: str, version: int = 1) -> str:
    return f"{reverse(f'{app}:restore', args=[row.pk])}?versi={version}&isian={field}"


def changed(row, **facts):
    """The row after a change, so that version 1 has the old values."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return row


def newest(row):
    return row.history.order_by("history_id").last()


CASES = {
    "people": ("rt", "001", "002"),
    "groups": ("business", "Tenun", "Kue"),
    "members": ("channel", "", "own"),
    "beneficiaries": ("source", "RT", "musyawarah"),
    "activities": ("place", "Balai", "Gereja"),
    "accounts": ("full_name", "Lina Tefa", "Lina Teffa"),
}


@pytest.fixture
def records(cast):
    """One of every record with an old and a new value; the village officer may change all of them."""
    person = factories.person("Ana", PENFUI, rt="001")
    group = factories.group("Harapan", PENFUI, business="Tenun")
    rows = {
        "people": person,
        "groups": group,
        "members": factories.membership(factories.person("Eva", PENFUI), group),
        "beneficiaries": factories.classification(person, factories.category(), by=cast.penfui, source="RT"),
        "activities": factories.activity(group, by=cast.penfui, place="Balai"),
        "accounts": cast.lina,
    }
    return {app: changed(rows[app], **{field: new}) for app, (field, _old, new) in CASES.items()}


@pytest.mark.parametrize("app", CASES)
def test_one_value_comes_back_and_the_history_has_the_reason(cast, english, records, app):
    row, (field, old, new) = records[app], CASES[app]
    client = english(cast.penfui)
    assert (field, 1) in restorable(client, story_url(app, row))
    before = {name: value for name, value in vars(type(row).objects.get(pk=row.pk)).items() if name != "_state"}
    page = client.get(restore_url(app, row, field))
    assert page.status_code == 200
    answer = send(client, restore_url(app, row, field), page, why=WHY)
    assert (answer.status_code, answer["Location"]) == (302, story_url(app, row))
    after = {name: value for name, value in vars(type(row).objects.get(pk=row.pk)).items() if name != "_state"}
    assert after == before | {field: old, "version": 3}
    written = newest(row)
    assert (getattr(written, field), written.history_change_reason, written.history_user) == (old, WHY, cast.penfui)
    assert sentences(client, story_url(app, row))[0].endswith(f"Reason: {WHY}")
    assert new in sentences(client, story_url(app, row))[0] or app == "members"


def test_the_reason_is_asked_and_nothing_happens_without_it(cast, english, records):
    client, row, before = english(cast.penfui), records["groups"], everything()
    answer = fill(client, restore_url("groups", row, "business"))
    assert answer.status_code == 200
    assert answer.context["form"].errors.as_data()["why"][0].code == "required"
    row.refresh_from_db()
    assert (row.business, everything()) == ("Kue", before)


def test_somebody_who_saved_meanwhile_is_not_overwritten(cast, english, records):
    client, row = english(cast.penfui), records["groups"]
    url = restore_url("groups", row, "business")
    page = client.get(url)
    changed(row, business="Sayur", secretariat="Rumah Lain")
    stale = send(client, url, page, why=WHY)
    assert stale.status_code == 409
    assert "Sayur" in stale.content.decode()
    row.refresh_from_db()
    assert row.business == "Sayur"
    assert resend(stale).status_code == 302
    row.refresh_from_db()
    assert (row.business, row.secretariat) == ("Tenun", "Rumah Lain")


def test_a_nik_comes_back_without_being_shown(cast, english):
    old, new = "9901014101900011", "9902014101900022"
    person = changed(factories.person("Ana", PENFUI, nik=old, birth_date=None), nik=new)
    client, url = english(cast.penfui), restore_url("people", person, "nik")
    page = client.get(url)
    body = page.content.decode()
    assert "9901 •••• •••• ••••" in body
    assert [number for number in (old, new) if number in body or number[-4:] in body] == []
    assert send(client, url, page, why=WHY).status_code == 302
    person.refresh_from_db()
    assert person.nik == old


def test_a_nik_that_somebody_has_taken_meanwhile_does_not_come_back(cast, english):
    old = "9901014101900011"
    person = changed(factories.person("Ana", PENFUI, nik=old, birth_date=None), nik="9902014101900022")
    factories.person("Eva Lain", PENFUI, nik=old, birth_date=None)
    answer = fill(english(cast.penfui), restore_url("people", person, "nik"), why=WHY)
    assert answer.status_code == 200
    assert "Eva Lain" in answer.content.decode()
    person.refresh_from_db()
    assert person.nik == "9902014101900022"


def test_a_hidden_phone_comes_back_masked(cast, english):
    person = changed(factories.person("Ana", BIRU, phone="+628111112222"), phone="+628333334444")
    client, url = english(cast.tksk), restore_url("people", person, "phone")
    page = client.get(url)
    assert [number for number in ("+628111112222", "+628333334444") if number in page.content.decode()] == []
    assert send(client, url, page, why=WHY).status_code == 302
    person.refresh_from_db()
    assert person.phone == "+628111112222"


def test_a_year_comes_back_with_its_precision(cast, english):
    person = factories.person("Ana", PENFUI, birth_date=date(1990, 1, 1), birth_date_precision="estimated")
    changed(person, birth_date=date(1991, 5, 6), birth_date_precision="day")
    assert fill(english(cast.penfui), restore_url("people", person, "birth_date"), why=WHY).status_code == 302
    person.refresh_from_db()
    assert (person.birth_date, person.birth_date_precision) == (date(1990, 1, 1), "estimated")


def test_the_marks_of_an_activity_stay_when_its_place_comes_back(cast, english):
    member = factories.membership(factories.person("Ana", PENFUI), cast.group)
    activity = factories.activity(cast.group, by=cast.penfui, place="Balai")
    changed(log_activity(activity, marks={member.pk: "present"}, by=cast.penfui), place="Gereja")
    page = restore_url("activities", activity, "place", 2)
    assert fill(english(cast.penfui), page, why=WHY).status_code == 302
    activity.refresh_from_db()
    assert (activity.place, activity.attendance.get().status) == ("Balai", "present")


def test_what_the_form_refuses_is_said_and_does_not_come_back(cast, english):
    """The old village lies outside the area of the one who asks: he can neither choose nor restore it."""
    person = changed(factories.person("Ana", WATAMPONE), village_id=BIRU)
    client, url = english(cast.biru), restore_url("people", person, "village")
    page = client.get(url)
    assert "The old value cannot be put back." in page.content.decode()
    send(client, url, page, why=WHY)
    person.refresh_from_db()
    assert person.village_id == BIRU


REFUSED = {
    "somebody who may only read": ("camat", "groups", 404),
    "a TKSK over a group": ("tksk", "groups", 403),
    "the leader over a person": ("lina", "people", 403),
    "the administrator over a person": ("admin", "people", 403),
    "another village": ("biru", "people", 404),
}


@pytest.mark.parametrize("case", REFUSED)
def test_who_may_not_change_the_record_puts_nothing_back(cast, english, case):
    who, app, status = REFUSED[case]
    place = BIRU if who in ("camat", "tksk") else PENFUI
    group = changed(factories.group("Harapan", place, business="Tenun"), business="Kue")
    person = changed(factories.person("Ana", place, rt="001"), rt="002")
    factories.membership(person, cast.group)
    row, field = {"groups": (group, "business"), "people": (person, "rt")}[app]
    client, url, before = english(getattr(cast, who)), restore_url(app, row, field), everything()
    assert client.get(url).status_code == status
    assert client.post(url, {"version": "2", "why": WHY}).status_code == status
    assert everything() == before
    if client.get(story_url(app, row)).status_code == 200:
        assert restorable(client, story_url(app, row)) == set()


def test_a_closed_group_and_a_verified_record_stay_as_they_are(cast, english, records):
    group, kind = records["groups"], records["beneficiaries"]
    dissolve(group, on=date(2026, 1, 1), by=cast.dinas_kupang, reason="pindah")
    verify(kind, by=cast.dinas_kupang, on=date(2026, 1, 1))
    gone = {
        ("groups", cast.dinas_kupang): (group, "business"),
        ("members", cast.penfui): (records["members"], "channel"),
        ("beneficiaries", cast.penfui): (kind, "source"),
        ("activities", cast.penfui): (records["activities"], "place"),
    }
    for (app, user), (row, field) in gone.items():
        assert english(user).get(restore_url(app, row, field)).status_code == 403, app
        assert restorable(english(user), story_url(app, row)) == set(), app


@pytest.mark.parametrize(
    "asked", ["versi=1&isian=nik_index", "versi=1&isian=doubts", "versi=1&isian=household", "versi=1&isian=x", "versi=9&isian=rt",
              "versi=x&isian=rt", "isian=rt", "versi=1", ""],
)  # fmt: skip
def test_what_is_no_field_of_the_form_or_no_version_is_not_there(cast, english, records, asked):
    url = f"{reverse('people:restore', args=[records['people'].pk])}?{asked}"
    assert english(cast.penfui).get(url).status_code == 404
    assert english(cast.penfui).post(url, {"version": "2", "why": WHY}).status_code == 404


def test_what_is_as_it_was_leads_back_to_the_story(cast, english, records):
    row = changed(records["people"], rt="001")
    assert english(cast.penfui).get(restore_url("people", row, "rt"))["Location"] == story_url("people", row)


def test_doubts_are_shown_before_and_do_not_stop_twice(cast, english):
    """A number of a province that is in no list: the form asks about it at every save, the page at once."""
    person = changed(factories.person("Ana", PENFUI, nik="9901014101900011", rt="001"), rt="002")
    client, url = english(cast.penfui), restore_url("people", person, "rt")
    page = client.get(url)
    assert "No province has the first two digits" in page.content.decode()
    assert send(client, url, page, why=WHY).status_code == 302
