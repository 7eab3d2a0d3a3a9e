"""Memberships as dated history: numbers, consent, the form, coming back, correcting what was entered wrong."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import Membership
from tests import factories
from tests.factories import PENFUI
from tests.groups.files import pdf, upload
from tests.screens.pages import controls, everything, fill, refusals, resend, send

pytestmark = pytest.mark.django_db


def enrol(group, person) -> str:
    return f"{reverse('members:enrol', args=[group.pk])}?orang={person.pk}"


def edit(row) -> str:
    return reverse("members:update", args=[row.pk])


@pytest.fixture
def marta(cast):
    return factories.membership(factories.person("Marta Boru", PENFUI), cast.group, number=7)


def test_number_agreement_and_form_are_kept(cast, client_of, marta, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ina, client = factories.person("Ina Lalu", PENFUI), client_of(cast.penfui)
    facts = {"number": "12", "joined_on": "2024", "registration_mode": "written", "consent": "written"}
    refused = fill(client, enrol(cast.group, ina), **facts, form_scan=upload(b"<html>", "formulir.pdf"))
    assert list(refusals(refused)) == ["form_scan"]
    assert controls(refused)["number"] == ["12"]
    assert resend(refused, form_scan=upload(pdf(), "formulir.pdf")).status_code == 302
    row = Membership.objects.get(person=ina)
    assert (row.number, row.consent, row.registration_mode) == (12, "written", "written")
    assert row.form_scan.read().startswith(b"%PDF")
    assert client.get(reverse("members:form-scan", args=[row.pk])).status_code == 200


def test_a_number_belongs_to_one_and_the_error_says_to_whom(cast, client_of, marta):
    ina, client = factories.person("Ina Lalu", PENFUI), client_of(cast.penfui)
    before = everything()
    refused = fill(client, enrol(cast.group, ina), number="7")
    assert refusals(refused) == {"number": ["taken"]}
    said = str(refused.context["form"].errors["number"])
    assert "Marta Boru" in said
    assert "8" in said
    for odd in ("0", "-1", "x", "1.5", "9" * 30):
        assert list(refusals(fill(client, enrol(cast.group, ina), number=odd))) == ["number"], odd
    assert everything() == before
    fill(client, reverse("members:leave", args=[marta.pk]), on="31/12/2023", kind="own_wish")
    assert fill(client, enrol(cast.group, ina), number="7").status_code == 302, "who left has given it back"


def test_coming_back_opens_a_new_row_that_never_overlaps_the_old_one(cast, client_of, marta):
    client, url = client_of(cast.penfui), enrol(cast.group, marta.person)
    fill(client, reverse("members:leave", args=[marta.pk]), on="31/12/2023", kind="moved")
    before = everything()
    for since in ("31/12/2023", "2023", "", "01/01/2019"):
        assert refusals(fill(client, url, joined_on=since)) == {"joined_on": ["overlap"]}, since
    assert everything() == before
    assert fill(client, url, joined_on="01/01/2024").status_code == 302
    assert [(row.joined_on, row.left_on) for row in marta.person.memberships.order_by("pk")] == [
        (factories.LONG_AGO, date(2023, 12, 31)), (date(2024, 1, 1), None),
    ]  # fmt: skip


def test_dates_entered_wrong_are_corrected_and_checked_again(cast, client_of, marta):
    client = client_of(cast.penfui)
    fill(client, reverse("members:leave", args=[marta.pk]), on="31/12/2023", kind="moved")
    fill(client, enrol(cast.group, marta.person), joined_on="01/06/2024")
    again = Membership.objects.get(person=marta.person, left_on=None)
    assert refusals(fill(client, edit(again), joined_on="01/12/2023")) == {"joined_on": ["overlap"]}
    assert refusals(fill(client, edit(marta), left_on="01/06/2024")) == {"joined_on": ["overlap"]}
    assert list(refusals(fill(client, edit(marta), left_on="01/01/2019"))) == ["__all__"]
    assert fill(client, edit(again), joined_on="01/03/2024", why="salah ketik").status_code == 302
    assert fill(client, edit(marta), left_on="29/02/2024", left_kind="inactive").status_code == 302
    marta.refresh_from_db()
    assert (marta.left_on, marta.left_kind) == (date(2024, 2, 29), "inactive")
    assert again.history.latest().history_change_reason == "salah ketik"


def test_a_leaving_entered_by_mistake_is_taken_back(cast, client_of, marta):
    client = client_of(cast.penfui)
    fill(client, reverse("members:leave", args=[marta.pk]), on="31/12/2023", kind="moved", reason="ke Oesao")
    ina = factories.membership(factories.person("Ina Lalu", PENFUI), cast.group, number=7)
    assert refusals(fill(client, edit(marta), left_on="")) == {"number": ["taken"]}
    assert fill(client, edit(marta), left_on="", number="8").status_code == 302
    marta.refresh_from_db()
    assert (marta.left_on, marta.left_kind, marta.left_reason, marta.number) == (None, "", "", 8)
    assert ina.number == 7


def test_two_who_edit_at_once_lose_nothing(cast, client_of, marta):
    first, second = client_of(cast.penfui), client_of(cast.dinas_kupang)
    page = second.get(edit(marta))
    fill(first, reverse("members:leave", args=[marta.pk]), on="31/12/2023", kind="moved")
    late = send(second, edit(marta), page, number="9")
    assert late.status_code == 409
    assert resend(late).status_code == 302
    marta.refresh_from_db()
    assert (marta.number, marta.left_on, marta.left_kind) == (9, date(2023, 12, 31), "moved")


def test_the_story_tells_why_somebody_left(cast, client_of, marta):
    client = client_of(cast.penfui)
    page = client.get(reverse("members:leave", args=[marta.pk]))
    assert refusals(send(client, reverse("members:leave", args=[marta.pk]), page, on="31/12/2023", kind="other")) == {
        "reason": ["required"]
    }
    fill(client, reverse("members:leave", args=[marta.pk]), on="31/12/2023", kind="deceased")
    row = Membership.objects.get(pk=marta.pk)
    story = client.get(reverse("groups:history", args=[cast.group.pk])).content.decode()
    assert row.get_left_kind_display().casefold() in story.casefold()


@pytest.mark.parametrize(
    ("who", "status"),
    [("lina", 200), ("tksk", 403), ("biru", 404), ("dinas_bone", 404), ("admin", 403), ("camat", 404)],
)
def test_who_may_correct_a_membership(cast, client_of, marta, who, status):
    assert client_of(getattr(cast, who)).get(edit(marta)).status_code == status
