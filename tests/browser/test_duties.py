"""Duties with real clicks: a new officer in under a minute, a village's leader, a hand-over, a clearance, the switch."""

import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import BIRU, PENFUI, TANETE_RIATTANG
from wksbm.accounts.models import Duty, User

MOST_ACTS = 12


def labelled(page, label: str):
    """The field of this label, which ends in a star where it must be filled in."""
    return page.get_by_label(re.compile(rf"^\s*{label}\s*\*?\s*$"))


class Hand:
    """Counts what a person does: every tap, every field typed into, every choice in a list."""

    def __init__(self, page) -> None:
        self.page, self.count, self.began = page, 0, time.monotonic()

    def tap(self, name: str, role: str = "link") -> None:
        self.count += 1
        self.page.get_by_role(role, name=name).first.click()

    def type(self, label: str, text: str) -> None:
        self.count += 1
        labelled(self.page, label).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.count += 1
        labelled(self.page, label).select_option(label=option)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, f"duties-{name}")
    no_sideways_scrolling(page)
    axe(page)


@pytest.fixture
def signed_in(page, cast):
    """A page on which this account has just signed in, so that its password is not asked again."""

    def enter(user):
        page.context.clear_cookies()
        sign_in(page, user.username)
        return page

    return enter


def test_the_dinas_gives_a_new_officer_an_account_in_a_dozen_acts(signed_in, cast, capsys):
    page = signed_in(cast.dinas_bone)
    page.goto("/akun/")
    looked_at(page, "accounts")
    hand = Hand(page)
    hand.tap("Akun baru")
    hand.type("Nama lengkap", "Sri Handayani")
    hand.type("Nomor HP", "0812 3456 7890")
    hand.count += 1
    page.get_by_text("Operator desa/kelurahan", exact=True).click()
    hand.choose("Kecamatan", "Tanete Riattang")
    hand.choose("Desa/kelurahan", "Biru")
    hand.type("Sampai", "31/12/2027")
    expect(page.locator("#usul-nama")).to_contain_text("desa.biru2")
    looked_at(page, "new-account")
    hand.tap("Buat akun", "button")
    expect(page.locator("#given")).to_be_visible()
    looked_at(page, "account-ready")
    account = User.objects.get(full_name="Sri Handayani")
    assert (account.username, account.duties.get().region_id) == ("desa.biru2", BIRU)
    assert account.check_password(page.locator("#given").inner_text())
    assert page.locator("#given").inner_text() not in page.locator("#letter").input_value() + page.url
    assert hand.count <= MOST_ACTS
    page.reload()
    expect(page.locator("#given")).to_have_count(0)
    with capsys.disabled():
        print(f"\nnew officer: {hand.count} acts, {hand.seconds:.1f} s of machine time with two looks in between")


def test_a_village_gives_and_ends_its_leaders(signed_in, cast):
    page = signed_in(cast.penfui)
    page.goto("/akun/")
    looked_at(page, "leaders-of-a-village")
    hand = Hand(page)
    hand.tap("Akun ketua")
    hand.choose("Kelompok", "Rindu Sejahtera")
    hand.type("Nama lengkap", "Ina Lalu")
    hand.type("Nomor HP", "0812 3456 7891")
    looked_at(page, "new-leader")
    hand.tap("Beri akun", "button")
    expect(page.locator("#given")).to_be_visible()
    looked_at(page, "leader-ready")
    assert hand.count <= MOST_ACTS
    page.goto(cast.group.get_absolute_url())
    page.wait_for_load_state("networkidle")
    looked_at(page, "group-leaders")
    page.get_by_role("link", name="Akhiri").last.click()
    page.get_by_label("Alasan").fill("Pindah ke Kupang")
    looked_at(page, "end-leader")
    page.get_by_role("button", name="Akhiri").click()
    expect(page.get_by_text("tetap ada dalam riwayat kelompok")).to_be_visible()


def test_a_duty_is_extended_handed_over_and_cleared(signed_in, cast):
    duty = cast.tksk.duties.get()
    duty.ends_on = date.today() + timedelta(days=9)
    duty.save()
    page = signed_in(cast.admin)
    looked_at(page, "home-admin")
    page.goto("/akun/tugas/")
    looked_at(page, "about-to-end")
    page.get_by_role("link", name="Perpanjang").click()
    page.get_by_label("Hari terakhir yang baru").fill("31/12/2027")
    looked_at(page, "extend")
    page.get_by_role("button", name="Perpanjang").click()
    expect(page.get_by_role("heading", name="Tksk Tanete")).to_be_visible()
    page.get_by_role("link", name="Beri izin data rahasia").click()
    page.get_by_label("Sampai").fill(f"{date.today() + timedelta(days=90):%d/%m/%Y}")
    page.get_by_label("Alasan").fill("Surat tugas 12/2026")
    looked_at(page, "clearance")
    page.get_by_role("button", name="Beri izin").click()
    expect(page.locator(".rk-tag-sealed")).to_be_visible()
    looked_at(page, "cleared")
    page.get_by_role("link", name="Serah terima").click()
    page.get_by_label("Nama lengkap, untuk akun baru").fill("Andi Pengganti")
    page.get_by_label("Alasan").fill("Mutasi")
    looked_at(page, "hand-over")
    page.get_by_role("button", name="Serahkan tugas").click()
    expect(page.locator("#given")).to_be_visible()
    looked_at(page, "handed-over")
    assert Duty.objects.get(user__full_name="Andi Pengganti").cleared_until is None


def test_one_with_several_duties_sees_in_which_he_acts(signed_in, cast):
    factories.duty(cast.biru, "tksk", TANETE_RIATTANG)
    factories.duty(cast.biru, "village", PENFUI)
    page = signed_in(cast.biru)
    expect(page.locator(".rk-acting")).to_contain_text("TKSK, Kecamatan Tanete Riattang")
    page.locator(".rk-acting a").click()
    looked_at(page, "my-duties")
    page.get_by_role("listitem").filter(has_text="Penfui").get_by_role("button").click()
    expect(page.locator(".rk-acting")).to_contain_text("Penfui Timur")
    looked_at(page, "home-with-several")
