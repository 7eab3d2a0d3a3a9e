"""A hidden number is shown for one tap and a reason, and the Dinas reads who looked; on phone and desk."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import BIRU, BONE, MACEGE, WATAMPONE
from tests.looks.conftest import KK, NIK, NUMBERS, PHONE
from tests.looks.test_limits import spent
from wksbm.accounts.models import AccessLog
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.people.numbers import grouped
from wksbm.people.services import save_person

Kind = AccessLog.Kind


@pytest.fixture
def siti(cast):
    household = factories.household(KK, BIRU)
    return factories.person(
        "Siti Aminah", BIRU, nik=NIK, phone=PHONE, household=household, address="Jalan Wijaya 5", rt="003"
    )


@pytest.fixture
def cleared(cast):
    return factories.user("dinas.rahasia", "dinas", BONE, cleared=True, full_name="Andi Dinas")


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, name)
    no_sideways_scrolling(page)
    axe(page)


def ask(page, person, number: str = "nik") -> None:
    page.goto(person.get_absolute_url())
    page.wait_for_load_state("networkidle")
    page.locator(f"#ask-{number} a").click()
    expect(page.locator("#reveal button").first).to_be_visible()


def test_a_number_is_shown_in_place_and_hidden_again_after_a_reload(page, cast, siti):
    sign_in(page, cast.tksk.username)
    page.goto(siti.get_absolute_url())
    looked_at(page, "person-masked")
    body = page.locator("body")
    for number, value in NUMBERS.items():
        expect(body).not_to_contain_text(grouped(value))
        page.locator(f"#ask-{number} a").click()
        expect(page.locator("#reveal button").first).to_be_focused()
        if number == "nik":
            looked_at(page, "reveal-question")
        page.locator("#reveal button[value=card]").click()
        expect(page.locator(f"#shown-{number}")).to_have_text(grouped(value))
        expect(page.locator(f"#ask-{number} a")).to_have_count(0)
        assert value not in page.url
    looked_at(page, "reveal-shown")
    page.reload()
    for value in NUMBERS.values():
        expect(body).not_to_contain_text(grouped(value))
    assert AccessLog.objects.filter(kind=Kind.REVEAL).count() == 3


def test_another_reason_is_written(page, cast, siti):
    sign_in(page, cast.biru.username)
    ask(page, siti)
    page.locator("#reveal input[name=other]").press("Enter")
    expect(page.locator("#reveal .invalid-feedback")).to_be_visible()
    looked_at(page, "reveal-no-reason")
    page.locator("#reveal input[name=other]").fill("surat camat")
    page.locator("#reveal input[name=other]").press("Enter")
    expect(page.locator("#shown-nik")).to_have_text(grouped(NIK))
    assert AccessLog.objects.get(kind=Kind.REVEAL).reason == "surat camat"


def test_without_script_it_goes_by_pages_of_its_own(open_screen, cast, siti):
    page = open_screen("phone", java_script_enabled=False)
    sign_in(page, cast.biru.username)
    page.goto(siti.get_absolute_url())
    page.locator("#ask-nik a").click()
    shoot(page, "reveal-page")
    page.locator("button[value=card]").click()
    expect(page.get_by_text(grouped(NIK))).to_be_visible()
    shoot(page, "reveal-page-shown")
    assert NIK not in page.url
    page.goto(siti.get_absolute_url())
    page.locator("summary", has=page.locator("xpath=../*[@id='match']")).click()
    page.fill("input[name=digits]", "0001")
    page.press("input[name=digits]", "Enter")
    expect(page.locator(".rk-note-ok")).to_be_visible()


def test_the_last_four_digits_are_answered_in_place(page, cast, siti):
    sign_in(page, cast.biru.username)
    page.goto(siti.get_absolute_url())
    page.wait_for_load_state("networkidle")
    page.locator("summary", has=page.locator("xpath=../*[@id='match']")).click()
    for digits, answer in (("12", ".invalid-feedback"), ("0002", ".rk-note-wait"), ("0001", ".rk-note-ok")):
        page.fill("#match input[name=digits]", digits)
        page.press("#match input[name=digits]", "Enter")
        expect(page.locator(f"#match {answer}")).to_be_visible()
    looked_at(page, "match")
    assert AccessLog.objects.filter(kind=Kind.MATCH).count() == 2


def test_over_the_limit_the_page_says_when_it_opens_again(page, cast, siti, problems):
    sign_in(page, cast.biru.username)
    ask(page, siti)
    spent(cast.biru, Kind.REVEAL, 30)
    page.locator("#reveal button[value=card]").click()
    expect(page.locator("#reveal [role=alert]")).to_be_visible()
    shoot(page, "limit-in-place")
    spent(cast.biru, Kind.LOOK_UP, 60)
    page.goto(f"/warga/?q={NIK}")
    expect(page.locator("[role=alert]")).to_be_visible()
    looked_at(page, "limit")
    assert [problem for problem in problems if "429" not in problem] == []
    problems.clear()


def test_the_dinas_reads_the_alarm_and_who_has_seen_whom(page, cast, cleared, siti):
    with acting_as(cast.biru):
        other = factories.person("Siti Aminah Lain", MACEGE, nik="9901014101900077")
        twin = Person(full_name="Sitti Aminah", village_id=WATAMPONE, nik=other.nik, sex="P",
                      birth_date=date(1990, 1, 1))  # fmt: skip
        save_person(twin, by=cast.watampone)
    spent(cast.biru, Kind.REVEAL, 30)
    for _again in range(2):
        AccessLog(user=cast.biru, kind=Kind.VIEW, target="people.Person", number=siti.pk, region_id=BIRU).save()
    AccessLog(
        user=cast.biru, kind=Kind.LIMIT, region_id=BIRU, facts={"of": "reveal", "most": 30, "role": "village"}
    ).save()
    sign_in(page, cleared.username)
    expect(page.locator(".rk-note-bad")).to_contain_text("Desa Biru")
    looked_at(page, "home-dinas-alarm")
    page.locator(".rk-note-bad a").first.click()
    looked_at(page, "log-limit")
    page.goto("/akun/catatan/")
    looked_at(page, "log")
    page.goto(f"/warga/{siti.pk}/dilihat/")
    looked_at(page, "who-has-seen")
    page.goto("/warga/?nik=conflict")
    looked_at(page, "conflicts")
    page.goto(twin.get_absolute_url())
    expect(page.get_by_role("link", name="Siti Aminah Lain")).to_be_visible()
    looked_at(page, "conflict")
