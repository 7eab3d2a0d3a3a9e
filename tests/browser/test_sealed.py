"""A confidential referral from the phone of a village to the desk of who is cleared."""

import re

import pytest

from beneficiaries.models import SealedCase
from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import BONE, TANETE_RIATTANG
from tests.sealed.cases import confirmed, make_kinds


@pytest.fixture
def kinds(cast):
    factories.user("dinas.rahasia", "dinas", BONE, cleared=True, full_name="Mappaita Sulaiman")
    return make_kinds()


def looked_at(page, name: str) -> None:
    shoot(page, name)
    no_sideways_scrolling(page)
    axe(page)


def test_a_referral_goes_from_a_phone_to_the_desk_of_the_cleared(phone, open_screen, cast, kinds):
    sign_in(phone, cast.biru.username)
    phone.goto("/pmks/")
    phone.get_by_role("link", name=re.compile("Kirim rahasia|Send sealed")).first.click()
    phone.wait_for_url("**/pmks/rahasia/kirim/")
    looked_at(phone, "sealed-refer")
    assert "Mappaita Sulaiman" in phone.content()
    phone.get_by_role("button", name=re.compile("Kirim|Send sealed")).last.click()
    assert phone.locator(".invalid-feedback").count() >= 4
    looked_at(phone, "sealed-refer-errors")
    phone.fill("[name=name]", "Ibu Zubaedah")
    phone.fill("[name=seen]", "lebam di lengan, takut pulang")
    phone.fill("[name=reach]", "lewat bidan")
    phone.select_option("[name=kinds]", label="Korban tindak kekerasan")
    phone.locator("label[for^=id_urgency]").nth(1).click()
    phone.get_by_role("button", name=re.compile("Kirim|Send sealed")).last.click()
    phone.wait_for_url("**/pmks/rahasia/terkirim/")
    looked_at(phone, "sealed-receipt")
    case = SealedCase.objects.get()
    assert case.receipt in phone.content()
    assert "Zubaedah" not in phone.content()

    desk = open_screen("desk")
    sign_in(desk, cast.tksk_cleared.username)
    looked_at(desk, "home-cleared")
    desk.goto("/pmks/rahasia/")
    looked_at(desk, "sealed-list")
    desk.get_by_role("link", name=case.receipt).click()
    looked_at(desk, "sealed-ask")
    assert "Zubaedah" not in desk.content()
    desk.fill("[name=reason]", "tindak lanjut rujukan")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=lebam di lengan")
    looked_at(desk, "sealed-case")
    desk.locator("a[href$='pastikan/']").click()
    looked_at(desk, "sealed-confirm")
    desk.fill("[name=text]", "sudah ditemui bersama bidan")
    desk.locator("form.rk-form button[type=submit]").click()
    desk.wait_for_selector("text=sudah ditemui bersama bidan")
    case.refresh_from_db()
    assert case.status == "confirmed"


def test_the_cleared_open_a_case_on_the_phone_too(phone, cast, kinds):
    case = confirmed(cast.biru, factories.BIRU, "PMKS-19", on="2026-03-01", reach="lewat bidan", avoid="jangan telepon")
    sign_in(phone, cast.tksk_cleared.username)
    phone.goto("/pmks/rahasia/")
    looked_at(phone, "sealed-list")
    phone.goto(case.get_absolute_url())
    phone.fill("[name=reason]", "tindak lanjut rujukan")
    looked_at(phone, "sealed-ask")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("text=lewat bidan")
    looked_at(phone, "sealed-case")


def test_the_recap_tells_guarded_kinds_in_words(page, cast, kinds):
    for _number in range(6):
        confirmed(cast.biru, factories.BIRU, "PMKS-19")
    factories.classification(
        factories.person("Sitti Rahma", factories.BIRU), factories.category(), by=cast.biru, status="verified"
    )
    sign_in(page, cast.dinas_bone.username)
    for region, name in ((TANETE_RIATTANG, "recap-guarded-district"), (BONE, "recap-guarded-regency")):
        page.goto(f"/rekap/pmks/?region={region}&year=2022")
        looked_at(page, name)
        assert page.locator("text=≥5").first.is_visible() or page.locator("text=≥5").last.is_visible()
