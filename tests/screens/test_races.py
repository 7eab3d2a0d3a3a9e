"""Two people decide the same thing at the same moment: one of them does it, the others are told; never a crash."""

from datetime import date

import pytest
from django.urls import reverse

from beneficiaries.models import Beneficiary, Classification
from groups.models import StageChange
from members.models import Membership, OfficerTerm
from tests import factories
from tests.factories import BIRU
from tests.parallel import at_once
from tests.screens.pages import send
from wksbm.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {200, 302, 403, 409}  # saved, or shown again with a message
REASON = {"reason": "keliru", "on": "01/02/2024"}


class Desk:
    """Three officers whose area holds Biru, each as often as needed in a browser of his own."""

    def __init__(self, cast, client_of) -> None:
        self.cast, self.client_of = cast, client_of

    def clients(self, count: int) -> list:
        officers = [self.cast.biru, self.cast.dinas_bone] * count
        return [self.client(officer) for officer in officers[:count]]

    def client(self, user):
        client = self.client_of(user)
        client.raise_request_exception = False  # it would raise what another thread met
        return client

    def posts(self, url: str, *typed: dict) -> list:
        """The form at `url` once for every dict, each opened before and sent by another browser."""
        return [self.post(client, url, what) for client, what in zip(self.clients(len(typed)), typed, strict=True)]

    def post(self, client, url: str, typed: dict):
        page = client.get(url)
        return lambda: send(client, url, page, **typed)


def people(count: int) -> list:
    return [factories.person(f"Warga {letter}", BIRU) for letter in "ABCDEFGH"[:count]]


# A race gives the posts that meet, and after they met, whether everything is as it must be.


def verifying(desk: Desk):
    row = factories.classification(*people(1), factories.category(), by=desk.cast.penfui)
    url = reverse("beneficiaries:verify", args=[row.pk])
    yield [lambda client=client: client.post(url) for client in desk.clients(4)]
    row.refresh_from_db()
    yield (row.status, row.version, row.history.count()) == ("verified", 2, 2)


def ending_what_is_being_rejected(desk: Desk):
    row = factories.classification(*people(1), factories.category(), by=desk.cast.penfui)
    end, reject = (reverse(f"beneficiaries:{verb}", args=[row.pk]) for verb in ("end", "reject"))
    yield [*desk.posts(end, REASON), *desk.posts(reject, REASON, REASON)]
    row.refresh_from_db()
    yield (row.version, row.history.count()) == (2, 2)


def classifying_for_the_first_time(desk: Desk):
    (person,), one, other = people(1), factories.category("PMKS-08"), factories.category("PMKS-09")
    typed = [{"categories": str(kind.pk), "identified_on": "01/02/2024"} for kind in (one, one, other)]
    yield desk.posts(f"/pmks/baru/?orang={person.pk}", *typed)
    kinds = Classification.objects.filter(beneficiary__person=person).values_list("category", flat=True)
    yield (sorted(kinds), Beneficiary.objects.filter(person=person).count()) == ([one.pk, other.pk], 1)


def the_next_stage(desk: Desk):
    group = factories.group("Kube Maju", BIRU)
    yield desk.posts(reverse("groups:stage", args=[group.pk]), *({"on": f"0{day}/02/2024"} for day in (1, 2, 3, 4)))
    group.kube.refresh_from_db()
    yield (group.kube.stage, StageChange.objects.filter(kube__group=group).count()) == ("T1", 1)


def the_last_places(desk: Desk):
    kind = factories.group_type("PRS-21", "Dasawisma", max_members=3)
    group = factories.group("Dasawisma Mawar", BIRU, kind="kps", type=kind)
    url = reverse("members:enrol", args=[group.pk])
    yield [post for person in people(6) for post in desk.posts(f"{url}?orang={person.pk}", {})]
    yield sorted(Membership.objects.filter(group=group).values_list("number", flat=True)) == [1, 2, 3]


def enrolling_one_person(desk: Desk):
    group, (person,) = factories.group("Arisan", BIRU, kind="kps"), people(1)
    yield desk.posts(f"{reverse('members:enrol', args=[group.pk])}?orang={person.pk}", {}, {}, {})
    yield Membership.objects.filter(group=group).count() == 1


def leaving(desk: Desk):
    row = factories.membership(*people(1), factories.group("Arisan", BIRU, kind="kps"), joined_on=date(2023, 1, 1))
    why = REASON | {"kind": "moved"}
    yield desk.posts(reverse("members:leave", args=[row.pk]), why, why)
    row.refresh_from_db()
    yield (row.version, row.left_on, row.history.count()) == (2, date(2024, 2, 1), 2)


def the_chair(desk: Desk):
    group = factories.group("Karang Taruna", BIRU, kind="kps")
    members = [factories.membership(person, group) for person in people(3)]
    factories.office(group, "chair", members[0].person)
    typed = [{"post": "chair", "member": str(member.pk), "starts_on": "01/02/2024"} for member in members[1:]]
    yield desk.posts(reverse("members:officer", args=[group.pk]), *typed)
    yield OfficerTerm.objects.filter(group=group, ends_on=None).count() == 1


def one_user_name(desk: Desk):
    typed = {"full_name": "Ketua Baru", "username": "ketua.baru", "password": factories.PASSWORD}
    group = factories.group("Harapan", BIRU)
    yield desk.posts(reverse("groups:leader-account", args=[group.pk]), typed, typed, typed)
    yield User.objects.filter(username="ketua.baru").count() == 1


def ending_a_duty(desk: Desk):
    officer = factories.user("desa.ta", "village", factories.TA)
    duty, days = officer.duties.get(), [{"on": f"0{day}/02/2024", "password": factories.PASSWORD} for day in (1, 2)]
    url = reverse("accounts:duty-end", args=[duty.pk])
    yield [desk.post(desk.client(desk.cast.dinas_bone), url, day) for day in days]
    duty.refresh_from_db()
    yield (duty.version, duty.history.count()) in ((2, 2), (3, 3))


def withdrawing(desk: Desk):
    row = factories.activity(desk.cast.group, by=desk.cast.lina)
    url = reverse("activities:delete", args=[row.pk])
    yield [desk.post(desk.client(desk.cast.lina), url, REASON) for _tap in "ab"]
    row.refresh_from_db()
    yield (row.version, row.history.count()) == (2, 2)


RACES = (
    verifying, ending_what_is_being_rejected, classifying_for_the_first_time, the_next_stage, the_last_places,
    enrolling_one_person, leaving, the_chair, one_user_name, ending_a_duty, withdrawing,
)  # fmt: skip


def test_of_what_is_decided_at_once_one_counts_and_the_others_are_told(cast, client_of):
    desk, wrong = Desk(cast, client_of), {}
    for run in RACES:
        race = run(desk)
        answers = at_once(next(race))
        statuses = [getattr(answer, "status_code", repr(answer)) for answer in answers]
        if not set(statuses) <= TOLD or not next(race):
            wrong[run.__name__] = statuses
    assert wrong == {}
