"""A village's day, end to end with real clicks: register, enrol, classify, log, verify, recap, export, read back."""

import io

import pytest
from django.core.management import call_command
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from beneficiaries.models import Classification
from members.models import Membership
from reports.demo.load import load_demo
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from wksbm.accounts.models import AccessLog
from wksbm.accounts.system import DEMO_PASSWORD
from wksbm.people.models import Person

NAME = "Melkiana Tanesib"


@pytest.fixture
def demo(transactional_db, settings, live_server):
    """The whole demo: all regions, the code lists, the papers' places."""
    settings.DEMO = True
    call_command("load_regions", verbosity=0)
    call_command("load_codes", verbosity=0)
    return list(load_demo())


class Hand:
    """Counts what a person does: every tap and every field typed into."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def tap(self, locator) -> None:
        self.count += 1
        locator.click()

    def type(self, locator, text: str) -> None:
        self.count += 1
        locator.fill(text)


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, name)
    no_sideways_scrolling(page)
    axe(page)


def link(page, name: str):
    return page.get_by_role("link", name=name, exact=True)


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def register_and_enrol(page) -> None:
    """The officer finds the group, is offered the woman who is there, enters the one who is not."""
    link(page, "Kelompok").first.click()
    page.get_by_label("Nama").fill("rindu")
    button(page, "Tampilkan").click()
    link(page, "Rindu Sejahtera").click()
    expect(page.get_by_text("25 orang pada")).to_be_visible()
    looked_at(page, "group")
    link(page, "Tambah anggota").click()

    page.get_by_label("NIK atau nama").fill("Juliana Teffa")
    button(page, "Cari").click()
    expect(page.get_by_role("heading", name="Yuliana Tefa")).to_be_visible()
    looked_at(page, "find-person")
    link(page, "Ini orangnya").click()
    button(page, "Jadikan anggota").click()
    expect(page.get_by_text("sudah menjadi anggota")).to_be_visible()  # offered, and not doubled
    assert Person.objects.filter(name_key__contains="uliana tefa").count() == 1

    page.get_by_role("link", name="Cari lagi").click()
    page.get_by_label("NIK atau nama").fill(NAME)
    button(page, "Cari").click()
    link(page, "Isi orang baru").click()
    page.get_by_label("NIK", exact=True).fill("9901016508900007")
    page.get_by_label("Tanggal lahir").fill("25/08/1990")
    page.get_by_text("Perempuan", exact=True).click()
    page.get_by_label("RT", exact=True).fill("3")
    looked_at(page, "new-member")
    button(page, "Jadikan anggota").click()
    expect(page.get_by_text("Belum tersimpan: periksa")).to_be_visible()  # province 99 is in no table: asked once
    looked_at(page, "doubt")
    button(page, "Jadikan anggota").click()
    expect(page.get_by_text("26 orang pada")).to_be_visible()


def classify(page) -> None:
    link(page, "Warga").first.click()
    page.get_by_label("Nama atau NIK").fill(NAME)
    button(page, "Tampilkan").click()
    link(page, NAME).click()
    looked_at(page, "person")
    link(page, "Tambah jenis PMKS").click()
    page.get_by_text("Perempuan Rawan Sosial Ekonomi", exact=True).click()
    page.get_by_label("Sumber").fill("Musyawarah desa")
    looked_at(page, "classify")
    button(page, "Catat sebagai PMKS").click()
    expect(page.get_by_text("usulan", exact=False).first).to_be_visible()


def log_three_services(page) -> list[int]:
    """On the phone: each under twelve taps and typed fields, the ticks of the roster apart."""
    counts = []
    for kind in ("Penjangkauan", "Motivasi", "Bimbingan UEP"):
        page.goto("/")
        hand = Hand(page)
        hand.tap(page.get_by_role("link", name="Catat kegiatan").first)
        hand.tap(page.get_by_text(kind, exact=True))
        if kind == "Penjangkauan":
            hand.type(page.get_by_label("Nama", exact=True).first, "Ibu Rambu")
            hand.type(page.get_by_label("Masalah yang ditemukan").first, "suami pergi, tiga anak")
        else:
            page.locator(".rk-tick").first.locator("label").first.click()
            page.locator(".rk-tick").nth(1).locator("label").last.click()
            expect(page.locator("[data-count=unmarked]").last).to_have_text("24")
        if kind == "Bimbingan UEP":
            page.get_by_label("Keterampilan yang diajarkan").select_option(label="Tenun")
            hand.count += 1
        hand.type(page.get_by_label("Apa yang dikerjakan"), "Belajar motif baru.")
        looked_at(page, f"log-{len(counts) + 1}")
        hand.tap(button(page, "Simpan"))
        expect(page.get_by_text("Tersimpan:")).to_be_visible()
        counts.append(hand.count)
    looked_at(page, "activity")
    return counts


def recap_and_export(page) -> bytes:
    link(page, "PMKS").first.click()
    row = page.locator("li", has_text=NAME)
    row.get_by_role("button", name="Verifikasi").click()
    expect(page.get_by_text("diverifikasi.")).to_be_visible()
    looked_at(page, "verified-in-list")
    page.goto("/rekap/pmks/?region=53.01.08")
    expect(page.locator("table").get_by_role("link", name="26").first).to_be_visible()
    looked_at(page, "recap-pmks")
    page.locator("table").get_by_role("link", name="26").first.click()
    expect(page.get_by_role("heading", name="26 catatan")).to_be_visible()
    looked_at(page, "rows-behind-the-number")
    link(page, "Ekspor baris ini").click()
    looked_at(page, "export")
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("button").last.click()
    return download.value.path().read_bytes()


def test_a_village_does_its_days_work(demo, desk, phone, open_screen):
    sign_in(desk, "desa.penfui", DEMO_PASSWORD)
    looked_at(desk, "home-village")
    register_and_enrol(desk)
    classify(desk)
    woman = Person.objects.get(full_name=NAME)
    assert Membership.objects.filter(person=woman, left_on=None, group__name="Rindu Sejahtera").count() == 1
    assert list(Classification.objects.filter(beneficiary__person=woman).values_list("category__code", "status")) == [
        ("PMKS-23", "proposed")
    ]

    sign_in(phone, "ketua.rindu", DEMO_PASSWORD)
    looked_at(phone, "home-leader")
    assert max(log_three_services(phone)) < 12
    phone.goto("/kegiatan/")
    looked_at(phone, "activities")

    dinas = open_screen("desk")
    sign_in(dinas, "dinas.kupang", DEMO_PASSWORD)
    looked_at(dinas, "home-dinas")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(recap_and_export(dinas))).get_sheet_by_index(1).to_python()
    shown = Classification.objects.filter(category__code="PMKS-23", status="verified", village="53.01.08.2011")
    assert [row[0] for row in sheet[1:]] == [
        str(row.beneficiary.person) for row in shown.order_by("-identified_on", "-pk")
    ]
    assert len(sheet) == 27
    assert AccessLog.objects.filter(kind="export").count() == 1
    dinas.goto("/kegiatan/")
    for title in ("Penjangkauan", "Motivasi", "Bimbingan UEP: Tenun"):
        expect(dinas.get_by_role("link", name=title).first).to_be_visible()
