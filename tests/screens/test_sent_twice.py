"""Every form that makes or ends something: sent twice it does it once, and what differs is never swallowed."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend, send, undone
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db

NEW = "/warga/baru/"
PERSON = {"full_name": "Yuliana Tefa", "sex": "P", "no_nik_reason": "unknown"}


def forms(cast) -> dict[str, tuple]:
    """By its name: who sends it, where it stands, what is typed."""
    group, penfui = cast.group, cast.penfui
    member = factories.membership(factories.person("Marta Boru", PENFUI), group)
    other = factories.person("Ina Lalu", PENFUI)
    kind = factories.category()
    waiting = factories.classification(member.person, kind, by=cast.dinas_kupang)
    meeting = factories.activity(group, by=cast.lina)
    reason = {"reason": "pindah", "on": "01/02/2024"}
    account = {"full_name": "Operator Baru", "username": "desa.baru", "role": "village", "region": PENFUI}
    area = {"region_district": None, "region": PENFUI, "password": factories.PASSWORD}
    record = {"categories": str(kind.pk), "identified_on": "01/02/2024"}
    return {
        "a person": (penfui, NEW, PERSON),
        "a group": (penfui, "/kelompok/baru/", {"name": "Harapan", "kind": "kube"}),
        "a member": (penfui, f"{reverse('members:enrol', args=[group.pk])}?orang={other.pk}", {"joined_on": "2024"}),
        "a new member": (penfui, reverse("members:enrol", args=[group.pk]), PERSON),
        "a kind": (penfui, f"/pmks/baru/?orang={other.pk}", record),
        "a new person of a kind": (penfui, "/pmks/baru/", PERSON | record),
        "an activity": (cast.lina, "/kegiatan/catat/", {"kind": "meeting"}),
        "an account": (cast.dinas_kupang, "/akun/baru/", account | area),
        "a duty": (cast.dinas_kupang, reverse("accounts:duty-create", args=[penfui.pk]), {"role": "viewer"} | area),
        "a leader's account": (
            penfui,
            reverse("groups:leader-account", args=[group.pk]),
            {"full_name": "Ketua Dua", "username": "ketua.dua", "password": factories.PASSWORD},
        ),
        "leaving": (penfui, reverse("members:leave", args=[member.pk]), reason | {"kind": "moved"}),
        "an office": (penfui, reverse("members:officer", args=[group.pk]), {"post": "chair", "member": str(member.pk)}),
        "a rejection": (penfui, reverse("beneficiaries:reject", args=[waiting.pk]), reason),
        "an end": (penfui, reverse("beneficiaries:end", args=[waiting.pk]), reason),
        "a withdrawal": (cast.lina, reverse("activities:delete", args=[meeting.pk]), reason),
    }


def test_the_same_form_sent_again_makes_nothing_more_and_leads_to_the_same_place(cast, client_of):
    """DUP-12: a second tap, a resend after a lost answer, the back button."""
    wrong = {}
    for name, (who, url, typed) in forms(cast).items():
        with undone():
            client, before = client_of(who), everything()
            page = client.get(url)
            first = send(client, url, page, **typed)
            once = everything()
            second = send(client, url, page, **typed)
            if first.status_code != 302 or once == before:
                wrong[name] = ("was not saved", first.status_code, refusals(first))
            elif (second.status_code, getattr(second, "url", "")) != (302, first.url):
                wrong[name] = ("led elsewhere", second.status_code, getattr(second, "url", refusals(second)))
            elif everything() != once:
                wrong[name] = "was made twice"
    assert wrong == {}


def test_other_content_under_the_same_key_is_shown_again_and_lost_never(cast, client_of):
    client = client_of(cast.penfui)
    page = client.get(NEW)
    made = send(client, NEW, page, **PERSON)
    before = everything()
    told = send(client, NEW, page, **PERSON | {"full_name": "Marta Boru"}, address="Jl. Adisucipto 7")
    assert told.status_code == 200
    assert list(refusals(told)) == ["__all__"]
    assert made.url in " ".join(told.context["form"].non_field_errors())
    kept = controls(told)
    assert (kept["full_name"], kept["address"]) == (["Marta Boru"], ["Jl. Adisucipto 7"])
    assert kept["client_key"] != controls(page)["client_key"]
    assert everything() == before
    resend(told)
    names = Person.objects.order_by("pk").values_list("full_name", "address")
    assert list(names) == [("Yuliana Tefa", ""), ("Marta Boru", "Jl. Adisucipto 7")]


def test_a_form_without_a_proper_key_is_refused_and_writes_nothing(cast, client_of):
    client, before = client_of(cast.penfui), everything()
    page = client.get(NEW)
    keys = [None, "", "1", "null", "\x00", "x" * 5000, "0" * 33]
    assert [send(client, NEW, page, **PERSON, client_key=key).status_code for key in keys] == [400] * len(keys)
    assert everything() == before


def test_a_key_belongs_to_its_sender(cast, client_of):
    mine = client_of(cast.penfui)
    page = mine.get(NEW)
    send(mine, NEW, page, **PERSON)
    send(client_of(cast.biru), NEW, page, **PERSON, village=factories.BIRU)
    assert list(Person.objects.order_by("pk").values_list("village", flat=True)) == [PENFUI, factories.BIRU]


def test_what_was_refused_keeps_its_key_and_is_saved_when_corrected(cast, client_of):
    page = fill(client_of(cast.penfui), NEW, **PERSON | {"full_name": ""})
    assert refusals(page) == {"full_name": ["required"]}
    assert resend(page, full_name="Yuliana Tefa").status_code == 302
    assert Person.objects.get().full_name == "Yuliana Tefa"
