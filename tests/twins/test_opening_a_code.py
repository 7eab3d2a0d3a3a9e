"""Typing a code, or reading the QR: it leads on, and tells nothing that the screen behind it does not."""

import pytest
from django.urls import reverse

from groups.views.twins import LAYOUT
from tests.twins.reading import text
from wksbm.paper.codes import INVENTORY, ROSTER, code_of

pytestmark = pytest.mark.django_db
PAGE = reverse("groups:open-code")


def test_the_code_leads_to_the_screen_for_keying_in(cast, client_of):
    client, number = client_of(cast.penfui), cast.group.pk
    answer = client.get(PAGE, {"kode": code_of(INVENTORY, number)}, follow=True)
    assert answer.redirect_chain == [(reverse("groups:inventory", args=[number]), 302)]
    assert answer.status_code == 200
    answer = client.get(PAGE, {"kode": code_of(ROSTER, number).lower()}, follow=True)
    assert answer.redirect_chain == [(reverse("members:key-in", args=[number]), 302)]
    assert answer.status_code == 200


def test_what_is_mistyped_comes_back_with_what_to_look_at(cast, client_of):
    code = code_of(ROSTER, 298453)  # its last signs differ, whatever number the group got
    swapped = code[:6] + code[8] + code[7] + code[6]
    for wrong in (code[:-1] + "U", swapped, "12", "<b>6000</b>"):
        page = client_of(cast.penfui).get(PAGE, {"kode": wrong})
        assert page.status_code == 200
        assert page.context["problem"]
        assert page.context["typed"] == wrong
        assert "<b>6000" not in page.content.decode()
    assert client_of(cast.penfui).get(PAGE).context["problem"] == ""


def test_a_code_of_elsewhere_is_answered_like_one_that_never_was(cast, client_of):
    for sheet in (INVENTORY, ROSTER):
        answers = [
            client_of(cast.biru).get(PAGE, {"kode": code_of(sheet, number)}, follow=True)
            for number in (cast.group.pk, 987_654)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_a_stranger_signs_in_first(client, cast):
    answer = client.get(PAGE, {"kode": code_of(ROSTER, cast.group.pk)})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_the_search_box_opens_it(cast, client_of):
    answer = client_of(cast.penfui).get(reverse("search"), {"q": code_of(ROSTER, cast.group.pk)})
    assert (answer.status_code, answer.url) == (302, reverse("members:key-in", args=[cast.group.pk]))
    mistyped = code_of(ROSTER, cast.group.pk)[:-1] + "Z"
    answer = client_of(cast.penfui).get(reverse("search"), {"q": mistyped}, follow=True)
    assert answer.context["problem"]


def test_the_sheet_names_the_version_of_its_layout(cast, client_of):
    paper = text(client_of(cast.penfui).get(reverse("groups:inventory-sheet", args=[cast.group.pk])))
    assert f"{LAYOUT}." in paper
