"""The network of a group: partners outside the register, other groups, what they give, since when and until when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from groups.models import Link
from tests import factories
from tests.factories import BIRU, BONE, PENFUI, WATAMPONE
from tests.screens.pages import dangers, fill, refusals, send

pytestmark = pytest.mark.django_db
DINAS = {"party": "Dinas Pertanian Kab. Kupang", "party_kind": "agency", "direction": "vertical", "level": "regency",
         "cause": "assisted", "gives": ["money", "skills"], "agreement": "MoU 12/2024", "since": "01/02/2024"}  # fmt: skip


def to_partner(group) -> str:
    return reverse("groups:link-create", args=[group.pk])


def to_group(group, other=None, **query) -> str:
    query = f"?kelompok={other.pk}" if other else "".join(f"?{name}={value}" for name, value in query.items())
    return reverse("groups:link-group", args=[group.pk]) + query


def page_of(client, group) -> str:
    answer = client.get(group.get_absolute_url())
    assert dangers(answer) == []
    return answer.content.decode()


@pytest.fixture
def officer(cast, client_of):
    return client_of(cast.penfui)


@pytest.fixture
def mekar(cast):
    return factories.group("Mekar Jaya", PENFUI)


def test_a_partner_outside_stands_on_the_page_with_all_that_was_told(cast, officer):
    answer = fill(officer, to_partner(cast.group), **DINAS)
    assert answer["Location"] == f"{cast.group.get_absolute_url()}#jejaring"
    link = Link.objects.get()
    assert (link.direction, link.level, link.cause, link.gives) == (
        "vertical",
        "regency",
        "assisted",
        ["money", "skills"],
    )
    assert (link.since, link.until, link.agreement) == (date(2024, 2, 1), None, "MoU 12/2024")
    page = page_of(officer, cast.group)
    assert DINAS["party"] in page
    assert DINAS["agreement"] in page


def test_a_kkn_has_its_programme_and_how_many_it_trained(cast, officer):
    kkn = {
        "party": "Undana",
        "party_kind": "campus",
        "direction": "horizontal",
        "programme": "KKN 2025",
        "trained": "14",
    }
    fill(officer, to_partner(cast.group), **kkn)
    link = Link.objects.get()
    assert (link.programme, link.trained, link.is_possible) == ("KKN 2025", 14, True)
    assert "KKN 2025" in page_of(officer, cast.group)


@pytest.mark.parametrize(("typed", "field"), [
    ({"party": ""}, "party"), ({"party_kind": ""}, "party_kind"), ({"level": ""}, "level"),
    ({"until": "31/01/2024"}, "until"), ({"since": "01/02/2099"}, "since"), ({"trained": "-3"}, "trained"),
    ({"gives": ["gold"]}, "gives"), ({"direction": "diagonal"}, "direction"),
])  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_lost(cast, officer, typed, field):
    answer = fill(officer, to_partner(cast.group), **DINAS | typed)
    assert list(refusals(answer)) == [field]
    assert answer.context["form"]["agreement"].value() == DINAS["agreement"]
    assert Link.objects.count() == 0


def test_another_group_is_looked_for_by_name_and_then_both_pages_show_the_link(cast, officer, mekar):
    factories.group("Mekar Sari", BIRU)
    found = officer.get(to_group(cast.group, q="mekar"))
    assert [one.name for one in found.context["found"]] == ["Mekar Jaya"], "of the area alone, and not the group itself"
    assert fill(officer, to_group(cast.group, mekar), direction="horizontal", since="2/5/2023").status_code == 302
    assert mekar.get_absolute_url() in page_of(officer, cast.group)
    assert cast.group.get_absolute_url() in page_of(officer, mekar)


@pytest.mark.parametrize("turned", [False, True])
def test_two_groups_are_linked_once_whoever_enters_it(cast, officer, mekar, turned):
    factories.link(cast.group, other=mekar)
    ends = (mekar, cast.group) if turned else (cast.group, mekar)
    answer = fill(officer, to_group(*ends), direction="horizontal")
    assert refusals(answer) == {"__all__": ["linked"]}
    Link.objects.get().delete()
    factories.link(cast.group, other=mekar, until=date(2022, 1, 1))
    assert fill(officer, to_group(*ends), direction="horizontal").status_code == 302, "what has ended may begin anew"


def test_a_group_of_another_area_cannot_be_chosen(cast, officer):
    far = factories.group("Harapan", BIRU)
    assert officer.get(to_group(cast.group, far)).status_code == 404
    closed = factories.group("Bubar", PENFUI, status="dissolved")
    assert officer.get(to_group(cast.group, closed)).status_code == 404
    assert officer.get(to_group(cast.group, cast.group)).status_code == 404


def test_of_a_group_outside_the_area_nothing_is_told(cast, client_of):
    mine, far = factories.group("Dekat", BIRU), factories.group("Jauh Sekali", WATAMPONE)
    link = factories.link(mine, other=far)
    for who, group, told in ((cast.biru, mine, far), (cast.watampone, far, mine)):
        client = client_of(who)
        pages = [group.get_absolute_url(), reverse("groups:history", args=[group.pk])]
        pages += [reverse(f"groups:link-{act}", args=[link.pk]) for act in ("update", "end")] if group == mine else []
        for url in pages:
            assert told.name not in client.get(url).content.decode(), url
    assert far.name in page_of(client_of(cast.dinas_bone), mine)


def test_a_link_is_corrected_with_its_reason_and_two_at_once_meet(cast, officer):
    link = factories.link(cast.group, "Toko Makmur", party_kind="business", gives=["goods"])
    url = reverse("groups:link-update", args=[link.pk])
    first, second = officer.get(url), officer.get(url)
    assert send(officer, url, first, party="Toko Makmur Jaya", why="salah nama").status_code == 302
    answer = send(officer, url, second, party="Toko Sejahtera")
    assert answer.status_code == 409
    assert "Toko Makmur Jaya" in answer.content.decode()
    row = Link.history.filter(history_type="~").get()
    assert (row.party, row.history_change_reason, row.history_user) == ("Toko Makmur Jaya", "salah nama", cast.penfui)


def test_a_link_ends_on_a_day_with_a_reason_and_stays_under_before(cast, officer):
    link = factories.link(cast.group, "Toko Makmur", since=date(2024, 5, 1))
    url = reverse("groups:link-end", args=[link.pk])
    assert list(refusals(fill(officer, url, on="30/04/2024", reason="tutup"))) == ["on"]
    assert list(refusals(fill(officer, url, on="01/05/2025", reason=""))) == ["reason"]
    assert fill(officer, url, on="01/05/2025", reason="tutup").status_code == 302
    link.refresh_from_db()
    assert link.until == date(2025, 5, 1)
    former = officer.get(cast.group.get_absolute_url()).context["former_ties"]
    assert [tie.link.party for tie in former] == ["Toko Makmur"]
    assert fill(officer, url, on="01/06/2025", reason="lagi").status_code == 200, "it has ended"


@pytest.mark.parametrize(("who", "status"), [("lina", 302), ("penfui", 302), ("dinas_kupang", 302), ("admin", 302),
                                             ("biru", 404), ("camat", 404)])  # fmt: skip
def test_the_table_says_who_changes_the_network(cast, client_of, who, status):
    link = factories.link(cast.group, "Toko Makmur")
    source = client_of(cast.penfui)
    for url, typed in ((to_partner(cast.group), DINAS), (reverse("groups:link-update", args=[link.pk]), {"party": "Toko"}),
                       (reverse("groups:link-end", args=[link.pk]), {"reason": "tutup"})):  # fmt: skip
        page = source.get(url)
        assert send(client_of(getattr(cast, who)), url, page, **typed).status_code == status, url


def test_a_tksk_reads_the_network_and_changes_nothing(cast, client_of):
    group = factories.group("Dekat", BIRU)
    link, client = factories.link(group, "Toko Makmur"), client_of(cast.tksk)
    assert "Toko Makmur" in page_of(client, group)
    urls = [
        to_partner(group),
        to_group(group),
        reverse("groups:link-update", args=[link.pk]),
        reverse("groups:link-end", args=[link.pk]),
    ]
    assert [client.get(url).status_code for url in urls] == [403] * 4


def test_the_network_of_a_closed_group_is_read_only(cast, officer):
    link = factories.link(cast.group, "Toko Makmur")
    cast.group.status = "dissolved"
    cast.group.save()
    urls = [to_partner(cast.group), to_group(cast.group), reverse("groups:link-update", args=[link.pk])]
    assert [officer.get(url).status_code for url in urls] == [403] * 3


def test_a_group_that_said_to_have_no_network_has_one_with_its_first_partner(cast, officer):
    cast.group.no_links = True
    cast.group.save()
    fill(officer, to_partner(cast.group), **DINAS)
    cast.group.refresh_from_db()
    assert cast.group.no_links is False


def test_groups_without_any_link_are_found(cast, client_of):
    names = ("Sendiri", "Bermitra", "Ditautkan", "Dulu")
    alone, partnered, linked, before = (factories.group(name, BIRU) for name in names)
    factories.link(partnered, "Toko Makmur")
    factories.link(partnered, other=linked)
    factories.link(before, "Toko Lama", until=date.today() - timedelta(days=1))
    rows = client_of(cast.biru).get(f"{reverse('groups:list')}?links=none").context["rows"]
    assert {row[0] for row in rows} == {alone, before}
    rows = client_of(cast.biru).get(f"{reverse('groups:list')}?links=some").context["rows"]
    assert {row[0] for row in rows} == {partnered, linked}


def test_the_story_tells_the_network_on_both_pages(cast, officer, mekar):
    fill(officer, to_group(cast.group, mekar), direction="horizontal", since="2/5/2023")
    link = Link.objects.get()
    fill(officer, reverse("groups:link-update", args=[link.pk]), cause="own", gives=["people"], why="rapat")
    fill(officer, reverse("groups:link-end", args=[link.pk]), on="3/5/2024", reason="selesai")
    officer.cookies["rukun_language"] = "en"
    for group, other in ((cast.group, mekar), (mekar, cast.group)):
        story = officer.get(f"{reverse('groups:history', args=[group.pk])}?about=network").content.decode()
        for said in (f"tied in {other}", f"changed the link with {other}", f"ended the link with {other}", "selesai"):
            assert said in story, (group, said)


def test_the_country_of_a_dinas_is_its_regency(cast, client_of):
    """A link of groups of two villages is for who sees both."""
    near, far = factories.group("Dekat", BIRU), factories.group("Jauh", WATAMPONE)
    assert near.village_id.startswith(BONE)
    assert fill(client_of(cast.dinas_bone), to_group(near, far), direction="horizontal").status_code == 302
