"""Every step stands in the histories with who did it; the leader hears at home what became of her list."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI
from tests.identities.test_matching import choose, of, typed_by
from tests.screens.pages import everything, fill
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db


def sentences(client, url: str) -> list[tuple[str, str]]:
    chapters = client.get(url).context["chapters"]
    return [(entry.who, entry.said) for chapter in chapters for _time, entry in chapter.lines]


@pytest.fixture
def names(cast, client_of) -> list:
    """One matched under another spelling, one under the same, one entered, one refused, one taken back."""
    typed = ("Rosalina Banno", "Ina Sama", "Ina Baru", "Ina Salah", "Ina Tarik")
    rows = [typed_by(cast.lina, name, cast.group, sex="P") for name in typed]
    village, leader = client_of(cast.penfui), client_of(cast.lina)
    fill(village, choose(rows[0], factories.person("Rosalina Bano", PENFUI)))
    fill(village, choose(rows[1], factories.person("Ina Sama", PENFUI)))
    fill(village, of(rows[2], "identity-enter"), no_nik_reason="unknown")
    fill(village, of(rows[3], "identity-refuse"), reason="tidak ada di RT 3")
    fill(leader, of(rows[4], "identity-withdraw"), reason="tertulis dua kali")
    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == ["matched", "matched", "entered", "refused", "withdrawn"]
    return rows


def test_the_groups_story_tells_each_step_with_its_actor(cast, client_of, names):
    told = sentences(client_of(cast.lina), reverse("groups:history", args=[cast.group.pk]))
    village, leader = cast.penfui.full_name, cast.lina.full_name
    assert (leader, "mencatat Rosalina Banno sebagai anggota") in told
    assert (village, "mencocokkan nama Rosalina Banno: orangnya Rosalina Bano") in told
    assert (village, "mencocokkan nama Ina Baru: memasukkan Ina Baru sebagai warga baru") in told
    assert (village, "menolak nama Ina Salah") in told
    assert (leader, "menarik kembali nama Ina Tarik") in told
    said = [sentence for _who, sentence in told]
    assert sum("Rosalina" in sentence for sentence in said) == 2, "each step once"


def test_name_person_and_membership_tell_it_as_well(cast, client_of, names):
    client, row = client_of(cast.penfui), names[0]
    village, leader = cast.penfui.full_name, cast.lina.full_name
    own = sentences(client, reverse("members:identity-history", args=[row.pk]))
    assert own == [
        (village, "mencocokkan nama Rosalina Banno: orangnya Rosalina Bano"),
        (leader, "memasukkan nama ini, langsung terhitung sebagai anggota"),
    ]
    person = sentences(client, reverse("people:history", args=[row.person_id]))
    assert (village, "mencocokkan nama Rosalina Banno di Rindu Sejahtera dengan orang ini") in person
    membership = sentences(client, reverse("members:history", args=[row.memberships.get().pk]))
    assert (village, "mencocokkan nama Rosalina Banno dengan Rosalina Bano") in membership
    refused = client.get(reverse("members:identity-history", args=[names[3].pk])).content.decode()
    assert "tidak ada di RT 3" in refused


def test_a_correction_stands_in_the_story(cast, client_of):
    row = typed_by(cast.lina, "Rosalina Banno", cast.group, birth_date=date(1985, 3, 12))
    edit = of(row, "identity-update")
    shown = client_of(cast.lina).get(edit).context["form"]
    assert shown["birth_date"].value() == "12/03/1985", "what she typed herself"
    assert fill(client_of(cast.lina), edit, name="Rosalina Bano", birth_date="1986").status_code == 302
    page = client_of(cast.lina).get(reverse("groups:history", args=[cast.group.pk])).content.decode()
    assert "membetulkan nama Rosalina Bano" in page
    assert "<del>1985</del>" in page
    assert "12 Maret 1985" not in page, "of a birth date a leader's pages tell the year"


def test_home_tells_what_was_decided_until_it_is_read(cast, client_of, names):
    client = client_of(cast.lina)
    home = client.get("/")
    assert list(home.context["told_names"]) == [names[3], names[2], names[0]]
    page = home.content.decode()
    assert "di data warga bernama Rosalina Bano" in page
    assert "tidak ada di RT 3" in page
    assert "Ina Sama" not in page, "nothing to tell of a name that fits"
    other = client_of(cast.penfui)
    assert other.post(reverse("members:identities-told"), {"nama": [names[3].pk]}).status_code == 302
    assert list(client.get("/").context["told_names"]) == [names[3], names[2], names[0]]
    sent = {"nama": [names[3].pk, names[0].pk, "x", "9" * 30]}
    assert client.post(reverse("members:identities-told"), sent).url == "/"
    assert list(client.get("/").context["told_names"]) == [names[2]]
    before = everything()
    client.post(reverse("members:identities-told"), sent)
    assert everything() == before
    assert (cast.lina.full_name, "sudah membaca keputusannya") in sentences(
        client, reverse("members:identity-history", args=[names[3].pk])
    )


def test_home_tells_what_others_changed_on_her_list(cast, client_of):
    with acting_as(cast.lina):
        own = factories.membership(factories.person("Ina Sendiri", PENFUI), cast.group)
    client = client_of(cast.lina)
    assert client.get("/").context["corrections"] == []
    with acting_as(cast.penfui):
        own.number = 77
        own.save()
        factories.office(cast.group, "secretary", own.person)
        elsewhere = factories.group("Arisan Biru", BIRU, kind="kps")
        factories.membership(factories.person("Ina Jauh", BIRU), elsewhere)
    (found,) = client.get("/").context["corrections"]
    assert found.group == cast.group
    assert {entry.who for entry in found.entries} == {cast.penfui.full_name}
    assert len(found.entries) == 2
    assert "Ina Sendiri" in client.get("/").content.decode()


def test_the_queue_stands_on_the_officers_home(cast, client_of, names):
    def queue(who) -> list:
        return [task for task in client_of(who).get("/").context["tasks"] if task.url == reverse("members:identities")]

    assert queue(cast.penfui) == []
    typed_by(cast.lina, "Rosalina Banno", cast.group)
    typed_by(cast.penfui, "Ina Petugas", cast.group)
    assert [task.count for task in queue(cast.penfui)] == [1], "not what he typed himself"
    assert [task.count for task in queue(cast.dinas_kupang)] == [2]
    assert queue(cast.biru) == queue(cast.tksk) == []
    assert client_of(cast.lina).get("/").context["waiting_names"] == 2


def test_where_a_name_stands_is_said_by_the_kind_of_the_village(cast, client_of, names):
    page = client_of(cast.lina).get(reverse("members:identities"), {"status": "all"}).content.decode()
    assert "ditolak" in page
    typed_by(cast.lina, "Ina Tunggu", cast.group)
    assert "menunggu desa" in client_of(cast.lina).get(reverse("members:identities")).content.decode()
    other = factories.group("Arisan Biru", BIRU, kind="kps")
    factories.waiting_name("Ina Kota", other)
    assert "menunggu kelurahan" in client_of(cast.biru).get(reverse("members:identities")).content.decode()


def test_a_leader_reads_the_year_alone(cast, client_of):
    row = typed_by(cast.lina, "Rosalina Banno", cast.group, birth_date=date(1985, 3, 12))
    roster = reverse("members:roster", args=[cast.group.pk])
    for url in (row.get_absolute_url(), reverse("members:identities"), roster):
        page = client_of(cast.lina).get(url).content.decode()
        assert "12 Mar" not in page, url
        assert "1985" in page, url
    assert "12 Mar 1985" in client_of(cast.penfui).get(row.get_absolute_url()).content.decode()
