"""The Dinas erases a person and hands out a report: walked, looked at, read by axe."""

import pytest

from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import BIRU, PASSWORD
from tests.privacy.somebody import NAME, NIK, everything_about_her
from wksbm.accounts.models import AccessLog, Erasure
from wksbm.people.models import Person

REASON = "Permintaan warga, surat 12 Maret"


@pytest.fixture
def her(cast):
    return everything_about_her(cast)


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, name)
    no_sideways_scrolling(page)
    axe(page)


def test_the_notice_is_fit_to_be_read_out(page):
    page.goto("/data-pribadi/")
    looked_at(page, "privacy-notice")


def test_the_report_is_asked_for_and_shown(page, cast, her):
    sign_in(page, cast.dinas_bone.username)
    page.goto(her.person.get_absolute_url())
    page.locator("details:has(a[href$='/laporan/']) > summary").click()
    looked_at(page, "privacy-person")
    page.locator(f"a[href='/warga/{her.person.pk}/laporan/']").click()
    looked_at(page, "privacy-report-form")
    page.fill("input[name=reason]", REASON)
    confirm_password(page)
    page.click("form.rk-form button[type=submit]")
    page.wait_for_selector(f"text={NIK}")
    looked_at(page, "privacy-report")
    assert AccessLog.objects.get(kind="report").reason == REASON


def confirm_password(page) -> None:
    """Asked unless the session confirmed it at the sign-in a moment ago."""
    field = page.locator("form.rk-form input[name=password]")
    if field.count():
        field.fill(PASSWORD)


def test_erasing_shows_what_goes_and_says_when_it_is_done(page, cast, her):
    sign_in(page, cast.dinas_bone.username)
    page.goto(f"/warga/{her.person.pk}/hapus/")
    looked_at(page, "privacy-erase")
    page.fill("input[name=reason]", f"diminta {NAME}")
    page.check("input[name=sure]")
    confirm_password(page)
    page.click("form.rk-form button[type=submit]")
    page.wait_for_selector(".invalid-feedback")
    looked_at(page, "privacy-erase-refused")
    page.fill("input[name=reason]", REASON)
    page.check("input[name=sure]")
    confirm_password(page)
    page.click("form.rk-form button[type=submit]")
    page.wait_for_selector(f"text={REASON}")
    looked_at(page, "privacy-erased")
    assert Erasure.objects.get().reason == REASON
    assert not Person.objects.filter(full_name=NAME).exists()
    page.goto(f"/kelompok/{her.group.pk}/anggota/?on=01/01/2024")
    assert "(dihapus)" in page.content()
    looked_at(page, "privacy-roster")


def test_retention_lists_whose_time_is_over(page, cast):
    factories.person("Almarhum Puang Sitti", BIRU, living="deceased", living_since="2010-01-01")
    sign_in(page, cast.dinas_bone.username)
    page.goto("/warga/masa-simpan/")
    looked_at(page, "privacy-retention")


def test_the_form_of_a_child_asks_who_answers_for_it(phone, cast):
    sign_in(phone, cast.biru.username)
    phone.goto("/warga/baru/?nama=anak+baru")
    phone.select_option("select[name=no_nik_reason]", "unknown")
    phone.fill("input[name=birth_date]", "01/01/2020")
    phone.locator("label[for=id_sex_0]").click()
    phone.click("form.rk-form button[type=submit]")
    phone.wait_for_selector(".rk-note-wait")
    assert phone.locator("input[name=guardian]").is_visible()
    looked_at(phone, "privacy-child")
