"""From blank to whole through the screens: the groups of the papers, part by part, with components, offices, links."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from groups.inventory import progress, standing
from groups.models import SocialGroup
from members.models import OfficerTerm
from tests import factories
from tests.browser.inventories import RINDU, TANETE, WARGA_RUKUN, Facts
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import BIRU, PENFUI, SOROSUTAN

PARTS = ("identitas", "keanggotaan", "sumber-daya", "program")


@pytest.fixture
def place(db, acting):
    """Regions and code lists, and nothing else."""
    factories.make_regions()
    call_command("load_codes", verbosity=0)


def fill(page, facts: Facts) -> None:
    """Types, chooses and ticks, whatever the field of this name is."""
    for name, value in facts.items():
        for one in value if isinstance(value, list) else [value]:
            put(page, page.locator(f"form [name={name}]:not([type=hidden])"), one)


def put(page, field, value: str | bool) -> None:
    fold = field.first.locator("xpath=ancestor::details[not(@open)]")
    if fold.count():
        fold.locator("summary").first.click()
    kind = field.first.evaluate("node => node.type")
    if kind in ("radio", "checkbox"):
        chosen = (
            field
            if value is True
            else page.locator(f"form [name={field.first.get_attribute('name')}][value='{value}']")
        )
        if not chosen.is_checked():
            page.locator(f"label[for={chosen.get_attribute('id')}]").click()
    elif kind == "select-one":
        options = field.locator("option").all()
        wanted = [one.get_attribute("value") for one in options if one.get_attribute("value") == value]
        called = [one.get_attribute("value") for one in options if value.lower() in one.inner_text().lower()]
        field.select_option((wanted or called)[0])
    else:
        field.fill(value)


def send(page) -> None:
    before = page.url
    page.locator("form.rk-form button[type=submit], main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: url != before)


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, f"inventory-{name}")
    no_sideways_scrolling(page)
    axe(page)


def register(page, told: dict, *, look: str = "") -> SocialGroup:
    page.goto(reverse("groups:create"))
    fill(page, told["register"])
    if look:
        looked_at(page, f"{look}-new")
    send(page)
    return SocialGroup.objects.get(name=told["register"]["name"])


def take_stock(page, group: SocialGroup, told: dict, *, look: str = "") -> None:
    """The parts one after the other, as saving leads from one to the next."""
    page.goto(reverse("groups:inventory", args=[group.pk]))
    if look:
        looked_at(page, f"{look}-blank")
    page.locator("main a.btn-primary").click()
    for part in PARTS:
        expect(page).to_have_url(re.compile(f"/inventaris/{part}/$"))
        fill(page, told[part])
        if look:
            looked_at(page, f"{look}-{part}")
        send(page)
    if told.get("no_links"):
        fill(page, {"no_links": True})
        send(page)
    for link in told.get("links", []):
        page.goto(reverse("groups:link-create", args=[group.pk]))
        fill(page, link)
        if look:
            looked_at(page, f"{look}-link")
        send(page)


def is_whole(page, group: SocialGroup, look: str = "") -> None:
    group.refresh_from_db()
    filled, asked = progress(standing(group))
    assert filled == asked, [one.missing for one in standing(group)]
    page.goto(reverse("groups:inventory", args=[group.pk]))
    expect(page.locator("main")).to_contain_text(f"{filled}")
    expect(page.locator("main a.btn-primary")).to_have_count(0)
    if look:
        looked_at(page, f"{look}-whole")
        page.goto(group.get_absolute_url())
        looked_at(page, f"{look}-page")


def test_rindu_sejahtera(place, page):
    factories.user("desa.uji", "village", PENFUI)
    sign_in(page, "desa.uji")
    rindu = register(page, RINDU, look="rindu")
    take_stock(page, rindu, RINDU, look="rindu")
    is_whole(page, rindu, "rindu")
    assert rindu.links.count() == 2
    assert rindu.purposes == ["welfare", "income"]


def test_warga_rukun_with_its_components_and_offices(place, desk):
    factories.user("desa.uji", "village", SOROSUTAN)
    sign_in(desk, "desa.uji")
    umbrella = register(desk, WARGA_RUKUN)
    take_stock(desk, umbrella, WARGA_RUKUN)
    for name in WARGA_RUKUN["components"]:
        desk.goto(f"{reverse('groups:create')}?wksbm={umbrella.pk}")
        fill(desk, {"name": name, "kind": "kps", "origin": "community"})
        send(desk)
    for post, rank in WARGA_RUKUN["offices"]:
        office(desk, umbrella, {"post": post, "rank": rank})
    for other in WARGA_RUKUN["advisers"]:
        office(desk, umbrella, {"post": "adviser", "ex_officio": other})
    is_whole(desk, umbrella, "warga-rukun")
    assert [str(row) for row in umbrella.coverage.all()] == [f"RT 0{number}/RW 008" for number in range(27, 32)]
    assert umbrella.components.filter(until=None).count() == 5
    terms = OfficerTerm.objects.in_group(umbrella)
    assert terms.exclude(post="adviser").count() == 6
    assert set(terms.filter(post="adviser").values_list("ex_officio", flat=True)) == set(WARGA_RUKUN["advisers"])
    desk.goto(reverse("members:roster", args=[umbrella.pk]))
    looked_at(desk, "warga-rukun-roster")


def office(page, group: SocialGroup, facts: Facts) -> None:
    page.goto(reverse("members:officer", args=[group.pk]))
    fill(page, facts | {"selection": "deliberation"})
    send(page)


def test_three_groups_of_tanete_riattang(place, phone):
    factories.user("desa.uji", "village", BIRU)
    sign_in(phone, "desa.uji")
    for told in TANETE:
        group = register(phone, told)
        take_stock(phone, group, told)
        is_whole(phone, group)
        assert group.no_links
