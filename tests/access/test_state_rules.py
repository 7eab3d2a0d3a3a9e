"""State rules on top of the table: the letter is A, and still not now, or not by this one."""

import pytest
from django.urls import reverse

from activities.models import MotivationNote
from tests import factories
from tests.access import counting
from tests.access.deed_table import known_deeds
from tests.access.evidence import History, differences, fingerprint
from tests.access.filling import filled
from tests.access.roles import COLUMN_OF, ROLES, is_inside, letter
from tests.screens.pages import controls, undone
from wksbm.accounts.access import COLUMNS

pytestmark = pytest.mark.django_db

CHANGES = ("create", "update", "delete", "verify")


def set_in(row, **values) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def tried(client, deed, rows) -> int:
    """The status of the post (of the page, where that is refused already)."""
    page = None if deed.posts else client.get(deed.url(rows))
    if page is not None and page.status_code != 200:
        return page.status_code
    data = filled(deed, rows, controls(page)) if page is not None else dict(deed.typed or {})
    return client.post(deed.url(rows), data).status_code


def test_a_dissolved_group_is_read_only(world, client_of):
    """Nothing joins, leaves, is logged, corrected or decided in it; only who may close a group may open it again."""
    rows, wrong = world.places["own"], []
    set_in(rows.group, status="dissolved")
    set_in(rows.kube, status="dissolved")
    hangs_on_it = [
        deed for deed in known_deeds()
        if deed.does and deed.action in CHANGES and (deed.on in ("group", "kube", "membership") or "kelompok" in deed.query)
    ]  # fmt: skip
    assert len(hangs_on_it) > 8
    before = fingerprint()
    for role in ("leader", "village", "dinas"):
        client = client_of(world.users[role])
        for deed in hangs_on_it:
            if deed.route == "groups:update" and role == "dinas":
                continue
            if letter(role, deed.record, deed.action) in "AM" and tried(client, deed, rows) == 302:
                wrong.append(f"{role}: {deed.route}")
    assert wrong + differences(before, fingerprint()) == []


@pytest.mark.parametrize("role", ["tksk", "tksk_c", "companion"])
def test_who_comes_from_outside_corrects_his_own_log_alone(role, world, client_of):
    rows, client = world.places["own"], client_of(world.users[role])
    url = reverse("activities:update", args=[rows.activity.pk])
    assert client.get(url).status_code == 403
    set_in(rows.activity, recorded_by=world.users[role])
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("role", ["village", "tksk", "tksk_c", "dinas", "dinas_c", "companion"])
def test_maker_and_verifier_are_two(role, world, client_of):
    rows, user = world.places["own"], world.users[role]
    set_in(rows.classification, proposed_by=user)
    set_in(rows.activity, recorded_by=user)
    before, client = fingerprint(), client_of(user)
    for deed in known_deeds():
        if deed.action == "verify" and deed.on in ("classification", "activity"):
            assert tried(client, deed, rows) in (200, 302), "the answer is a sentence"
    assert differences(before, fingerprint()) == []


@pytest.mark.parametrize("role", ["leader", "village", "tksk", "dinas", "companion"])
def test_a_draft_is_changed_by_its_maker_and_what_is_verified_is_locked(role, world, client_of):
    rows, user = world.places["own"], world.users[role]
    client, url = client_of(user), reverse("beneficiaries:update", args=[rows.classification.pk])
    assert client.get(url).status_code == 403, "somebody else's draft"
    set_in(rows.classification, proposed_by=user)
    assert client.get(url).status_code == 200
    set_in(rows.classification, status="verified")
    before = fingerprint()
    assert client.get(url).status_code == 403
    assert client.post(url, {"source": "diam-diam", "identified_on": "01/11/2026", "version": "1"}).status_code == 403
    assert differences(before, fingerprint()) == []


def test_of_a_verified_record_phone_address_and_rt_stay_correctable(world, client_of):
    rows = world.places["own"]
    set_in(rows.classification, status="verified")
    with undone():
        url = reverse("people:update", args=[rows.person.pk])
        client = client_of(world.users["village"])
        data = controls(client.get(url)) | {"phone": "081299998888", "address": "Jl. Lain", "rt": "7"}
        answer = client.post(url, data)
        if answer.status_code == 200:
            answer = client.post(url, controls(answer))
        assert answer.status_code == 302
        rows.person.refresh_from_db()
        assert (rows.person.phone, rows.person.address, rows.person.rt) == ("+6281299998888", "Jl. Lain", "007")
    rows.person.refresh_from_db()


@pytest.mark.parametrize("role", ROLES)
def test_a_private_note_is_made_by_a_leader_and_read_by_its_author(role, world, client_of):
    """The cell (motivation_note, create): the log of an activity has the field for leaders alone."""
    rows, user = world.places["own"], world.users[role]
    client, url = client_of(user), f"{reverse('activities:log')}?kelompok={rows.group.pk}"
    with undone():
        page, history = client.get(url), History()
        if letter(role, "activity", "create") in "AM":
            offered = "private_note" in controls(page)
            data = controls(page) | {"kind": "motivation", "when": "today", "private_note": "Zqrahasia"}
            assert client.post(url, data).status_code == 302
            notes = [row for row in history.came() if row[0] == "activities.MotivationNote"]
            made = (
                [("activities.MotivationNote", user.pk, role)]
                if letter(role, "motivation_note", "create") == "A"
                else []
            )
            assert (offered, notes) == (bool(made), made)
            for note in MotivationNote.objects.filter(author=user):
                assert "Zqrahasia" in client.get(note.activity.get_absolute_url()).content.decode()
        else:
            assert page.status_code in (403, 404)
    if role in COLUMNS:
        counting.tested(role, [("motivation_note", "create")])


def test_nobody_keeps_himself(world, client_of):
    """One's own account, password, duty and clearance are somebody else's to change."""
    before = fingerprint()
    for role in ("village", "dinas", "dinas_c", "admin"):
        user = world.users[role]
        client, duty = client_of(user), user.duties.get()
        own = {"leader": user, "maker": user, "duty": duty, "field_duty": duty}
        for deed in known_deeds():
            if deed.record == "account" and deed.action in CHANGES and deed.on in own:
                answer = client.post(
                    reverse(deed.route, args=[own[deed.on].pk]), {"password": factories.PASSWORD, "reason": "saya"}
                )
                assert answer.status_code in (403, 404), (role, deed.route)
    assert differences(before, fingerprint()) == []


def test_the_columns_of_the_table_are_the_roles_of_these_tests():
    assert set(COLUMN_OF) == set(COLUMNS) | {"companion"}
    assert is_inside("leader", "group", "own")
    assert not is_inside("leader", "tally", "own")
