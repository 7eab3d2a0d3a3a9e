"""Sheets of a given group: what is known stands on them, as far as the one who prints may see it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.models import Coverage, Link
from members.models import Membership
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.twins.reading import in_order, pages, size, text
from wksbm.accounts.models import AccessLog
from wksbm.paper.codes import INVENTORY, ROSTER, code_of

pytestmark = pytest.mark.django_db


def inventory(group) -> str:
    return reverse("groups:inventory-sheet", args=[group.pk])


def roster(group) -> str:
    return reverse("members:roster-sheet", args=[group.pk])


@pytest.fixture
def known(cast):
    """Rindu Sejahtera with an answer in each part, and links inside and outside the area."""
    facts = {
        "founded_on": date(2008, 1, 1),
        "founded_on_precision": "year",
        "initiator": "Seorang ibu rumah tangga",
        "purposes": ["income"],
        "declared_members": 25,
        "voluntary": True,
        "skilled_people": "dua penenun",
        "programme": "tenun ikat tiap Sabtu",
    }
    for name, value in facts.items():
        setattr(cast.group, name, value)
    cast.group.save()
    Coverage(group=cast.group, rt="003", rw="001").save()
    others = [factories.group("Mekar Jaya", PENFUI, kind="kps"), factories.group("Arisan Biru", BIRU, kind="kps")]
    links = [{"other": other} for other in others] + [{"party": "Dinas Koperasi", "level": "regency"}]
    for link in links:
        Link(group=cast.group, **link).save()
    return cast.group


def test_the_inventory_holds_what_is_known_in_its_order(cast, client_of, known):
    paper = text(client_of(cast.penfui).get(inventory(known)))
    answers = ["Rindu Sejahtera", "2008", "Seorang ibu rumah tangga", "RW 001: 003", "25", "dua penenun",
               "tenun ikat tiap Sabtu"]  # fmt: skip
    assert in_order(paper, answers) == []
    assert code_of(INVENTORY, known.pk) in paper
    assert cast.penfui.full_name in paper
    assert "Mekar Jaya" in paper
    assert "Dinas Koperasi" in paper
    assert "Arisan Biru" not in paper


def test_every_page_carries_the_code(cast, client_of, known):
    sheets = pages(client_of(cast.penfui).get(inventory(known)))
    assert len(sheets) > 1
    assert all(page.count(code_of(INVENTORY, known.pk)) == 2 for page in sheets)  # under the QR, and in the foot


def test_the_roster_sheet_lists_the_members_of_today(cast, client_of):
    first = factories.person(
        "Yuliana Tefa", PENFUI, birth_date=date(1991, 5, 7), rt="006", rw="002", nik="9901014101900001"
    )
    factories.membership(factories.person("Marta Boru", PENFUI), cast.group, number=2)
    factories.membership(first, cast.group, number=1)
    factories.membership(factories.person("Ina Keluar", PENFUI), cast.group, number=3, left_on=date(2021, 1, 1))
    village = client_of(cast.penfui)
    paper = text(village.get(roster(cast.group)))
    assert in_order(paper, ["Rindu Sejahtera", "Yuliana Tefa", "P", "1991", "006/002", "☐ ☐", "Marta Boru"]) == []
    assert "Ina Keluar" not in paper
    assert "990101" not in paper
    assert "07/05" not in paper
    assert code_of(ROSTER, cast.group.pk) in paper
    entry = AccessLog.objects.get(kind="export")
    assert (entry.user, entry.target, entry.region_id) == (cast.penfui, "members.Membership", PENFUI)
    assert (entry.facts["rows"], entry.facts["format"]) == (2, "pdf")


def test_of_a_member_from_elsewhere_the_name_alone(cast, client_of):
    who = factories.person("Dari Jauh", BIRU, birth_date=date(1977, 1, 1), rt="009")
    factories.membership(who, cast.group, number=1)
    paper = text(client_of(cast.penfui).get(roster(cast.group)))
    assert "Dari Jauh" in paper
    assert "1977" not in paper
    assert " 009" not in paper


def test_two_hundred_members_fill_several_pages_with_the_heading_on_each(cast, client_of):
    for number in range(1, 201):
        factories.membership(factories.person("Warga Rukun", PENFUI), cast.group, number=number)
    answer = client_of(cast.penfui).get(roster(cast.group), {"kertas": "a4"})
    assert size(answer) == (210, 297)
    sheets = pages(answer)
    assert len(sheets) > 6
    headed = [page for page in sheets if _("Name") in page and _("RT/RW") in page]
    listed = [page for page in sheets if "Warga Rukun" in page]
    assert headed[: len(listed)] == listed
    assert sum(page.count("Warga Rukun") for page in sheets) == 200


def test_a_sheet_has_empty_rows_for_new_names(cast, client_of):
    paper = text(client_of(cast.lina).get(roster(cast.group)))
    assert in_order(paper, [_("New names"), _("Name"), _("L/P"), _("Born"), _("Signature")]) == []


def test_who_may_print_which_sheet(cast, client_of, known):
    asked = ("lina", "penfui", "dinas_kupang", "admin", "biru", "tksk", "camat", "dinas_bone")
    found = {who: client_of(getattr(cast, who)).get(inventory(known)).status_code for who in asked}
    assert found == {
        "lina": 200, "penfui": 200, "dinas_kupang": 200, "admin": 200, "biru": 404, "tksk": 404, "camat": 404,
        "dinas_bone": 404,
    }  # fmt: skip
    found = {who: client_of(getattr(cast, who)).get(roster(known)).status_code for who in asked}
    assert found == {
        "lina": 200, "penfui": 200, "dinas_kupang": 200, "admin": 403, "biru": 404, "tksk": 404, "camat": 404,
        "dinas_bone": 404,
    }  # fmt: skip


def test_the_group_and_its_roster_lead_to_the_sheets(cast, client_of):
    factories.membership(factories.person("Marta Boru", PENFUI), cast.group)
    for who in (cast.lina, cast.penfui):
        client = client_of(who)
        for page in (cast.group.get_absolute_url(), reverse("groups:inventory", args=[cast.group.pk])):
            assert inventory(cast.group) in client.get(page).content.decode()
        page = client.get(reverse("members:roster", args=[cast.group.pk])).content.decode()
        assert roster(cast.group) in page
        assert reverse("members:key-in", args=[cast.group.pk]) in page


def test_printing_changes_nothing(cast, client_of, known):
    before = Membership.history.count(), type(known).history.count()
    client_of(cast.lina).get(inventory(known))
    client_of(cast.lina).get(roster(known))
    assert (Membership.history.count(), type(known).history.count()) == before
