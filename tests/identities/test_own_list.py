"""The leader's own list: names count at once, several in one go, and nobody's existence is told by it."""

from datetime import date

import pytest
from django.urls import reverse

from activities.models import Attendance
from members.models import IdentityMatch, Membership
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend

pytestmark = pytest.mark.django_db

ROSALINA = {"name": "Rosalina Bano", "sex": "P", "birth_date": "1985", "rt": "3", "hint": "istri Pak Yosef"}


def own(group, route: str = "own-enrol") -> str:
    return reverse(f"members:{route}", args=[group.pk])


def test_a_name_is_on_the_list_at_once_and_waits(cast, client_of):
    client, group = client_of(cast.lina), cast.group
    factories.membership(factories.person("Marta Boru", PENFUI), group, number=4)
    answer = fill(client, own(group), **ROSALINA, joined_on="2024", channel="member")
    assert (answer.status_code, answer.url) == (302, reverse("members:roster", args=[group.pk]))
    identity = IdentityMatch.objects.get()
    assert (identity.group, identity.name, identity.sex, identity.rt) == (group, "Rosalina Bano", "P", "003")
    assert (identity.birth_words, identity.hint, identity.status) == ("1985", "istri Pak Yosef", "waiting")
    row = Membership.objects.get(identity=identity)
    assert (row.person, row.number, row.joined_words, row.channel) == (None, 5, "2024", "member")
    assert [one.history.get().history_user for one in (identity, row)] == [cast.lina] * 2
    roster = client.get(answer.url).content.decode()
    assert "Rosalina Bano" in roster
    assert "2 orang pada" in roster


def test_a_waiting_name_is_ticked_exported_and_counted_like_everybody(cast, client_of):
    client, group = client_of(cast.lina), cast.group
    identity = factories.waiting_name("Rosalina Bano", group)
    membership = identity.memberships.get()
    typed = {"kind": "meeting", "when": "today", f"mark_{membership.pk}": "present"}
    assert fill(client, f"{reverse('activities:log')}?kelompok={group.pk}", **typed).status_code == 302
    assert Attendance.objects.get().membership == membership
    sheet = client_of(cast.penfui).post(reverse("members:export"), {"format": "csv"})
    assert "Rosalina Bano" in b"".join(sheet.streaming_content).decode()
    for asked, found in (("rosalina", [membership]), ("Juliana", [])):
        assert list(client.get(reverse("members:list"), {"q": asked}).context["rows"]) == found


def test_a_double_name_is_asked_about_and_may_be_somebody_else(cast, client_of):
    client, before = client_of(cast.lina), len(IdentityMatch.objects.all())
    factories.waiting_name("Rosalina Bano", cast.group)
    asked = fill(client, own(cast.group), **ROSALINA | {"name": "Rosalina  Banno"})
    assert controls(asked)["seen_doubt"] == ["on_roster"]
    assert resend(asked).status_code == 302
    assert IdentityMatch.objects.count() == before + 2


def test_the_form_tells_nothing_of_the_village(cast, client_of):
    """API-05: somebody of this name in the registry, or nobody: the same page, the same answer."""
    answers = []
    for known in (False, True):
        if known:
            factories.person("Rosalina Bano", PENFUI, birth_date=date(1985, 1, 1), nik=factories.new_nik())
        page = client_of(cast.lina).get(own(cast.group))
        assert b"Rosalina" not in page.content
        answer = fill(client_of(cast.lina), own(cast.group), **ROSALINA)
        answers.append((answer.status_code, answer.url))
        IdentityMatch.objects.get().memberships.all().delete()
        IdentityMatch.objects.all().delete()
    assert answers[0] == answers[1]


def test_people_of_her_other_groups_are_offered(cast, client_of):
    other = factories.group("Arisan Melati", PENFUI, kind="kps")
    factories.leads(cast.lina, other)
    factories.membership(factories.person("Marta Boru", PENFUI), other)
    factories.membership(both := factories.person("Ina Dua", PENFUI), other)
    factories.membership(both, cast.group)
    factories.person("Yuliana Tersembunyi", PENFUI)
    page = client_of(cast.lina).get(own(cast.group))
    assert [str(person) for person in page.context["known"]] == ["Marta Boru"]


LINES = """1. Rosalina Bano, P, 12/03/1985, RT 3/RW 2, istri Pak Yosef
2) Yohanes Tefa\tL\t± 1970
- Marta Boru; RW 1

Ferdinan Kolo"""


def test_a_list_is_pasted(cast, client_of):
    answer = fill(client_of(cast.lina), own(cast.group, "own-names"), names=LINES, joined_on="01/02/2024")
    assert answer.status_code == 302
    rows = [
        (one.name, one.sex, one.birth_words, one.rt_rw, one.hint, one.memberships.get().number)
        for one in IdentityMatch.objects.all()
    ]
    assert rows == [
        ("Rosalina Bano", "P", "12 Mar 1985", "RT 003/RW 002", "istri Pak Yosef", 1),
        ("Yohanes Tefa", "L", "1970 (kira-kira)", "", "", 2),
        ("Marta Boru", "", "", "RW 001", "", 3),
        ("Ferdinan Kolo", "", "", "", "", 4),
    ]
    assert set(Membership.objects.values_list("joined_on", flat=True)) == {date(2024, 2, 1)}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Rosalina 2", "digits"),
        ("Rosalina Bano, 31/02/1985", "no_day"),
        ("Rosalina Bano, 1985-13", "date"),
        ("Rosalina Bano, 5301084101900001", "number"),
        ("Rosalina Bano, hp 081234567890", "number"),
        ("Rosalina Bano, 01/01/2999", "future"),
        ("\n".join(f"Ina {letter}" for letter in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop"[:41]), "many"),
        ("", "required"),
    ],
)
def test_a_line_that_cannot_be_read_keeps_all_of_them_out(cast, client_of, line, code):
    client, before = client_of(cast.lina), everything()
    sent = fill(client, own(cast.group, "own-names"), names=f"Marta Boru\n{line}" if line else "")
    assert refusals(sent) == {"names": [code]}
    assert line.splitlines()[-1:] == [one for one in line.splitlines()[-1:] if one in sent.content.decode()]
    assert everything() == before


def test_a_full_group_takes_none_of_the_list(cast, client_of):
    cast.group.type = factories.group_type("X-1", "Kelompok kecil", max_members=2)
    cast.group.save()
    before = IdentityMatch.objects.count()
    sent = fill(client_of(cast.lina), own(cast.group, "own-names"), names="Ina A\nIna B\nIna C")
    assert sent.status_code == 200
    assert IdentityMatch.objects.count() == before


def test_whose_list_it_is(cast, client_of):
    elsewhere = factories.group("Arisan Biru", BIRU, kind="kps")
    wanted = {"penfui": 403, "tksk": 403, "camat": 404, "admin": 403, "dinas_kupang": 403, "biru": 403}
    for route in ("own-enrol", "own-names"):
        got = {who: client_of(getattr(cast, who)).get(own(cast.group, route)).status_code for who in wanted}
        assert got == wanted
        assert client_of(cast.lina).get(own(elsewhere, route)).status_code == 404
    cast.group.status = "dissolved"
    cast.group.save()
    assert client_of(cast.lina).get(own(cast.group)).status_code == 403
