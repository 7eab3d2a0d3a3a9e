"""Several people at the same moment: one record of equal posts, no change lost."""

import pytest
from django.urls import reverse

from tests.factories import PENFUI
from tests.parallel import at_once
from tests.screens.pages import resend, send
from wksbm.accounts.models import Submission
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "/warga/baru/"
NIK = "5301084101900001"
PERSON = {"full_name": "Yuliana Tefa", "sex": "P"}


def statuses(answers: list) -> list[str]:
    """What the threads got, sorted; an exception by its name."""
    return sorted(str(getattr(answer, "status_code", type(answer).__name__)) for answer in answers)


def test_twenty_equal_posts_at_once_make_one_person(cast, client_of):
    clients = [client_of(cast.penfui) for _tap in range(20)]
    page = clients[0].get(NEW)
    answers = at_once([lambda client=client: send(client, NEW, page, **PERSON, nik=NIK) for client in clients])
    assert statuses(answers) == ["302"] * 20
    person = Person.objects.get()
    assert {answer.url for answer in answers} == {person.get_absolute_url()}
    assert (person.history.count(), person.version, Submission.objects.count()) == (1, 1, 1)


def test_four_editors_of_one_group_lose_nothing(cast, client_of):
    changes = {
        "business": "Tenun", "secretariat": "Rumah Lina", "initiator": "Mama Ina", "cohort": "Uji coba 2026",
    }  # fmt: skip
    url = reverse("groups:update", args=[cast.group.pk])
    clients = [client_of(cast.penfui) for _field in changes]
    pages = [client.get(url) for client in clients]

    def edit(client, page, field, value) -> int:
        answer, told = send(client, url, page, **{field: value}), 0
        while answer.status_code == 409 and told < len(changes):
            answer, told = resend(answer), told + 1
        return answer.status_code

    edits = zip(clients, pages, changes.items(), strict=True)
    answers = at_once([lambda c=client, p=page, f=change: edit(c, p, *f) for client, page, change in edits])
    assert answers == [302] * len(changes)
    cast.group.refresh_from_db()
    assert {name: str(getattr(cast.group, name)) for name in changes} == changes
    assert (cast.group.version, cast.group.history.count()) == (1 + len(changes), 1 + len(changes))


def test_one_nik_entered_six_times_at_once_is_one_person(cast, client_of):
    officers = [client_of(user) for user in (cast.penfui, cast.dinas_kupang) for _form in "abc"]
    pages = [client.get(NEW) for client in officers]
    place = {"village": PENFUI, "village_district": "53.01.08"}
    posts = zip(officers, pages, strict=True)
    answers = at_once([lambda c=client, p=page: send(c, NEW, p, **PERSON, nik=NIK, **place) for client, page in posts])
    assert statuses(answers) == ["200"] * 5 + ["302"]
    assert list(Person.objects.values_list("nik_conflict", flat=True)) == [False]
